import type { frHelp } from "./fr-help.ts";

/** The self-help pages, in English. */
export const enHelp: Readonly<Record<keyof typeof frHelp, string>> = {
  "help.title": "Assistance",
  "help.intro": "Most troubles are over in a minute. Choose what is most like your case.",
  "help.group-login": "I cannot log in",
  "help.group-key": "My key",
  "help.group-other": "Other questions",
  "help.means": "What it means",
  "help.do": "What to do",
  "help.all": "All help pages",
  "help.still-title": "Was this not enough?",
  "help.still": "Write to the help desk. The more precise you are, the sooner it can answer.",
  "help.still-link": "Write to the help desk",
  "help.contact-title": "Reach the help desk",
  "help.contact-phone": "By phone:",
  "help.contact-email": "By e-mail:",
  "help.contact-hours": "Hours:",
  "help.never":
    "The help desk will never ask for your PIN or your password. It may ask you to read out two codes that the key shows; nothing else.",

  "help.refused.title": "“Login refused”: the PASSCODE is not accepted",
  "help.refused.short": "Login refused",
  "help.refused.means":
    "What was given does not fit. The portal never tells the exact cause, so that nobody who found your key or your identifier learns anything. Most often the code had been used before.",
  "help.refused.1":
    "Wait until the key shows other digits, or press its button if it has one: a code serves once only, even when the login was refused.",
  "help.refused.2": "Check your identifier: no spaces, no accents.",
  "help.refused.3": "Give your PIN directly followed by the digits of the key, before they change.",
  "help.refused.4": "If you have never chosen a PIN, give the digits of the key alone.",

  "help.locked.title": "Several refusals in a row: more codes, or a wait",
  "help.locked.short": "Several refusals in a row",
  "help.locked.means":
    "Wrong codes never block your key: nobody can lock you out by guessing, and where you have logged in before you notice nothing of it. Elsewhere, after five wrong codes, two codes in a row are needed; after a hundred, three. A wrong PIN with a right code is another matter, for it takes your key to send it: from the third one on each new attempt must wait a little longer, and from the tenth on the key waits a quarter of an hour, then longer. While it waits, even a right PASSCODE is refused.",
  "help.locked.1":
    "Give your PASSCODE. If it is refused, wait for the next code and give the new PASSCODE in the same window; do so up to three times.",
  "help.locked.2":
    "If you may have mistyped your PIN, wait a quarter of an hour without trying. Then log in once, slowly, with a new code.",
  "help.locked.3":
    "If it is still refused, tell the help desk: it can unlock the key. If your key is not in your hands, report it at once.",

  "help.out-of-step.title": "The key is always refused although all is right",
  "help.out-of-step.short": "Always refused although all is right",
  "help.out-of-step.means":
    "Like a watch, a key can be fast or slow, above all when it was not used for long. Two codes in a row are enough for the portal to find it again.",
  "help.out-of-step.1": "Open the page “Set my key’s clock” and give your PASSCODE.",
  "help.out-of-step.2":
    "Wait until the digits change, or press the button if the key has one, then give the next PASSCODE.",
  "help.out-of-step.3": "If this is not enough, the help desk can do it with you by phone.",
  "help.out-of-step.go": "Set my key’s clock",

  "help.identifier.title": "I have forgotten my identifier",
  "help.identifier.short": "Identifier forgotten",
  "help.identifier.means":
    "The identifier is the name under which the key was assigned to you; often it is that of your work e-mail, or its beginning. It is no secret, but the portal does not show it to who does not have it.",
  "help.identifier.1": "Look for it in the letter that came with the key.",
  "help.identifier.2": "Otherwise ask your manager or the office of your school.",
  "help.identifier.3":
    "If nobody knows it, write to the help desk from your work address, with the number of the key.",

  "help.pin.title": "I have forgotten my PIN",
  "help.pin.short": "PIN forgotten",
  "help.pin.means":
    "You alone know your PIN: nobody can give it back to you. The help desk can clear it, and you then choose a new one, as at your first login.",
  "help.pin.1":
    "Do not guess: from the third wrong PIN on, each one makes the wait before the next attempt longer.",
  "help.pin.2": "Ask the help desk to clear your PIN. Give the number of the key.",
  "help.pin.3": "Then log in with the digits of the key alone, and choose a new PIN.",

  "help.password.title": "I have forgotten my password",
  "help.password.short": "Password forgotten",
  "help.password.means":
    "With a key you need no password here: the PASSCODE takes its place. On this portal a password serves only people without a key, where your administration allows it.",
  "help.password.1":
    "If you have a key, log in with your PASSCODE: your PIN directly followed by the digits of the key.",
  "help.password.2":
    "Without a key, change your password where you chose it: this portal does not know it.",
  "help.password.3": "If you should have been given a key, ask your manager or the help desk.",

  "help.display.title": "The display is blank, pale or cannot be read",
  "help.display.short": "Display blank, pale or unreadable",
  "help.display.means":
    "The battery lasts five to ten years; the battery sign tells of its end several weeks ahead. Cold also makes the display pale, for a while. A key that was opened or got wet cannot be repaired.",
  "help.display.1": "Press the button of the key, if it has one: the display may have gone out.",
  "help.display.2": "If the key is cold, keep it inside for some minutes.",
  "help.display.3":
    "If a line of a digit is missing, do not guess: after several wrong codes, one right code is no longer enough.",
  "help.display.4":
    "Ask for a replacement key as soon as the battery sign appears; do not wait for the end.",

  "help.lost.title": "I have lost my key, or it was stolen",
  "help.lost.short": "Key lost or stolen",
  "help.lost.means":
    "Without your PIN your key lets nobody in. Report it today all the same: it will be taken out of service, and you will be given another one.",
  "help.lost.1":
    "Tell the help desk at once, by phone if you can, with your name and, if you know it, the number of the key.",
  "help.lost.2": "If your PIN was written down near the key, say so: it is more urgent then.",
  "help.lost.3":
    "If you find it again, do not use it: ask the help desk to assign it to you anew, or hand it back.",
  "help.lost.4":
    "If you only left it at home, say so: the help desk can give you a temporary code. You type your PIN, directly followed by that code, in place of the digits. If you printed recovery codes, one of them works in the same way, without waiting for the help desk.",

  "help.new.title": "I was given a key: first login",
  "help.new.short": "I was given a key",
  "help.new.means":
    "A new key has no PIN: you choose it, once, when you put the key in service. The same holds for a replacement key: the old PIN no longer serves.",
  "help.new.1": "Open the page “Put a key in service”.",
  "help.new.2": "Give your identifier and the digits of the key alone.",
  "help.new.3": "Choose a PIN; you type it twice.",
  "help.new.4":
    "Wait until the digits change, or press the button if the key has one, then give the PASSCODE: the PIN directly followed by the digits.",
  "help.new.go": "Put a key in service",

  "help.application.title": "I am logged in, but an application is missing",
  "help.application.short": "An application is missing",
  "help.application.means":
    "The key proves who you are; it opens no rights. Which applications you find depends on what your school or department has assigned to you.",
  "help.application.1": "Ask your manager for the application: they assign it.",
  "help.application.2":
    "If you have just changed posts, your new rights may not show before the next day.",
  "help.application.3":
    "If your whole department misses it, write to the help desk and name the application.",

  "help.fraud.title": "Somebody asked for my PIN",
  "help.fraud.short": "A dubious message or call",
  "help.fraud.means":
    "This is an attempt at fraud, whatever the name or title of the one who asks. Nobody needs your PIN or your password, not even the help desk, neither to repair nor to check anything.",
  "help.fraud.1": "Do not answer, and follow no link. Hang up.",
  "help.fraud.2":
    "If you gave your PIN away, change it at once, under “My key”, when you are logged in.",
  "help.fraud.3":
    "Tell the help desk, with the message or the number that called: others may have had it, too.",

  "help.picture-code": "Drawing of an OTP key: its display shows the six digits 5 6 7 8 9 0.",
  "help.picture-bars":
    "Drawing of an OTP key: below the digits one bar of six is left, the code is about to change.",
  "help.picture-battery": "Drawing of an OTP key: the sign of a battery shows near the digits.",
  "help.picture-blank": "Drawing of an OTP key whose display is blank.",
  "help.caption-code": "The code: the digits that the key shows at that moment.",
  "help.caption-bars":
    "The bars go out one by one: at the last one, rather wait for the next code.",
  "help.caption-battery": "The battery sign: ask for a replacement key.",
  "help.caption-blank": "A blank display: press the button, if there is one.",
};
