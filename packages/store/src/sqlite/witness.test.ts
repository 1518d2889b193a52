import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readWitness, writeWitness } from "./witness.ts";

const witness = { id: "a-history", serial: "K1", revision: 7 };

describe("writeWitness()", () => {
  let directory: string;
  let database: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "jeton-witness-"));
    database = join(directory, "jeton.sqlite");
    writeFileSync(database, "");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test("is read back", () => {
    writeWitness(database, witness);
    expect(readWitness(database)).toEqual(witness);
  });

  test("writes once more when the machine took its time between the clock and the disk", () => {
    const late = [5000, 2000, 0];
    writeWitness(database, witness, "use", () => Date.now() - (late.shift() ?? 0));
    expect(late).toEqual([]);
    expect(readWitness(database)).toEqual(witness);
  });

  test("leaves a file that does not count when the clocks never agree", () => {
    writeWitness(database, witness, "use", () => Date.now() - 5000);
    expect(readWitness(database)).toBeNull();
  });
});
