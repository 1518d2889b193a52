import { expect, test } from "vitest";
import { setRun } from "./set-run.ts";

test("setRun() finds what no crystal can do, the more the further, and calls nothing else so", () => {
  const plan = { keys: 100, days: 60, periodSeconds: 60, place: "office", seed: 5 } as const;
  const { jumps, untouched } = setRun({ ...plan, habit: "daily" });
  const shares = jumps.map(({ found, keys }) => found / keys);
  expect(jumps[0]).toMatchObject({ seconds: 15, found: 0 });
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(jumps.find(({ seconds }) => seconds === 300)?.found).toBe(100);
  expect(untouched.called).toBe(0);
  expect(untouched.logins).toBeGreaterThan(5000);
});
