import { type KeyRecord, type KeyStore, timeStep } from "@jeton/core";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { changed, guessed, plainKey } from "./key-changes.ts";

// Goal: questions that are asked at the same time are answered as if each had been asked alone,
// however an adapter puts them together.
// Method: draw changes of many keys, of which some must be refused for one reason or another; ask
// all at once; each answer, record and trail must be what the rule says for that change alone.

/** What is wrong with a change, and how it is answered. */
const answers = {
  nothing: true,
  "a late revision": false,
  "an early revision": false,
  "a step that goes back": "STEP_REOPENED",
  "a forgotten step": "STEP_REOPENED",
  "a holder with another key": "HOLDER_TAKEN",
  "a key that is not there": false,
} as const;
type Wrong = keyof typeof answers;

const anyWrong = fc.constantFrom<Wrong>("nothing", ...(Object.keys(answers) as Wrong[]));

/** The contract of questions asked at the same time; `open` answers an empty store. */
export function keyStoreTogetherContract(
  name: string,
  open: () => KeyStore | Promise<KeyStore>,
): void {
  describe(`KeyStore: ${name}, many at the same time`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await open();
      await store.insert(plainKey("taken", { holder: "bob" }), []);
    });
    afterEach(() => store.close());

    const all = { afterSequence: 0, limit: 1000 };
    let last = 0;

    async function newKey(): Promise<KeyRecord> {
      last += 1;
      const key = plainKey(`K${last}`, { holder: `holder-${last}`, lastStep: timeStep(100) });
      await store.insert(key, []);
      return key;
    }

    test("replace() answers each change of another key for itself", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyWrong, { minLength: 2, maxLength: 150 }), async (drawn) => {
          const changes = await Promise.all(
            drawn.map(async (wrong, place) => {
              const key =
                wrong === "a key that is not there" ? plainKey(`none-${place}`) : await newKey();
              return { wrong, key, ...changed(key, fieldsOf(wrong)) };
            }),
          );
          const found = await Promise.all(
            changes.map(({ wrong, key, next, events }) =>
              store
                .replace(key.serial, revisionOf(wrong), next, events)
                .catch((error: unknown) => (error as { readonly code?: string }).code),
            ),
          );
          expect(found).toEqual(changes.map(({ wrong }) => answers[wrong]));
          for (const { wrong, key, next, events } of changes) {
            if (wrong === "a key that is not there") continue;
            const isStored = answers[wrong] === true;
            const stored = isStored ? { record: next, revision: 2 } : { record: key, revision: 1 };
            expect(await store.load(key.serial)).toEqual(stored);
            expect(await store.events(key.serial, all)).toEqual(isStored ? events : []);
          }
        }),
        { numRuns: 20 },
      );
    });

    test("replace() answers true to exactly one of many for each of many keys", async () => {
      const keys = await Promise.all(Array.from({ length: 40 }, newKey));
      const asked = keys.flatMap((key) =>
        [1, 2, 3].map((count) => ({ key, ...changed(key, { failures: guessed(count) }) })),
      );
      const found = await Promise.all(
        asked.map(({ key, next, events }) => store.replace(key.serial, 1, next, events)),
      );
      for (const key of keys) {
        const won = asked.filter((one, place) => one.key === key && found[place] === true);
        expect(won).toHaveLength(1);
        expect(await store.load(key.serial)).toEqual({ record: won[0]?.next, revision: 2 });
        expect(await store.events(key.serial, all)).toEqual(won[0]?.events);
      }
    });

    test("replace() lets only one of several keys have a holder", async () => {
      const keys = await Promise.all(Array.from({ length: 5 }, newKey));
      const found = await Promise.all(
        keys.map((key) => {
          const { next, events } = changed(key, { holder: "eve" });
          return store.replace(key.serial, 1, next, events).catch(() => "refused");
        }),
      );
      expect(found.filter((answer) => answer === true)).toHaveLength(1);
      expect(found.filter((answer) => answer === "refused")).toHaveLength(4);
    });

    test("loadForHolder() returns each their own key, or else the decoy that they named", async () => {
      const keys = await Promise.all(Array.from({ length: 6 }, newKey));
      const [one, two] = keys;
      const holders = [
        ...keys.map(({ holder }) => holder ?? ""),
        "bob",
        "nobody",
        'O\'Neil "x" {,} \\',
      ];
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              holder: fc.constantFrom(...holders),
              decoySerial: fc.constantFrom(one?.serial ?? "", two?.serial ?? "", "none"),
            }),
            { minLength: 2, maxLength: 150 },
          ),
          async (questions) => {
            const found = await Promise.all(
              questions.map(({ holder, decoySerial }) => store.loadForHolder(holder, decoySerial)),
            );
            const wanted = questions.map(({ holder, decoySerial }) =>
              holder === "bob"
                ? "taken"
                : [holder, decoySerial]
                    .flatMap((word) =>
                      keys.filter((key) => word === key.holder || word === key.serial),
                    )
                    .map(({ serial }) => serial)[0],
            );
            expect(found.map((stored) => stored?.record.serial)).toEqual(wanted);
          },
        ),
        { numRuns: 20 },
      );
    });
  });
}

function fieldsOf(wrong: Wrong): Partial<KeyRecord> {
  switch (wrong) {
    case "a step that goes back":
      return { lastStep: timeStep(99) };
    case "a forgotten step":
      return { lastStep: null };
    case "a holder with another key":
      return { holder: "bob" };
    case "nothing":
    case "a late revision":
    case "an early revision":
    case "a key that is not there":
      return { lastStep: timeStep(101), failures: guessed(3) };
    default:
      return wrong satisfies never;
  }
}

function revisionOf(wrong: Wrong): number {
  if (wrong === "a late revision") return 0;
  return wrong === "an early revision" ? 2 : 1;
}
