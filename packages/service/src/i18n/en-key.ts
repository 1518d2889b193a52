import type { frKey } from "./fr-key.ts";

/** What holders read about their key once it is theirs, in English. */
export const enKey: Readonly<Record<keyof typeof frKey, string>> = {
  "nav.label": "Help",
  "nav.assistance": "Assistance",
  "login.help-label": "If something is wrong",
  "login.forgotten": "Forgotten your identifier, PIN or password?",
  "login.new-key": "I was given a key: put it in service",
  "login.out-of-step": "My key is always refused: set its clock",

  "home.key-title": "My key",
  "home.change-pin": "Change my PIN",
  "home.pin-changed-title": "Your PIN is changed",
  "home.pin-changed":
    "The new PIN is in force from now on; the old one no longer serves. Your PASSCODE: the new PIN directly followed by the digits that the key shows.",

  "change.title": "Change my PIN",
  "change.label": "Change of the PIN",
  "change.intro":
    "The change takes three steps and two codes of your key, about a minute apart. Keep it at hand. Until the last step your present PIN stays valid.",
  "change.step-1": "Give the present PASSCODE",
  "change.step-2": "Choose the new PIN",
  "change.step-3": "Wait for the next code, then give the new PASSCODE",
  "change.step-3-press": "Press the button of your key again, then give the new PASSCODE",
  "change.passcode": "Present PASSCODE",
  "change.passcode-hint":
    "Your present PIN, directly followed by the {digits} digits that the key shows now. If you have just logged in with this code, wait for another one.",
  "change.submit": "Continue",
  "change.back": "Back to my applications",
  "change.refused-pin": "Check your present PIN.",
  "change.forgotten":
    "If you have forgotten your PIN, it cannot be changed here: the help desk will clear it, and you will choose a new one.",
  "change.forgotten-link": "I have forgotten my PIN",

  "block.link": "Suspend my key",
  "block.title": "Suspend my key",
  "block.intro":
    "Is your key lost or stolen, or does somebody else use it? Suspend it at once, without waiting for the help desk.",
  "block.nobody": "Nobody can log in with this key any more, nor can you.",
  "block.sessions": "All computers on which it was used are signed out, this one too.",
  "block.back":
    "You cannot take it back into service yourself: the help desk does, or gives you another one.",
  "block.submit": "Suspend my key now",
  "block.done": "Your key is suspended.",
  "block.done-next":
    "Nobody can use it any more. Tell the help desk: they will take it back into service, or give you another one.",

  "new-pin.title": "Choose your new PIN",
  "new-pin.intro":
    "You alone will know it. It takes the place of the old one once you have confirmed it, in the next step.",
  "new-pin.pin": "New PIN",
  "new-pin.pin-again": "New PIN, once more",
  "new-pin.submit": "Continue",
  "new-pin.confirm-intro":
    "Your new PIN is noted. It remains to confirm it by a PASSCODE made of the new PIN and a new code.",
  "new-pin.confirm-spent":
    "The code of the first step has served: it will be refused. Wait until you see another one on the key.",
  "new-pin.passcode": "New PASSCODE",
  "new-pin.confirm-submit": "Change my PIN",
  "new-pin.keep": "Give up: keep my present PIN",

  "time.title-commissioning": "Time to finish putting the key in service",
  "time.title-change": "Time to finish the change",
  "time.until": "You have until {until} to finish.",
  "time.left": "{minutes} min {seconds} s are left.",
  "time.soon": "Less than {minutes} minutes are left. You can ask for more time.",
  "time.over": "The time is over: begin again with another code of the key.",
  "time.renew": "Ask for more time",
  "time.renew-hint": "The time begins anew. What you typed on this page must be typed again.",
  "time.renewed": "You now have until {until}.",
  "time.no-more":
    "This time cannot be extended any further. If it is not enough, begin again with another code of the key: nothing is lost.",

  "resume.title": "A key is being put in service here",
  "resume.until": "You can go on where you were, until {until}.",
  "resume.go": "Go on putting the key in service",
  "resume.other": "To log in with another identifier, or to begin again, use the form below.",
  "resume.change": "Go on with the change of PIN under way",

  "finished.title": "Your key is already in service",
  "finished.text":
    "The key was put in service in another window, in another browser or on another device. The PIN that holds is the one that was confirmed there: it is not forgotten, and nothing is left to do here.",
  "finished.cure":
    "Log in with your PASSCODE. If it was not you who put the key in service, tell the help desk at once.",

  "home.key-number": "Key number",
  "home.key-state": "State",
  "home.logins-title": "Last logins",
  "home.logins-intro":
    "The last attempts made with your identifier or your key, refused ones included (time of the server).",
  "home.login-accepted": "Login accepted",
  "home.login-refused": "Login refused",
  "home.login-changed": "PIN changed",
  "home.login-unknown": "One of them was not you?",

  "change-expired.title": "The change has ended",
  "change-expired.text":
    "The time ran out, or the state of the key changed meanwhile. Nothing is lost: your present PIN stays valid.",
  "change-expired.cure":
    "Wait until the key shows another code (press its button if it has one), then start again.",
  "go.change": "Start the change again",

  "too-many.title": "Too many requests at once",
  "too-many.text":
    "Your network has sent many requests to the portal in a short time. Nothing was stored or counted.",
  "too-many.cure":
    "{seconds, plural, one {Try again in a second.} other {Try again in # seconds.}}",

  "new-key.title": "Put a key in service",
  "new-key.intro":
    "For your first key as for one that replaces another: four steps, three minutes. Keep the key at hand.",
  "new-key.code": "Code shown by the key",
  "new-key.code-hint":
    "The {digits} digits alone, without a PIN. If you were given an activation code, give it first, directly followed by the {digits} digits.",
  "new-key.submit": "Continue",
  "new-key.replaced-title": "If it replaces another key",
  "new-key.replaced":
    "Once the new key is in service, the old one no longer serves, nor does its PIN: you choose one for the new key. If your department took the old one back or you lost it, it does not serve even before. Your applications and your rights stay as they are.",
  "new-key.old": "Hand the old key back to your department; do not throw it away.",
  "new-key.not-title": "If the key is not recognised",
  "new-key.not":
    "Check that the number engraved on its back is the one that you were told, then ask the help desk whether the key is assigned to you.",

  "step.title": "Set my key’s clock",
  "step.label": "Setting the key’s clock",
  "step.intro":
    "A key that was not used for long may be a little fast or slow. Two codes in a row are enough to find it again: a PASSCODE now, then the code after it.",
  "step.1": "Give the PASSCODE",
  "step.2": "Wait, or press the button of the key, then give the next code",
  "step.first-submit": "Continue",
  "step.next-title": "Wait for the next code",
  "step.next-intro":
    "Keep an eye on your key. As soon as the digits change, or when you have pressed its button if it has one, give the new PASSCODE. If what you have just given was right, the key’s clock will be set and you will be logged in.",
  "step.next-passcode": "Next PASSCODE",
  "step.next-hint":
    "Your PIN, directly followed by the {digits} digits that the key shows after those that you have just given.",
  "step.next-submit": "Set the clock and log in",
  "step.wait":
    "The digits change after {seconds} seconds at the latest, those of a key with a button when you press it. You may let one code pass, but no more than two.",
  "step.third":
    "After several refusals a third code is needed: wait for it, and give your PASSCODE here once more.",
  "step.again": "Start again from the beginning",
  "step.failed-desk":
    "If it is refused again and again, the help desk can set your key’s clock by phone, with two codes that you read out, and without your PIN.",
};
