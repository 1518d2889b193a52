import { expect, test } from "vitest";
import { bundleSizes } from "./measures/bundle-sizes.ts";

// Goal: whoever needs one code does not make a page's visitors download a login server.
// Method: esbuild bundles ours and the peers alike, minified, and gzip packs them at its best.
test("@jeton/core/otp takes 6 kB of a page with all three hashes, base32 and otpauth, less than the peers that have them", async () => {
  const sizes = await bundleSizes();
  console.log(
    sizes
      .map(({ name, gzippedBytes, hashes }) => `${name}: ${gzippedBytes} B (${hashes})`)
      .join("\n"),
  );
  const [door, reading, whole] = sizes;
  expect(door?.name).toBe("@jeton/core/otp");
  expect(reading?.name).toBe("@jeton/core/otp, base32 and reading otpauth:// too");
  expect(reading?.gzippedBytes).toBeLessThanOrEqual(6000);
  const peers = sizes.filter(({ isPeer, hashes }) => isPeer && hashes.includes("SHA-512"));
  expect(peers.map(({ name }) => name)).toEqual(["otpauth", "otplib"]);
  for (const { gzippedBytes } of peers) {
    expect(gzippedBytes).toBeGreaterThan(whole?.gzippedBytes ?? Number.NaN);
  }
});
