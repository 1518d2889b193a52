import type { deskLettersFr } from "./desk-letters-fr.ts";

/** The letter that goes with a key, in English. */
export const deskLettersEn: Readonly<Record<keyof typeof deskLettersFr, string>> = {
  "letters.title": "Hand-over letters",
  "letters.link": "Hand-over letter to print",
  "letters.link-many": "Hand-over letters of these keys",
  "letters.print":
    "Print this page with your browser (Ctrl + P): one letter on each sheet, without this note.",
  "letters.none": "No letter: a key must be assigned, and not in service yet.",
  "letters.left-out": "Without a letter, since they are not assigned or are in service: {serials}",
  "letters.apart": "It holds the activation code: hand it over by another way than the key.",
  "letter.title": "Your OTP key",
  "letter.greeting": "Hello,",
  "letter.intro":
    "You are given an OTP key: it shows a code of {digits} digits, another one each time. Together with your PIN it lets you log in.",
  "letter.number": "Key number (engraved on the back)",
  "letter.activation": "Activation code",
  "letter.activation-apart": "given to you separately",
  "letter.until": "Put it in service before",
  "letter.portal": "Address of the portal",
  "letter.steps": "First login: four steps, three minutes",
  "letter.step-1": "Open the portal at the address above.",
  "letter.step-2": "Give your usual identifier and the {digits} digits alone that the key shows.",
  "letter.step-2-activation":
    "Give your usual identifier, then the activation code directly followed by the {digits} digits that the key shows.",
  "letter.step-2-keypad":
    "Choose “My key has a keypad”, give your usual identifier, type the challenge into the key, then give its response.",
  "letter.step-3":
    "Choose your PIN, of 4 to 6 characters: 4 digits are enough. Never your NUMEN, a date of birth or another password.",
  "letter.step-4":
    "Wait until the key shows another code, then give your PASSCODE: the PIN directly followed by the {digits} digits.",
  "letter.step-4-press":
    "Press the button of the key again, then give your PASSCODE: the PIN directly followed by the {digits} digits.",
  "letter.step-4-keypad":
    "Type a new challenge into the key, then give your PASSCODE: the PIN directly followed by the response.",
  "letter.then": "From then on",
  "letter.then-passcode": "At each login: your identifier, then the PASSCODE.",
  "letter.then-once": "Never the same code twice: each code works once only.",
  "letter.then-forgotten":
    "If you forget your PIN, the key cannot be used until the help desk clears it.",
  "letter.then-lost": "Key lost or stolen: tell the help desk at once.",
  "letter.desk": "Help desk",
};
