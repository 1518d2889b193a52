import { type CodeParameters, codeParameters } from "@jeton/core/units";

/** When the display is on: always, or for a while after each press of the button. */
export type DisplayHabit =
  | { readonly kind: "always-on" }
  /** How long it stays on after the button is let go, ms, 1000 .. 600,000. Usual: 10 to 60 s. */
  | { readonly kind: "button"; readonly shownMilliseconds: number };

/** What the factory burns into a key, as plain data. */
export type FirmwareProgram = {
  readonly parameters: CodeParameters;
  readonly display: DisplayHabit;
  /** How long every segment is shown at power-up, ms, 0 (not at all) .. 60,000. */
  readonly selfTestMilliseconds: number;
  /** After this many wrong loads of a seed the key takes no more, 1 .. 100. */
  readonly wrongLoadsMax: number;
  /** Whether a dot parts the halves of the code. */
  readonly separator: boolean;
};

/** Returns the program of the keys that this project is about, with `changes`. RangeError if bad. */
export function firmwareProgram(
  changes: Partial<Omit<FirmwareProgram, "parameters">> & {
    readonly parameters?: Partial<CodeParameters>;
  } = {},
): FirmwareProgram {
  const program: FirmwareProgram = {
    display: changes.display ?? { kind: "always-on" },
    selfTestMilliseconds: changes.selfTestMilliseconds ?? 0,
    wrongLoadsMax: changes.wrongLoadsMax ?? 3,
    separator: changes.separator ?? false,
    parameters: codeParameters(changes.parameters),
  };
  const { display } = program;
  if (display.kind === "button") {
    requireWhole("shownMilliseconds", display.shownMilliseconds, 1000, 600_000);
  } else if (display.kind !== "always-on") {
    throw new RangeError('Cannot use a display habit: expected "always-on" or "button"');
  }
  requireWhole("selfTestMilliseconds", program.selfTestMilliseconds, 0, 60_000);
  requireWhole("wrongLoadsMax", program.wrongLoadsMax, 1, 100);
  return program;
}

function requireWhole(what: string, value: number, min: number, max: number): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new RangeError(
    `Cannot use ${value} as ${what} of a key: expected a whole number from ${min} to ${max}`,
  );
}
