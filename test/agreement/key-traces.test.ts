import { describe, expect, test } from "vitest";
import { keyTrace, traceNames } from "./key-traces.ts";

// Goal: a key of a given seed and history shows today what it showed when the traces were written.
// Method: histories of every kind, each reading a line, compared with the files byte by byte. A change
// of the model that is meant changes them: `npx vitest run test/agreement/key-traces -u` writes them anew.
describe("a simulated key", () => {
  test.each(traceNames)("shows what it always did: %s", async (name) => {
    const file = `${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}.txt`;
    await expect(keyTrace(name)).toMatchFileSnapshot(`../vectors/key-traces/${file}`);
  });
});
