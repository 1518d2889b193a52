import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { avrGcc, findProgram } from "../../support/needs.ts";
import { runProgram } from "./make-firmware.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

// The hash is compared everywhere; the bytes where the compiler that made them is, as it is in CI.
test("the kept binaries are what the sources beside them make", async () => {
  const words = [`${root}tools/run-source.mjs`, `${root}tools/build-firmware.ts`, "--check"];
  const said = await runProgram(process.execPath, words);
  expect(said).toMatch(/^Sources checked; /);
  const mustRebuild = process.env.CI === "true" || findProgram(avrGcc.names) !== null;
  if (mustRebuild) expect(said).toContain("the same bytes");
});
