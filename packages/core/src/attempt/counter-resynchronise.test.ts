import { describe, expect, test } from "vitest";
import {
  counterCode,
  counterContext,
  counterKeyInService,
  presentCounter,
} from "../../../../test/support/counter-holder.ts";
import { resynchronise } from "./resynchronise.ts";

/** In service, with the codes up to 101 spent: the key shows that of 102 next. */
const inService = counterKeyInService(100);

describe("resynchronise() of a counter key", () => {
  const by = { ...counterContext(), actor: "staff:anne" };
  const read = (counter: number, second = counter + 1, record = inService) =>
    resynchronise(record, { first: counterCode(counter), second: counterCode(second) }, by);

  test.each([102, 103, 1500, 102 + 2847])(
    "finds the key by the codes of %i and the next",
    (counter) => {
      const { decision, next, events } = read(counter);
      const step = counter + 1;
      expect(decision).toEqual({ kind: "resynchronised", step, offsetSteps: counter - 102 });
      expect(next).toMatchObject({ lastStep: step, counter: { next: step + 1 }, clock: null });
      expect(events).toMatchObject([{ kind: "resynchronised", step }]);
      expect(presentCounter(next, step + 1).decision).toMatchObject({ kind: "accepted" });
    },
  );

  // A second code must be its digits exactly: no number of the same value.
  test("does not take another way to write the number of a code", () => {
    const zero = Array.from({ length: 1000 }, (_, index) => 103 + index).find((counter) =>
      /^0[1-9]/.test(counterCode(counter)),
    );
    if (zero === undefined) throw new Error("expected a code that begins with 0");
    const code = counterCode(zero);
    const readAs = (second: string) =>
      resynchronise(inService, { first: counterCode(zero - 1), second }, by).decision.kind;
    expect(readAs(code)).toBe("resynchronised");
    const { length } = code;
    for (const other of [code.slice(1), `0${code}`, `+${code.slice(1)}`, `${code.slice(1)} `]) {
      expect([other, other.length >= length - 1, readAs(other)]).toEqual([
        other,
        true,
        "not-found",
      ]);
    }
  });

  test("does not choose between two pairs of the same codes", () => {
    // Shows the number of the step, and again from 0 on after so many steps.
    const readWith = (every: number) => {
      const lane = {
        keyed: (key: Uint8Array) => key.slice(),
        truncatedFrom: (_: Uint8Array, from: number, count: number) =>
          Int32Array.from({ length: count }, (__, index) => (from + index) % every),
      };
      const codeLanes = { "SHA-1": lane, "SHA-256": lane, "SHA-512": lane };
      const codes = { first: "000500", second: "000501" };
      return resynchronise(inService, codes, { ...by, codeLanes }).decision;
    };
    expect(readWith(1_000_000)).toMatchObject({ kind: "resynchronised", step: 501 });
    expect(readWith(1000)).toEqual({ kind: "not-found" });
  });

  test("wants two consecutive codes within the search", () => {
    expect(read(102, 104).decision).toEqual({ kind: "not-found" });
    expect(read(103, 102).decision).toEqual({ kind: "not-found" });
    expect(read(102 + 2848).decision).toEqual({ kind: "not-found" });
  });

  test("takes no codes that were used, and one of which the first was spent by a log-in that failed", () => {
    expect(read(100).decision).toEqual({ kind: "used", offsetSteps: -2 });
    const burnt = presentCounter(inService, 104, { pin: "9999" }).next;
    expect(read(103, 104, burnt).decision).toEqual({ kind: "used", offsetSteps: 1 });
    expect(read(104, 105, burnt).decision).toMatchObject({ kind: "resynchronised", step: 105 });
  });
});
