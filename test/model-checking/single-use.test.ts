import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeWith, spin } from "../support/needs.ts";
import { runSpin } from "./spin-run.ts";

// Goal: the rules by which a store survives failovers are the right ones (laws 2, 11 and 12), and each
// is needed. Method: Spin searches every state of docs/design/model/single-use.pml; then the model with
// one rule taken away, in which it must find the law broken.

const mutations: readonly (readonly [name: string, law: number])[] = [
  ["NO_FLOOR", 2],
  ["SET_WITHOUT_HISTORY", 2],
  ["SET_WITHOUT_LOADED_HISTORY", 2],
  ["RAISE_WITHOUT_ENGINE", 2],
  ["EARLY_CLOCK", 2],
  ["NO_WINDOW", 2],
  ["UNKNOWN_IS_ACCEPTED", 12],
  ["UNBOUND_ANSWER", 12],
  ["DECIDE_ANEW", 11],
];

describeWith(spin, "the model of single use", (path) => {
  test("keeps the laws in every state", async () => {
    const { states, ...found } = await runSpin(path);
    expect(found).toEqual({ errors: 0, violated: null, story: [] });
    // What a mistake in the model would leave out, it must reach.
    expect(states).toBeGreaterThan(1_000_000);
  });

  test.each(mutations)("breaks a law with %s: law %s", async (name, law) => {
    const { errors, violated, story } = await runSpin(path, [name, `LAW=${law}`]);
    expect({ errors, violated }).toEqual({
      errors: 1,
      violated: expect.stringContaining("assertion violated"),
    });
    expect(story).toContainEqual(expect.stringMatching(/tells attempt .: accepted/));
  });

  test("accepts after two failovers", async () => {
    const { violated } = await runSpin(path, ["WITNESS", "REQUESTS=2"]);
    expect(violated).toContain("engine==2");
  });

  test("needs the floor even when every commit waits for the standby", async () => {
    const synchronous = ["NO_FLOOR", "SYNCHRONOUS", "LAW=2"];
    expect((await runSpin(path, synchronous)).errors).toBe(1);
    // Only where no wait is ever cancelled and no connection ever breaks.
    expect((await runSpin(path, [...synchronous, "PATIENT"])).errors).toBe(0);
  });

  test("has a row in its page for each mutation", () => {
    const page = readFileSync(
      new URL("../../docs/design/model/README.md", import.meta.url),
      "utf8",
    );
    for (const [name, law] of mutations) {
      expect(page).toMatch(new RegExp(`^\\| \`${name}\`.*\\| law ${law} +\\|`, "m"));
    }
  });
});
