/** What is changed together, and the tests that must notice. */
export type Part = {
  /** Globs of the sources that are changed, from the root. */
  readonly sources: readonly string[];
  /** Test files, and folders whose test files are all meant but for `slow`. */
  readonly tests: readonly string[];
};

const core = "packages/core/src";
const noTests = ["!**/*.test.ts", "!**/*.generated.ts"];

/** Tests of laws that play whole lives of keys: a mutant that they alone notice would cost a minute. */
export const slow: readonly string[] = [
  `${core}/attempt/burn-on-presentation.test.ts`,
  `${core}/attempt/single-use.test.ts`,
];

/** Of the files about keys, those that decide; the others say how a record is kept. */
const decidingFiles = `${core}/key/{checked-policy,failures,help-desk,policy,settle,sign-out}.ts`;

export const parts: Readonly<Record<string, Part>> = {
  decisions: {
    sources: [`${core}/{attempt,clock,pin}/*.ts`, decidingFiles, ...noTests],
    tests: [
      ...[`${core}/attempt`, `${core}/clock`, `${core}/pin`],
      ...[`${core}/base/floor.test.ts`, `${core}/trail/diagnosis.test.ts`],
      ...["checked-policy", "help-desk", "settle", "sign-out"].map(
        (name) => `${core}/key/${name}.test.ts`,
      ),
    ],
  },
  records: {
    sources: [`${core}/key/*.ts`, `!${decidingFiles}`, ...noTests],
    tests: [`${core}/key`, `${core}/attempt/decide-once.test.ts`],
  },
};
