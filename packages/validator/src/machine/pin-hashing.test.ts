import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { hashPin } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { hashPinInTurn } from "./pin-hashing.ts";

const question = (pin: string, logN: number) => ({
  ...{ pin, salt: new Uint8Array(16).fill(7), cost: { logN, r: 8, p: 1 } },
});

describe("hashPinInTurn()", () => {
  test.each([2, 10])("gives the bytes of the core's own scrypt, N = 2^%i", async (logN) => {
    const asked = question("2580", logN);
    expect(await hashPinInTurn(asked)).toEqual(hashPin(asked));
  });

  // Only Linux has priorities of threads.
  test.runIf(process.platform === "linux")(
    "hashes behind the event loop, whose priority stays",
    async () => {
      const before = getPriority();
      await Promise.all(["1", "2", "3"].map((digit) => hashPinInTurn(question(digit, 10))));
      const wanted = Math.min(19, before + 10);
      expect(prioritiesOfThreads()).toContain(wanted);
      expect(getPriority()).toBe(before);
    },
  );
});

/** Of all threads of this process: proc(5), the field `nice`. */
function prioritiesOfThreads(): readonly number[] {
  return readdirSync("/proc/self/task").map((thread) => {
    const status = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
    // The name before it may hold anything; `nice` is the 17th field behind it.
    return Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[16]);
  });
}
