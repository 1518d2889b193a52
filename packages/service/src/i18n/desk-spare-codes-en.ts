import type { deskSpareCodesFr } from "./desk-spare-codes-fr.ts";

/** The help desk's words on codes that stand in for a key's, in English. */
export const deskSpareCodesEn: Readonly<Record<keyof typeof deskSpareCodesFr, string>> = {
  "act.issue-temporary-code": "Issue a temporary code",
  "act.end-temporary-code": "End the temporary code",

  "act-does.issue-temporary-code":
    "For holders who do not have their key at hand and know their PIN: they give the PIN followed by a temporary code, in place of the digits. Their open sessions end. It is no way round a PIN that is forgotten.",
  "act-does.end-temporary-code":
    "The temporary code passes no longer, and the key’s codes pass as before. Open sessions end.",

  "act-field.hours": "Valid for (hours)",
  "act-field.uses": "Number of uses",
  "act-field.uses-hint": "A use with a wrong PIN counts, too.",
  "act-field.startsIn": "Begins in (hours; 0: at once)",
  "act-field.returning": "If the key turns up meanwhile",
  "act-field.returning-ends-code": "it is accepted, and ends the temporary code",
  "act-field.returning-after-end": "it is refused until the temporary code has ended",
  "act-field.returning-refused":
    "it is refused, afterwards as well, until the help desk ends the temporary code (key lost or stolen)",

  "act-problem.hours": "A whole number of hours, {max} at most (seven days).",
  "act-problem.uses": "1 to {max} uses.",
  "act-problem.returning": "Choose what becomes of the key.",

  "act-done.issue-temporary-code": "Temporary code issued",
  "act-done.end-temporary-code": "Temporary code ended",
  "act-say.issue-temporary-code":
    "Tell the holder: give your identifier, then your PIN followed by this code, in place of the key’s digits.",
  "act-say.end-temporary-code":
    "Tell the holder: wait for a new code of the key, then give your PASSCODE.",
  "act-say.end-temporary-code-counter":
    "Tell the holder: press the button of the key for a new code, then give your PASSCODE.",

  "temporary.title": "Temporary code",
  "temporary.passes": "Passes from {from} until {until}.",
  "temporary.once":
    "Shown this once only. Read it to the person whose identity you checked, or hand it over; never with the PIN.",

  "why.temporary-code":
    "A temporary code passes until {until} ({uses, plural, one {one use left} other {# uses left}}).",
  "why.temporary-code-to-come": "A temporary code will pass from {from} until {until}.",
  "why.temporary-code-over":
    "The temporary code has ended and the key stays refused: it was issued for a key that is lost or stolen.",
  "why.temporary-code-wanted":
    "The key’s code is right, but a temporary code stands in for it now.",
  "say.temporary-code":
    "“Give your PIN followed by the temporary code, in place of the digits.” If it is lost, issue another one: the former one passes no longer.",
  "say.temporary-code-to-come": "“The temporary code does not pass yet.”",
  "say.temporary-code-over":
    "If the key is found, check who it is, then end the temporary code. Otherwise replace the key.",
  "say.temporary-code-wanted":
    "“Have you found your key?” Check who it is, then end the temporary code.",

  "why.recovery-code-used": "The recovery code given was used before.",
  "say.recovery-code-used":
    "“Cross this code out on your list and give another one, behind your PIN.” If they did not use it themselves, somebody has their list: let them print a new one.",
  "key.recovery-codes": "Recovery codes",
  "key.recovery-codes-none": "none",
  "key.recovery-codes-left":
    "{left, plural, =0 {none left} one {one left} other {# left}}, list printed {at}",

  "spare.temporary-code": "temporary code",
  "spare.recovery-code": "recovery code",
  "event.recovery-codes-issued": "Recovery codes printed",

  "event.temporary-code-issued": "Temporary code issued",
  "event.temporary-code-ended": "Temporary code ended by the help desk",
};
