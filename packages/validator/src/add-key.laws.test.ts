import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeAt, codeParameters, prepareSeed, timeStep } from "@jeton/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rfcSeed } from "../../../test/support/rfc-seed.ts";
import { type KeyGiven, openValidator, type Validator } from "./index.ts";

const seed = rfcSeed("SHA-1");

let directory: string;
let validator: Validator;
let floors: number;

const open = async () => {
  validator = await openValidator({
    store: join(directory, "keys.sqlite"),
    masterKeyFile: join(directory, "master.key"),
    onFloor: () => {
      floors += 1;
    },
  });
};

beforeEach(async () => {
  floors = 0;
  directory = mkdtempSync(join(tmpdir(), "jeton-add-key-"));
  await open();
});

afterEach(async () => {
  await validator.close();
  rmSync(directory, { recursive: true });
});

const codeOf = (counter: number) =>
  codeAt(prepareSeed(seed, "SHA-1"), timeStep(counter), codeParameters());

/** What JavaScript can give. */
const given = (key: object) => ({ serial: "C-1", seed, ...key }) as unknown as KeyGiven;

describe("Validator.addKey()", () => {
  test("takes a counter key in under a floor as it is: nothing of it was lost", async () => {
    const [file, backup] = [join(directory, "keys.sqlite"), join(directory, "backup")];
    await validator.close();
    copyFileSync(file, backup);
    await open();
    await validator.addKey({ serial: "K-1", seed, holder: "jules" });
    await validator.close();
    copyFileSync(backup, file);
    await open();
    expect(floors).toBe(1);
    await validator.addKey({ serial: "C-1", seed, counter: 7, holder: "camille" });
    const first = await validator.logIn("camille", codeOf(7));
    expect(first.kind).toBe("choose-pin");
  });

  test("guesses no counter", async () => {
    for (const key of [
      { parameters: { movingFactor: "counter" } },
      { parameters: { movingFactor: "counter" }, counter: null },
    ]) {
      await expect(validator.addKey(given(key))).rejects.toThrow(
        "Cannot add a counter key without its counter",
      );
    }
    expect(await validator.key("C-1")).toBeNull();
  });

  test.each([
    [{ counter: 7, periodSeconds: 30 }, 'Cannot use "periodSeconds" in a key'],
    [{ periodSeconds: 30 }, "expected parameters: { periodSeconds }"],
    [{ digits: 8 }, "expected parameters: { digits }"],
    [{ parameters: { period: 30 } }, 'Cannot use "period" in the parameters of a key'],
    [{ parameters: { counter: 7 } }, 'Cannot use "counter" in the parameters of a key'],
    [{ holders: "ada" }, 'Cannot use "holders" in a key'],
  ])("refuses a field that it would pass over: %j", async (key, message) => {
    await expect(validator.addKey(given(key))).rejects.toThrow(message);
    await expect(validator.addKey(given(key))).rejects.toBeInstanceOf(TypeError);
    expect(await validator.key("C-1")).toBeNull();
  });
});
