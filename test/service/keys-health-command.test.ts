import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jeton } from "../support/jeton.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-health-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("jeton keys health says what it found, as words and as JSON", {
  timeout: 300_000,
}, async () => {
  const on = (...words: readonly string[]) => jeton([...words, "--data", join(folder, "data")]);
  writeFileSync(join(folder, "seed.hex"), "3132333435363738393031323334353637383930");
  await on("keys", "add", "K-1000", "--seed-file", join(folder, "seed.hex"));
  expect(await on("keys", "health")).toMatchObject({
    status: 0,
    stdout: "1 looked at, their middle rate 0.0 ppm\nnothing found\n",
  });
  const { stdout } = await on("keys", "health", "--json", "--battery-years", "1");
  const counts = { drifting: 0, "clock-set": 0, battery: 0 };
  expect(JSON.parse(stdout)).toMatchObject({
    counts,
    keys: [{ serial: "K-1000", batch: "K-1", clock: null, findings: [] }],
  });
  expect(await on("keys", "health", "--battery-years", "0")).toMatchObject({ status: 2 });
});
