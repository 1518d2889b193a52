import type { frNotices } from "./fr-notices.ts";

/** What holders get by e-mail, in English. */
export const enNotices: Readonly<Record<keyof typeof frNotices, string>> = {
  "notice.greeting": "Hello,",
  "notice.in-service-subject": "Your OTP key is in service",
  "notice.in-service":
    "The OTP key whose number ends in {ending} was put in service in your name ({moment}).",
  "notice.in-service-advice": "If it was you, there is nothing to do. If not:",
  "notice.pin-changed-subject": "The PIN of your OTP key was changed",
  "notice.pin-changed":
    "The PIN of the OTP key whose number ends in {ending} was changed ({moment}).",
  "notice.pin-changed-advice": "If it was you, there is nothing to do. If not:",
  "notice.code-again-subject": "A code of your OTP key was given a second time",
  "notice.code-again":
    "A code of the OTP key whose number ends in {ending} that had been used already was given again, and refused ({moment}).",
  "notice.code-again-advice":
    "If you typed the same code twice, there is nothing to do: wait for the next code. If not, somebody may have seen what you typed:",
  "notice.locked-subject": "Your OTP key is blocked for a while",
  "notice.locked":
    "The OTP key whose number ends in {ending} is blocked for a while: several times, a right code was given with a wrong PIN ({moment}).",
  "notice.locked-advice":
    "If it was you, wait, then try again with the right PIN. If not, somebody has your key or its codes:",
  "notice.suspended-subject": "Your OTP key is suspended",
  "notice.suspended":
    "The OTP key whose number ends in {ending} was suspended ({moment}): nobody can log in with it.",
  "notice.suspended-advice": "To use it again, or if you did not ask for this:",
  "notice.call": "call your help desk.",
  "notice.call-number": "call the help desk: {phone}.",
  "notice.footer":
    "This message is sent automatically and holds no link. Nobody will ever ask you for your PIN, a code of your key or your PASSCODE.",
};
