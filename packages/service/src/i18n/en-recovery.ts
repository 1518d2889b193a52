import type { frRecovery } from "./fr-recovery.ts";

/** What holders read about the codes that they print, in English. */
export const enRecovery: Readonly<Record<keyof typeof frRecovery, string>> = {
  "home.recovery-codes":
    "{left, plural, =0 {Print recovery codes} one {Recovery codes (one left)} other {Recovery codes (# left)}}",
  "recovery.title": "My recovery codes",
  "recovery.intro":
    "Print eight codes for days when you do not have your key. Each of them stands in for the digits of the key once, behind your PIN.",
  "recovery.left":
    "{left, plural, =0 {You have no recovery code that can be used.} one {You have one recovery code left.} other {You have # recovery codes left.}}",
  "recovery.replaces": "A new list ends the former one, which can no longer be used.",
  "recovery.submit": "Make a new list",
  "recovery.refused-spare":
    "A code of the key itself is needed: neither a temporary code nor a recovery code is accepted here.",
  "recovery.use-title": "How to use them",
  "recovery.use":
    "When you log in, give your PIN directly followed by a code of the list, its last digit included.",
  "recovery.use-once":
    "A code works once, even if the PIN was wrong: cross it out as soon as you have typed it.",
  "recovery.keep":
    "Keep the list away from the key, and do not write your PIN on it. If it is lost, make a new one.",
  "recovery.new-title": "Your new recovery codes",
  "recovery.once": "They are shown this once only: print this page or copy them now.",
  "recovery.of": "Recovery codes of {holder}, key no. {serial}",
  "recovery.kept": "I have kept my codes",
};
