import type { OcraSuite } from "@jeton/core/units";

/** The buttons of a keypad, row by row as they lie on it. */
export const keypadButtons: readonly [
  ...["1", "2", "3", "4", "5", "6", "7", "8", "9"],
  ...["clear", "0", "ok"],
] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "ok"];

/** A button of a keypad. */
export type KeypadButton = (typeof keypadButtons)[number];

/** What is typed into a keypad and not yet answered. */
export type KeypadState =
  | { readonly kind: "dark" }
  /** It waits for the PIN, which only a suite with P wants. */
  | { readonly kind: "pin"; readonly typed: string }
  | { readonly kind: "challenge"; readonly pin: string; readonly typed: string }
  | { readonly kind: "response"; readonly response: string };

/** What the keypad wants answered: all that was typed. */
export type KeypadQuestion = { readonly pin: string; readonly challenge: string };

/** Fewest and most digits of a PIN that a keypad takes. */
export const keypadPinMin = 4;
export const keypadPinMax = 10;

/**
 * Returns what a pressed button makes of the state. `respond` is called once, when a challenge is
 * complete; null from it: the key has no response any more, and goes dark.
 *
 *     dark --ok--> [PIN --ok-->] challenge --ok--> response --ok--> [PIN …] challenge
 *       ^------------clear where nothing is typed------------'
 */
export function pressKeypad(
  state: KeypadState,
  button: KeypadButton,
  suite: Pick<OcraSuite, "pinHash" | "question">,
  respond: (question: KeypadQuestion) => string | null,
): KeypadState {
  const first: KeypadState =
    suite.pinHash === null ? { kind: "challenge", pin: "", typed: "" } : { kind: "pin", typed: "" };
  switch (state.kind) {
    case "dark":
      return button === "ok" ? first : state;
    case "response":
      if (button === "clear") return { kind: "dark" };
      return button === "ok" ? first : typedInto(first, button, keypadPinMax);
    case "pin":
      if (button !== "ok") return editedBy(state, button, keypadPinMax);
      return state.typed.length < keypadPinMin
        ? state
        : { kind: "challenge", pin: state.typed, typed: "" };
    case "challenge": {
      if (button !== "ok") return editedBy(state, button, suite.question.lengthMax);
      if (state.typed === "") return state;
      const response = respond({ pin: state.pin, challenge: state.typed });
      return response === null ? { kind: "dark" } : { kind: "response", response };
    }
    default:
      return state satisfies never;
  }
}

type Entry = Extract<KeypadState, { readonly typed: string }>;

function editedBy(state: Entry, button: Exclude<KeypadButton, "ok">, most: number): KeypadState {
  if (button !== "clear") return typedInto(state, button, most);
  return state.typed === "" ? { kind: "dark" } : { ...state, typed: "" };
}

/** A digit more than there is room for is not taken. */
function typedInto(state: KeypadState, digit: string, most: number): KeypadState {
  if (!("typed" in state) || state.typed.length >= most) return state;
  return { ...state, typed: `${state.typed}${digit}` };
}
