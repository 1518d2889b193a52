// What every runtime runs, as one file that is the same for all: it knows neither of Node nor of pages.
import {
  type Algorithm,
  decodeBase32,
  encodeBase32,
  formatOtpauth,
  hotp,
  parseOtpauth,
  totp,
  verifyHotp,
  verifyTotp,
} from "@jeton/core/otp";

/** The RFCs' vectors and seeds, put in by whoever bundles this. */
declare const RFC: {
  readonly seeds: Readonly<Record<Algorithm, string>>;
  readonly hotp: readonly { readonly step: number; readonly code: string }[];
  readonly totp: readonly {
    readonly seconds: number;
    readonly step: number;
    readonly code: string;
    readonly parameters: {
      readonly algorithm: Algorithm;
      readonly digits: number;
      readonly periodSeconds: number;
    };
  }[];
};

/** Returns what was tried; throws when something is not as the RFCs say. */
export function tryDoor(): string {
  const seedOf = (algorithm: Algorithm) => new TextEncoder().encode(RFC.seeds[algorithm]);
  const seed = seedOf("SHA-1");
  for (const { step, code } of RFC.hotp) {
    same(hotp({ seed, counter: step }), code);
    same(verifyHotp({ seed, code, counter: step }), step + 1);
  }
  for (const { seconds, step, code, parameters } of RFC.totp) {
    const key = { seed: seedOf(parameters.algorithm), ...parameters, at: seconds * 1000 };
    same(totp(key), code);
    same(verifyTotp({ ...key, code, after: null }), step);
    same(verifyTotp({ ...key, code, after: step }), null);
  }
  const uri = formatOtpauth({
    ...{ kind: "totp", seed, algorithm: "SHA-1", digits: 6, periodSeconds: 30 },
    ...{ holder: "camille", issuer: "ACME Co" },
  });
  const read = parseOtpauth(uri);
  same(read.holder, "camille");
  same(encodeBase32(decodeBase32(encodeBase32(read.seed))), encodeBase32(seed));
  same(
    refusalOf(() => totp({ seed, at: Number.NaN })),
    "RangeError",
  );
  same(
    refusalOf(() => verifyTotp({ seed, code: 287082 as never, at: 59_000, after: null })),
    "TypeError",
  );
  return `${RFC.hotp.length + RFC.totp.length} vectors of the RFCs are right`;
}

function same(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`Cannot go on: found ${found}, expected ${wanted}`);
}

function refusalOf(act: () => unknown): string {
  try {
    return `found ${act()}`;
  } catch (error) {
    return error instanceof Error ? error.name : "no error";
  }
}
