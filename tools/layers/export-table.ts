/** Names that a package exports though nothing in this tree takes them, and for whom. */
export type KeptNames = {
  /** The entry, as it is imported. */
  readonly from: string;
  readonly names: readonly string[];
  readonly why: string;
};

const ofTestKeys = ["KeyFixtures", "TestKey", "TestKeyOptions", "TestTime"];
const errorsOfTests = ["KeyUnreadableError", "WaitTooLongError"];

/** The packages that export nothing for nobody, but for the names below. */
export const heldPackages: readonly string[] = ["@jeton/key", "@jeton/sim"];

export const keptNames: readonly KeptNames[] = [
  {
    from: "@jeton/key",
    names: ["CounterKeyOptions", "KeyStateError", "SimulatedKeyOptions", "SimulatedKeyState"],
    why: "a program names them that makes keys from options of its own, or stores keys",
  },
  {
    from: "@jeton/key",
    names: ["FirmwareEvent", "FirmwareProgram", "FirmwareState", "KeyClock", "Quartz"],
    why: "a program names them that uses a layer by itself, as the README does",
  },
  {
    from: "@jeton/key/vitest",
    names: [...ofTestKeys, ...errorsOfTests, "VitestTimePlan"],
    why: "a test names them in fixtures and helpers of its own",
  },
  {
    from: "@jeton/key/playwright",
    names: [
      ...[...ofTestKeys, ...errorsOfTests, "PlaywrightTimePlan", "ToldTime"],
      ...["KeyMatchers", "KeyTest"],
    ],
    why: "a test names them in fixtures and helpers of its own",
  },
];
