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
