import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What a page downloads to make a code and check one. */
export type BundleSize = {
  readonly name: string;
  /** The hashes that it can then use. */
  readonly hashes: string;
  readonly isPeer: boolean;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
};

type Bundle = Pick<BundleSize, "name" | "hashes" | "isPeer"> & {
  readonly imports: string;
  readonly from: string;
};

const all = "SHA-1, SHA-256, SHA-512";

const bundles: readonly Bundle[] = [
  {
    ...{ name: "@jeton/core/otp", hashes: all, isPeer: false },
    ...{ imports: "totp, verifyTotp, hotp, verifyHotp", from: "@jeton/core/otp" },
  },
  {
    ...{ name: "@jeton/core/otp, base32 and reading otpauth:// too", hashes: all, isPeer: false },
    ...{
      imports: "totp, verifyTotp, hotp, verifyHotp, decodeBase32, encodeBase32, parseOtpauth",
      from: "@jeton/core/otp",
    },
  },
  {
    ...{ name: "@jeton/core/otp, all of it", hashes: all, isPeer: false },
    ...{
      imports:
        "totp, verifyTotp, hotp, verifyHotp, decodeBase32, encodeBase32, parseOtpauth, formatOtpauth",
      from: "@jeton/core/otp",
    },
  },
  {
    ...{ name: "@jeton/core, `codeAt` and `findCode`", hashes: all, isPeer: false },
    ...{ imports: "codeAt, prepareSeed, findCode, codeParameters, stepAt", from: "@jeton/core" },
  },
  {
    // Its TOTP and Secret include base32, its TOTP no HOTP.
    ...{ name: "otpauth", hashes: `${all}, SHA-224, SHA-384, SHA-3`, isPeer: true },
    ...{ imports: "TOTP, HOTP, Secret", from: "otpauth" },
  },
  {
    ...{ name: "otplib", hashes: all, isPeer: true },
    ...{ imports: "generateSync, verifySync", from: "otplib" },
  },
  {
    ...{ name: "@oslojs/otp", hashes: "SHA-1", isPeer: true },
    ...{
      imports: "generateTOTP, verifyTOTPWithGracePeriod, generateHOTP, verifyHOTP",
      from: "@oslojs/otp",
    },
  },
];

/** Bundles each as a page would, and returns what is to be downloaded. */
export async function bundleSizes(): Promise<readonly BundleSize[]> {
  return Promise.all(
    bundles.map(async ({ imports, from, ...bundle }) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `export { ${imports} } from "${from}";`,
          resolveDir: fileURLToPath(new URL("..", import.meta.url)),
        },
        ...{ bundle: true, minify: true, write: false },
        ...{ format: "esm", platform: "browser", target: "es2022" },
        conditions: ["jeton-source"],
      });
      const contents = outputFiles[0]?.contents ?? new Uint8Array();
      const gzippedBytes = gzipSync(contents, { level: 9 }).length;
      return { ...bundle, minifiedBytes: contents.length, gzippedBytes };
    }),
  );
}
