import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey, logIn, type Ports } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openStage } from "../support/stage.ts";

// Goal: attempts at the same time tell no more than attempts one after the other (law 6): an unknown
// identifier must not wait for other unknown ones because they share a decoy.
// Method: so many attempts at once that all decoys are shared, on known and on unknown identifiers;
// count what each asked the store.
const seed = new Uint8Array(20).fill(3);

describe("attempts at the same time", () => {
  test("ask the store alike for known and for unknown identifiers", async () => {
    const { ports } = await openStage();
    const names = Array.from({ length: 100 }, (_, number) => `name-${number}`);
    for (const name of names) {
      await addKey(
        ports,
        { serial: `K-${name}`, seed, parameters: codeParameters() },
        "staff:test",
      );
      await actOnStoredKey(ports, `K-${name}`, { kind: "assign", holder: name }, "staff:test");
    }
    const known = await questionsOf(ports, names);
    expect(known).toEqual({ loads: 100, replacements: 100, refused: 100 });
    const unknown = names.map((name) => `un${name}`);
    expect(await questionsOf(ports, unknown)).toEqual(known);
  });

  test("are all counted by a key that somebody holds", async () => {
    const { ports } = await openStage();
    const { refused } = await questionsOf(
      ports,
      Array.from({ length: 7 }, () => "camille"),
    );
    expect(refused).toBe(7);
    const stored = await ports.store.loadForHolder("camille", "none");
    const events = await ports.store.events("K-1", { afterSequence: 0, limit: 100 });
    expect(events.filter(({ kind }) => kind === "refused")).toHaveLength(7);
    expect(stored?.record.failures.strangers.guesses).toBe(7);
  });
});

async function questionsOf(ports: Ports, identifiers: readonly string[]) {
  const asked = { loads: 0, replacements: 0 };
  const store: Ports["store"] = {
    ...ports.store,
    loadForHolder(...names) {
      asked.loads += 1;
      return ports.store.loadForHolder(...names);
    },
    replace(serial, revision, next, events) {
      asked.replacements += 1;
      return ports.store.replace(serial, revision, next, events);
    },
  };
  const answers = await Promise.all(
    identifiers.map((identifier) =>
      logIn({ ...ports, store }, { identifier, passcode: "4071000000" }),
    ),
  );
  return { ...asked, refused: answers.filter(({ kind }) => kind === "refused").length };
}
