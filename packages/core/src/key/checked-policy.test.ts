import { describe, expect, test } from "vitest";
import { checkedPolicy } from "./checked-policy.ts";
import { defaultPolicy } from "./policy.ts";

type Path = readonly string[];
type Branch = Readonly<Record<string, unknown>>;

/** The paths of all fields that hold a value and no further fields. */
function leaves(value: unknown, above: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [above];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...above, name]));
}

/** The default policy with one field replaced; undefined leaves it out. */
function policyWith([name, ...rest]: Path, value: unknown, at: Branch = defaultPolicy): Branch {
  if (name === undefined) return at;
  const inner = rest.length === 0 ? value : policyWith(rest, value, at[name] as Branch);
  return { ...at, [name]: inner };
}

function thrownBy(act: () => unknown): Error | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error ? error : null;
  }
}

const fields = leaves(defaultPolicy);
const numbers = fields.filter((path) => path.at(-1) !== "trivialAllowed");
const named = (path: Path) => `policy.${path.join(".")}`;

describe("checkedPolicy()", () => {
  test("answers the default policy as it is", () => {
    expect(checkedPolicy(defaultPolicy)).toEqual(defaultPolicy);
    expect(checkedPolicy(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy);
    expect(fields.length).toBeGreaterThan(35);
  });

  test("finds every field that is missing or of another type, and names it", () => {
    for (const path of fields) {
      const own = path.at(-1) === "trivialAllowed" ? [1, 0] : [true];
      for (const wrong of [undefined, null, "5", "", [5], {}, ...own]) {
        const error = thrownBy(() => checkedPolicy(policyWith(path, wrong)));
        expect([path, wrong, error?.constructor]).toEqual([path, wrong, TypeError]);
        expect(error?.message).toContain(`${named(path)}:`);
      }
    }
  });

  test("says what it found, and what it wants instead", () => {
    const logN = ["pinHashCost", "logN"];
    const wanted = "a whole number from 1 to 24";
    for (const [policy, message] of [
      [null, "policy: found null, expected an object"],
      [undefined, "policy: found nothing, expected an object"],
      ["strict", "policy: found string, expected an object"],
      [policyWith(["pin"], 5), "policy.pin: found number, expected an object"],
      [policyWith(["pin"], null), "policy.pin: found null, expected an object"],
      [policyWith(logN, "5"), `policy.pinHashCost.logN: found string, expected ${wanted}`],
      [policyWith(logN, null), `policy.pinHashCost.logN: found null, expected ${wanted}`],
      [policyWith(logN, undefined), `policy.pinHashCost.logN: found nothing, expected ${wanted}`],
      [policyWith(logN, 25), `policy.pinHashCost.logN: found 25, expected ${wanted}`],
      [
        policyWith(["pin", "trivialAllowed"], 1),
        "policy.pin.trivialAllowed: found number, expected true or false",
      ],
    ] as const) {
      expect(thrownBy(() => checkedPolicy(policy))?.message).toBe(`Cannot use ${message}`);
    }
  });

  test("finds every number that is no whole number in its range, and names it", () => {
    for (const path of numbers) {
      for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e12]) {
        const error = thrownBy(() => checkedPolicy(policyWith(path, wrong)));
        expect([path, wrong, error?.constructor]).toEqual([path, wrong, RangeError]);
        expect(error?.message).toContain(`Cannot use ${named(path)}: found ${wrong}, expected`);
      }
    }
  });

  test.each<[string, Path, number, boolean]>([
    ["an ask window that the scan just reaches", ["windows", "in-service", "askSteps"], 1441, true],
    ["one that it does not", ["windows", "in-service", "askSteps"], 1442, false],
    ["an accept window beyond the scan", ["windows", "lost", "acceptSteps"], 1442, false],
    ["a scan that no longer reaches", ["scanSteps"], 719, false],
    ["the costliest PIN hash", ["pinHashCost", "logN"], 24, true],
    ["one whose verifiers could not be read again", ["pinHashCost", "logN"], 25, false],
    ["no hash", ["pinHashCost", "logN"], 0, false],
    ["64 blocks", ["pinHashCost", "r"], 64, true],
    ["65 blocks", ["pinHashCost", "r"], 65, false],
    ["64 lanes", ["pinHashCost", "p"], 64, true],
    ["65 lanes", ["pinHashCost", "p"], 65, false],
    ["PINs of no length", ["pin", "lengthMax"], 3, false],
    ["a longest lock that is shorter than a lock", ["lockMillisecondsMax"], 899_999, false],
    ["rates up to which arithmetic is exact", ["clock", "rateBoundPpb"], 5_000_000, true],
    ["rates beyond", ["clock", "rateBoundPpb"], 5_000_001, false],
    ["as many lost counters as pass at once", ["countersLost"], 5, true],
    ["fewer, so that a lost code would pass again", ["countersLost"], 4, false],
    ["none", ["countersLost"], 0, false],
    ["more that pass at once than are spent", ["windows", "in-service", "acceptSteps"], 11, false],
    ["as many as leave one code that asks", ["countersLost"], 1408, true],
    ["so many that no holder gets in again", ["countersLost"], 1409, false],
    ["a clock of which nothing could be learnt", ["clock", "wanderPpb"], 200_001, false],
  ])("judges %s", (_what, path, value, fits) => {
    const error = thrownBy(() => checkedPolicy(policyWith(path, value)));
    if (fits) expect(error).toBeNull();
    else expect(error).toBeInstanceOf(RangeError);
  });

  test("keeps nothing that is no field of a policy, and does not read inherited ones", () => {
    expect(checkedPolicy({ ...defaultPolicy, surplus: 1 })).toEqual(defaultPolicy);
    expect(thrownBy(() => checkedPolicy(Object.create(defaultPolicy)))).toBeInstanceOf(TypeError);
    for (const wrong of [null, undefined, 5, "policy"]) {
      expect(thrownBy(() => checkedPolicy(wrong))).toBeInstanceOf(TypeError);
    }
  });
});
