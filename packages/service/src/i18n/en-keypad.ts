import type { frKeypad } from "./fr-keypad.ts";

/** What holders of keys with a keypad read, in English. */
export const enKeypad: Readonly<Record<keyof typeof frKeypad, string>> = {
  "login.keypad": "My key has a keypad",
  "keypad.title": "Log in with a key that has a keypad",
  "keypad.intro":
    "Give your identifier. A number is then shown, the challenge: you type it into your key, and the key shows the response that you give here.",
  "keypad.submit": "Show the challenge",
  "keypad.label": "Log-in with a keypad",
  "keypad.step-1": "Give the identifier",
  "keypad.step-2": "Type the challenge into the key, then give the response",
  "keypad.none": "My key has no keypad",
  "answer.title": "Answer the challenge",
  "answer.intro":
    "This challenge is for the identifier {identifier}. It can be answered once, for five minutes.",
  "answer.other": "Another identifier",
  "answer.passcode": "PASSCODE",
  "answer.passcode-hint":
    "Your PIN, directly followed by the response of the key. At your first login: the response alone.",
  "answer.refused-new":
    "A challenge is answered once, even when the login was refused: the one shown here is new.",
  "answer.refused-passcode": "Give your PIN directly followed by the response to the challenge.",
  "answer.refused-first": "At your first login, give the response alone.",
  "answer.refused-desk":
    "If it is refused again and again, answer two challenges one after the other, then ask the help desk.",
  "challenge.label": "Challenge",
  "challenge.type":
    "Type this challenge into your key and confirm it there: the key shows its response.",
  "steps.2-keypad": "Give the identifier and the response of the key",
  "steps.4-keypad": "Answer a new challenge, then give the PASSCODE",
  "confirm.keypad-title": "Answer a new challenge",
  "confirm.keypad-hint":
    "The PIN that you have just chosen, directly followed by the response to this challenge.",
  "change.step-3-keypad": "Answer a new challenge, then give the new PASSCODE",
  "change.keypad-hint": "Your present PIN, directly followed by the response to this challenge.",
};
