import type { deskActsFr } from "./desk-acts-fr.ts";

/** The help desk's acts, findings and events in English. */
export const deskActsEn: Readonly<Record<keyof typeof deskActsFr, string>> = {
  "act.assign": "Assign",
  "act.hand-over": "Hand over to the holder",
  "act.clear-pin": "Clear the PIN",
  "act.unlock": "Unlock",
  "act.resynchronise": "Resynchronise",
  "act.suspend": "Suspend",
  "act.resume": "Resume",
  "act.lose": "Report lost",
  "act.replace": "Replace by another key",
  "act.retire": "Retire for ever",

  "act-does.assign":
    "The key will be assigned to this person, who puts it in service: identifier and digits alone, then the choice of a PIN.",
  "act-does.hand-over": "Notes that the key is in its holder’s hands, and opens its first use.",
  "act-does.clear-pin":
    "The PIN is forgotten. The holder puts the key in service again: identifier and digits alone, then a new PIN.",
  "act-does.unlock":
    "The failures are forgotten and the key can be used at once. The PIN does not change.",
  "act-does.resynchronise":
    "Have the holder read the code shown and, a minute later, the next one. Both are spent then; the code after them passes.",
  "act-does.resynchronise-counter":
    "Have the holder press the button of the key and read the code, then press it again and read the next one. Both are spent then; the code after them passes.",
  "act-does.suspend": "The key is refused until it is resumed. PIN and holder stay.",
  "act-does.resume": "The key is accepted again as before, with the same PIN if it has one.",
  "act-does.lose":
    "The key is refused at once and leaves its holder. If it is found, it can be assigned again.",
  "act-does.replace":
    "This key is refused at once and leaves its holder; the other one, from the stock, is assigned to them. They put it in service with a new PIN.",
  "act-does.retire": "The key is refused for ever. This cannot be undone.",

  "act-check.identity":
    "First check who it is: call back by a number that you know from your directory.",
  "act-check.possession":
    "Reading two codes proves that the caller has the key, not that they are its holder: check who it is.",

  "act-field.holder": "Identifier of the holder",
  "act-field.first": "First code",
  "act-field.second": "Next code",
  "act-field.second-hint": "The one that the key shows just after, one period later.",
  "act-field.second-hint-counter": "The one that the key shows when its button is pressed again.",
  "act-field.new-serial": "Number of the new key",
  "act-field.new-serial-hint": "Engraved on the back; the key must be in stock.",
  "act-field.waits": "The key is not in their hands yet: refuse it until it is handed over",
  "act-field.days": "First use open for (days)",
  "act-field.activation": "Ask for an activation code, given by another way than the key",
  "act-field.new-state": "The old key is",
  "act-field.fate-lost": "lost",
  "act-field.fate-retired": "defective: retired for ever",
  "act-field.reason": "Reason",
  "act-field.reason-optional": "Reason (optional)",
  "act-field.reason-hint": "Kept with the act. Write neither codes nor PINs.",

  "act-problem.holder": "An identifier has 1 to 128 characters, no blanks.",
  "act-problem.holder-outside": "This person is not of your schools, as the directory has it.",
  "act-problem.holder-taken": "This person has another key already. Open that one to replace it.",
  "act-problem.reason": "Give the reason in a few words.",
  "act-problem.reason-long": "A reason has {max} characters at most: shorten it.",
  "act-problem.code": "A code of this key has {digits} digits.",
  "act-problem.not-found":
    "These codes do not follow one another on this key, or are not its own. Wait for the next code and read two others; check the number of the key.",
  "act-problem.not-found-counter":
    "These codes do not follow one another on this key, are not its own, or lie too many presses ahead. Press the button again and read two other codes; check the number of the key.",
  "act-problem.used":
    "These codes were used already. Wait for the next code, then read two new ones.",
  "act-problem.used-counter":
    "These codes were used already. Press the button again, and read the two codes that come then.",
  "act-problem.spent":
    "The clock of the key went back behind codes that were used. Replace the key.",
  "act-problem.impossible":
    "Not possible in the key’s present state: {state}. The page of the key offers what is possible.",
  "act-problem.serial":
    "No key has this number. Check the one that is engraved on the back of the key.",
  "act-problem.days": "1 to {max} days.",
  "act-problem.half-done":
    "The old key is out of use, but the new one has just gone to somebody else. Assign another key to this holder.",
  "act-problem.not-in-stock": "This key is neither in stock nor reported lost. Take another one.",
  "act-problem.title": "Nothing was done",

  "act-done.assign": "Key assigned",
  "act-done.hand-over": "Key handed over",
  "act-done.clear-pin": "PIN cleared",
  "act-done.unlock": "Key unlocked",
  "act-done.resynchronise": "Key resynchronised",
  "act-done.suspend": "Key suspended",
  "act-done.resume": "Key resumed",
  "act-done.lose": "Key reported lost",
  "act-done.replace": "Key replaced",
  "act-done.retire": "Key retired",
  "act-code.title": "Activation code",
  "act-code.text":
    "Shown this once only. Give it to the holder by another way than the key: they type it in front of the digits at the first login.",

  "act-say.assign":
    "Tell the holder: open the portal, give your identifier and the digits alone, and follow the four steps.",
  "act-say.hand-over":
    "Tell the holder: open the portal, give your identifier and the digits alone, and follow the four steps.",
  "act-say.clear-pin":
    "Tell the holder: wait for a new code, give your identifier and the digits alone, then choose a new PIN.",
  "act-say.clear-pin-counter":
    "Tell the holder: press the button of the key for a new code, give your identifier and the digits alone, then choose a new PIN.",
  "act-say.unlock": "Tell the holder: wait for a new code, then give your PASSCODE.",
  "act-say.unlock-counter":
    "Tell the holder: press the button of the key for a new code, then give your PASSCODE.",
  "act-say.resynchronise-counter":
    "Tell the holder: press the button once more, then log in as usual with that code.",
  "act-say.resynchronise": "Tell the holder: wait for one more code, then log in as usual.",
  "act-say.suspend": "Tell the holder: the key is refused until it is resumed.",
  "act-say.resume": "Tell the holder: wait for a new code, then give your PASSCODE.",
  "act-say.resume-counter":
    "Tell the holder: press the button of the key for a new code, then give your PASSCODE.",
  "act-say.lose": "The key is refused from now on. See to another one.",
  "act-say.replace":
    "Tell the holder: with the new key, give your identifier and the digits alone, and follow the four steps.",
  "act-say.retire": "The key is refused for ever; it can be destroyed.",
  "act-say.first-use":
    "Tell the holder: wait for a new code, give your identifier and the digits alone, and follow the four steps.",
  "act-say.first-use-counter":
    "Tell the holder: press the button of the key for a new code, give your identifier and the digits alone, and follow the four steps.",
  "act-offset-none": "Its clock is on time.",
  "act-offset-counter-none": "Its counter is where it was believed to be.",
  "act-offset": "Its clock is {offset}.",
  "act-offset-counter":
    "Its button was pressed {steps, plural, one {once} other {# times}} without a login.",

  "why.expired":
    "The key has no longer been accepted since {at}: its maker says that it ends then.",
  "why.not-yet": "The key is accepted from {at} only: its maker says that it begins then.",
  "why.retired": "This key is retired: it is refused for ever.",
  "why.lost": "This key is reported lost: it is refused.",
  "why.in-stock": "This key is in stock: it is assigned to nobody.",
  "why.suspended": "This key is suspended: it is refused.",
  "why.blocked-until":
    "{failures, plural, one {One wrong PIN} other {# wrong PINs}} with a right code: the key is {blocked}, except where its holder has logged in before.",
  "why.never-used": "The key was never used.",
  "why.to-commission": "The key waits for its holder to put it in service.",
  "why.not-handed-over": "The key is assigned but not handed over yet: it is refused.",
  "why.commissioning": "Putting it in service was begun but not finished.",
  "why.accepted": "The last login passed: the key works.",
  "why.in-order": "Nothing stands in the way of a login.",
  "why.wrong-code": "The code given is not this key’s at this time.",
  "why.wrong-code-counter": "The code given is none of the next ones of this key.",
  "why.wrong-code-far": "The code given is this key’s, but {offset}: too far to pass.",
  "why.wrong-make":
    "The code given would be right if the key were set otherwise ({algorithm}, {period} s): it was imported with wrong parameters.",
  "why.spent-code": "The code given was used before.",
  "why.wrong-pin":
    "{count, plural, one {The code is right, the PIN is wrong.} other {The code is right, the PIN is wrong, # times in a row.}}",
  "why.pin-missing": "The digits are right, but the PIN was missing in front.",
  "why.next-code-wanted":
    "The code is right. The next one will pass: a second code in a row was needed.",
  "why.blocked": "The attempt came too soon after wrong PINs.",
  "why.not-commissioned": "A PASSCODE was given, but the key has no PIN yet.",
  "why.activation-wrong": "The activation code is missing or wrong.",
  "why.first-use-expired": "The time for the first use is over.",
  "why.out-of-service": "The key was not in service at the time of the attempt.",
  "why.transaction-unknown":
    "Putting it in service, or changing its PIN, had ended or was begun again elsewhere.",
  "why.id-reused":
    "The application gave this attempt the id of another one that came a moment before.",
  "why.malformed": "What was given was no PASSCODE.",

  "say.expired": "Another key is needed.",
  "say.not-yet": "“This key works from that date on.” Until then another key is needed.",
  "say.retired": "Another key is needed.",
  "say.lost": "If it is found, it can be assigned again; otherwise another key is needed.",
  "say.in-stock": "Assign it to the person who holds it.",
  "say.suspended": "See the reason in the history of the key before you resume it.",
  "say.blocked-until":
    "“Is the key in your hands?” If not, report it lost. “Wait until then, and then for a new code.” Or unlock it, once you know who it is.",
  "say.blocked-until-counter":
    "“Is the key in your hands?” If not, report it lost. “Wait until then, and then press the button for a new code.” Or unlock it, once you know who it is.",
  "say.never-used":
    "“Open the portal, give your identifier and the digits alone, with nothing in front.”",
  "say.to-commission":
    "“Wait for a new code, give your identifier and the digits alone, then choose your PIN.”",
  "say.to-commission-counter":
    "“Press the button for a new code, give your identifier and the digits alone, then choose your PIN.”",
  "say.not-handed-over":
    "If the caller holds the key, note that it is handed over: its first use opens.",
  "say.commissioning":
    "“Wait for a new code and begin again: identifier and digits alone, PIN twice, then the next code.”",
  "say.commissioning-counter":
    "“Press the button for a new code and begin again: identifier and digits alone, PIN twice, then press for the next code.”",
  "say.accepted": "If an application is missing, it is a matter of rights, not of the key.",
  "say.in-order": "“Wait for a new code, then give your PASSCODE.”",
  "say.in-order-counter": "“Press the button for a new code, then give your PASSCODE.”",
  "say.wrong-code":
    "“Which number is engraved on the back of the key?” If it is this one, have two codes in a row read out.",
  "say.wrong-code-far": "“Read me the code shown, then the next one.”",
  "say.wrong-code-far-counter":
    "“Press the button and read me the code; press again and read the next one.”",
  "say.wrong-make": "Replace the key, and report the import file.",
  "say.spent-code":
    "“Each code is used only once, even when refused: wait until the key shows another one.”",
  "say.spent-code-counter":
    "“Each code is used only once, even when refused: press the button for another one.”",
  "say.wrong-pin":
    "“Wait for a new code, and type your PIN slowly in front.” If it is forgotten, clear it: nobody can find it.",
  "say.wrong-pin-counter":
    "“Press the button for a new code, and type your PIN slowly in front.” If it is forgotten, clear it: nobody can find it.",
  "say.pin-missing":
    "“Type your PIN, directly followed by the digits of the key.” If it is forgotten, clear it.",
  "say.next-code-wanted": "“Wait for the next code and log in once more.”",
  "say.next-code-wanted-counter": "“Press the button for the next code and log in once more.”",
  "say.blocked": "“Wait for a new code, then give your PASSCODE.”",
  "say.blocked-counter": "“Press the button for a new code, then give your PASSCODE.”",
  "say.not-commissioned": "“Give the digits alone: you choose your PIN afterwards.”",
  "say.activation-wrong": "“Type the activation code that you were given, then the key’s digits.”",
  "say.first-use-expired":
    "If the caller does hold the key, note the hand-over again: the first use opens once more.",
  "say.out-of-service": "“Wait for a new code, then try again.”",
  "say.out-of-service-counter": "“Press the button for a new code, then try again.”",
  "say.transaction-unknown": "“Wait for a new code and begin again from the first page.”",
  "say.transaction-unknown-counter":
    "“Press the button for a new code and begin again from the first page.”",
  "say.id-reused": "“Wait for a new code, then try again.”",
  "say.id-reused-counter": "“Press the button for a new code, then try again.”",
  "say.malformed": "“Type your PIN, directly followed by the digits of the key.”",

  "offset.seconds": "{seconds, plural, one {# second} other {# seconds}} {direction}",
  "offset.minutes": "{minutes, plural, one {# minute} other {# minutes}} {direction}",
  "offset.hours": "{hours} h {minutes} min {direction}",
  "offset.presses": "{steps, plural, one {# press} other {# presses}} {direction}",

  "event.created": "Put in stock",
  "event.accepted": "Login accepted",
  "event.refused": "Login refused",
  "event.first-code": "First code accepted",
  "event.pin-chosen": "PIN chosen, to be confirmed",
  "event.commissioned": "Put in service",
  "event.pin-changed": "PIN changed by the holder",
  "event.signed-out": "Signed out by the holder",
  "event.clock-set": "The key’s clock was set",
  "event.assigned": "Assigned",
  "event.handed-over": "Handed over to the holder",
  "event.pin-cleared": "PIN cleared",
  "event.unlocked": "Unlocked",
  "event.resynchronised": "Resynchronised",
  "event.resealed": "Sealed by a new master key",
  "event.suspended": "Suspended",
  "event.resumed": "Resumed",
  "event.lost": "Reported lost",
  "event.retired": "Retired",
  "event.exported": "Seed exported to another system",
  "event.by-holder": "holder",
  "event.by-system": "system",
};
