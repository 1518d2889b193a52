import type { fr } from "./fr.ts";

/** What holders read, in English. A key of `fr` that is missing here does not compile. */
export const en: Readonly<Record<keyof typeof fr, string>> = {
  "site.name": "Jeton portal",
  "site.tagline": "Log in with an OTP key",
  "site.skip": "Skip to content",
  "site.languages": "Language of the portal",
  "site.notice":
    "Never reveal your password, your PIN or your NUMEN to anyone, by phone or by e-mail. The help desk will not ask for them.",
  "site.links": "Legal information",
  "site.accessibility": "Accessibility",
  "site.accessibility-none": "Accessibility: not compliant",
  "site.accessibility-partial": "Accessibility: partially compliant",
  "site.accessibility-full": "Accessibility: fully compliant",
  "site.legal": "Legal notice",
  "site.privacy": "Personal data",
  "site.error-title": "Error: {title}",
  "site.title": "{title} – {name}",

  "field.files-chosen": "Files chosen",
  "field.show": "Show",
  "field.hide": "Hide",
  "field.show-what": "Show what was typed: {field}",
  "field.hide-what": "Hide what was typed: {field}",
  "field.sending": "Sending…",
  "field.missing": "This field was not received. Fill it in, then send the form again.",
  "field.empty": "This field is empty: fill it in.",
  "field.repeated": "This field was received more than once. Fill it in once.",
  "field.control":
    "This field holds an invisible character (a tab, a line break…). Clear it and type the value on the keyboard.",
  "field.too-long":
    "This field takes at most {max, plural, one {# character} other {# characters}}.",

  "login.title": "Log in",
  "login.identifier": "Identifier",
  "login.secret": "Password or OTP Passcode",
  "login.secret-hint":
    "PASSCODE = your PIN, directly followed by the {digits} digits that the key shows. At your first login: the {digits} digits alone.",
  "login.submit": "Log in",
  "login.once":
    "Never the same code twice: each code serves once only, even when the login was refused. Before you try again, wait until the key shows another code (press its button if it has one).",
  "login.once-title": "A code serves once",
  "login.first-title": "First login?",
  "login.first-intro":
    "Give your identifier and the {digits} digits alone that the key shows: you have no PIN yet. Four steps put your key in service:",
  "login.anywhere":
    "The key works with any computer: nothing to configure, nothing to install, nothing to plug in.",
  "login.identifier-hint":
    "Your mail identifier: what stands before @{domain} in your address at work.",
  "login.warnings": "Good to know",
  "login.usual-title": "You already have your PIN",
  "login.usual-intro":
    "Give your PASSCODE: your PIN directly followed by the {digits} digits that the key shows, without a space.",
  "login.signed-out": "You are signed out.",
  "login.signed-out-hint": "On a shared computer, also close all windows of the browser.",

  "figure.pin": "PIN",
  "figure.code": "Code of the key",
  "figure.passcode": "PASSCODE",
  "figure.caption":
    "Example: the PIN {pin} followed by the code {code} makes the PASSCODE {passcode}.",

  "refused.title": "Login refused",
  "refused.intro":
    "What was given does not let you in. For your security the exact cause is never told. Before you try again:",
  "refused.identifier": "Check your identifier.",
  "refused.wait":
    "Wait until the key shows another code (press its button if it has one): each code serves once only, even when the login was refused.",
  "refused.passcode": "Give your PIN directly followed by the {digits} digits of the key.",
  "refused.first": "At your first login, give the {digits} digits alone.",
  "refused.desk":
    "After several refusals up to three codes in a row are needed: give your PASSCODE here with the next code, and with the one after it. If it is refused again and again, ask the help desk.",

  "refused.help": "What to do",

  "steps.label": "Putting the key in service",
  "steps.position": "Step {step} of {count}",
  "steps.done": "Step done:",
  "steps.current": "Current step:",
  "steps.next": "Step to come:",
  "steps.1": "Open the portal",
  "steps.2": "Give the identifier and the {digits} digits",
  "steps.3": "Choose the PIN",
  "steps.4": "Wait for the next code, then give the PASSCODE",
  "steps.4-press": "Press the button of your key again, then give the PASSCODE",

  "pin.title": "Choose your PIN",
  "pin.intro":
    "Your key is recognised. Now choose a PIN: you alone will know it, and you will be asked for it at every login.",
  "pin.again-note":
    "You gave the {digits} digits alone: putting the key in service begins again at this step. Choose your PIN again.",
  "pin.usage-title": "What will it be for?",
  "pin.usage":
    "At every login you will give your PIN directly followed by the code that the key shows at that moment: this is your PASSCODE.",
  "pin.rules": "Rules for the PIN",
  "pin.rule-length":
    "{min} to {max} characters, digits, letters or signs: {min} digits are enough;",
  "pin.rule-alphabet": "no space, no invisible character; capital and small letters differ;",
  "pin.rule-trivial":
    "no repeated character (7777), no straight run (4567, dcba), no very common PIN (1212);",
  "pin.rule-different": "typed twice, the same.",
  "pin.rule-numen":
    "never your NUMEN or a part of it, no date of birth, no other password of yours;",
  "pin.rule-remember":
    "Remember it well: if you forget it, your key cannot be used until the help desk acts. Nobody, not even the help desk, can look it up.",
  "pin.pin": "PIN",
  "pin.pin-again": "PIN, once more",
  "pin.submit": "Save the PIN",
  "pin.problem-length": "The PIN must have {min} to {max} characters.",
  "pin.problem-alphabet":
    "The PIN can hold no space and no invisible character. Choose digits, letters or signs.",
  "pin.problem-trivial":
    "This PIN is too easy to guess: a repeated character, a straight run or a very common PIN. Choose another one.",
  "pin.problem-different": "The two entries differ. Type the same PIN twice.",

  "confirm.title": "Wait for the next code",
  "confirm.intro":
    "Your PIN is noted. It remains to confirm it by your first PASSCODE, with a new code.",
  "confirm.wait":
    "{seconds, plural, one {Your key will show another code in about # second.} other {Your key will show another code in about # seconds.}}",
  "confirm.ready": "Your key should now show another code: you can give your PASSCODE.",
  "confirm.progress": "Waiting for the next code",
  "confirm.remaining": "{seconds} s",
  "confirm.ready-short": "Ready",
  "confirm.soon": "About {seconds} more seconds until the next code.",
  "confirm.press-title": "Press the button of your key again",
  "confirm.press": "Press the button of your key again: it shows another code.",
  "confirm.press-spent": "The code that you gave before has served: it will be refused.",
  "confirm.press-spent-again":
    "The code that you have just given may be spent, too. Press the button for another one.",
  "confirm.spent":
    "The first code has served: it will be refused. Wait until you see another one on the key.",
  "confirm.spent-again":
    "The code that you have just given may be spent, too. Wait until you see another one on the key.",
  "confirm.passcode": "PASSCODE",
  "confirm.passcode-hint":
    "The PIN that you have just chosen, directly followed by the {digits} digits of the new code.",
  "confirm.submit": "Put my key in service",
  "confirm.figure-title": "What to give",
  "confirm.help": "If something is wrong",
  "confirm.choose-again": "Choose the PIN again",
  "confirm.start-again": "Start again from the beginning",
  "confirm.refused-pin": "Check the PIN that you have just chosen.",
  "confirm.refused-ways": "If you no longer remember the PIN that you chose:",

  "home.title": "Your applications",
  "home.signed-in": "Signed in as",
  "home.sign-out": "Sign out everywhere",
  "home.commissioned-title": "Your key is in service",
  "home.commissioned":
    "From now on, log in with your PASSCODE: your PIN directly followed by the digits that the key shows. Never the same code twice.",
  "home.intro": "Choose the application to open.",
  "home.none": "No application is assigned to you at present.",
  "home.missing-title": "Is an application missing?",
  "home.missing":
    "Access to applications depends on the rights assigned by your school or department, not on the key. Ask your manager or the help desk.",

  "expired.title": "Putting the key in service has ended",
  "expired.text":
    "The time ran out, or it was begun again elsewhere. Nothing is lost: your key has not changed, and the unconfirmed PIN is forgotten.",
  "expired.cure":
    "Wait until the key shows another code (press its button if it has one), then start again with your identifier and the digits alone.",

  "form.title": "This form is no longer valid",
  "form.text":
    "It stood open too long, comes from another site, or your browser refuses cookies. Nothing was stored or counted.",
  "form.cure":
    "Open the login page again and fill in the form once more. If this happens again, allow the cookies of this site.",

  "unusable.title": "Unusable request",
  "unusable.encoding":
    "The form received is not text in well-formed UTF-8. Nothing was stored or counted.",
  "unusable.unknown-field":
    "The form received holds an unknown field. Nothing was stored or counted.",
  "unusable.media-type":
    "The portal takes its own forms only (application/x-www-form-urlencoded). Nothing was stored or counted.",
  "unusable.too-large":
    "The form received is too large: {kibibytes} KiB at most. Nothing was stored or counted.",
  "unusable.cure": "Open the login page again and fill in the form once more.",

  "not-found.title": "Page not found",
  "not-found.text": "This address leads to no page of the portal.",
  "failure.title": "The portal cannot answer",
  "failure.text":
    "A fault keeps the portal from answering; your key is not the cause. Wait until the key shows another code (press its button if it has one), then try again in a few minutes.",
  "outcome-unknown.title": "The answer was lost",
  "outcome-unknown.text":
    "The portal cannot tell whether your request was taken; your key is not the cause. A code that you gave counts as used.",
  "outcome-unknown.cure":
    "Wait until the key shows another code (press its button if it has one), then try again.",
  "arrival.title": "Opening the portal",
  "arrival.text": "The portal opens in a moment.",
  "arrival.continue": "Continue",
  "go.login": "Go to the login page",
  "go.start-again": "Start putting the key in service again",
};
