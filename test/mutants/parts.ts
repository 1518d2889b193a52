/** A room whose sources are changed, and the tests that must notice. */
export type Part = {
  /** Globs of the sources that are changed, from the root. */
  readonly sources: readonly string[];
  /** Test files, and folders whose test files are all meant but for `slow`. */
  readonly tests: readonly string[];
  /** Loaded before the tests: what they make when they are loaded is no test's. */
  readonly entries: readonly string[];
};

const core = "packages/core/src";
const validator = "packages/validator/src";
const ofCore = ["@jeton/core"];

/** Tests of laws that play whole lives of keys or long attacks: a survivor would cost a minute each. */
export const slow: readonly string[] = [
  `${core}/attempt/burn-on-presentation.test.ts`,
  `${core}/attempt/counted-failures.test.ts`,
  `${core}/attempt/single-use.test.ts`,
];

export const parts: Readonly<Record<string, Part>> = {
  attempt: {
    sources: sourcesOf("attempt"),
    tests: [
      `${core}/attempt`,
      ...[`${core}/clock/asked-next.test.ts`, `${core}/clock/row-of-codes.test.ts`],
      ...[`${core}/base/floor.test.ts`, `${core}/trail/diagnosis.test.ts`],
      `${core}/key/help-desk.test.ts`,
    ],
    entries: ofCore,
  },
  clock: { sources: sourcesOf("clock"), tests: [`${core}/clock`], entries: ofCore },
  key: {
    sources: sourcesOf("key"),
    tests: [
      `${core}/key`,
      `${core}/attempt/counted-failures.test.ts`,
      `${core}/attempt/decide-once.test.ts`,
    ],
    entries: ofCore,
  },
  pin: { sources: sourcesOf("pin"), tests: [`${core}/pin`], entries: ofCore },
  // Its rooms that decide. `machine` is threads and vectors, `opening` files and stores.
  validator: {
    sources: [
      ...["attempt", "decoys", "keys", "ports"].map((room) => `${validator}/${room}/*.ts`),
      "!**/*.test.ts",
    ],
    tests: [
      ...["attempt", "decoys", "keys", "ports"].map((room) => `${validator}/${room}`),
      "test/oracle/renewed-pin.test.ts",
    ],
    entries: [...ofCore, "@jeton/validator/parts"],
  },
};

function sourcesOf(room: string): readonly string[] {
  return [`${core}/${room}/*.ts`, "!**/*.test.ts"];
}
