import type { frSessions } from "./fr-sessions.ts";

/** What holders read about the browsers in which they are logged in, in English. */
export const enSessions: Readonly<Record<keyof typeof frSessions, string>> = {
  "sessions.title": "Open sessions",
  "sessions.intro":
    "The browsers in which you are logged in (the server’s time). If you do not know one of them, sign it out and tell the help desk.",
  "sessions.browser": "{browser}, {system}",
  "sessions.browser-unknown": "Unknown browser",
  "sessions.system-unknown": "unknown system",
  "sessions.this-one": "This session",
  "sessions.opened": "Opened {at} {by}",
  "sessions.seen": "Last used {at}, to within five minutes",
  "sessions.by-key": "with the key",
  "sessions.by-temporary-code": "with a temporary code",
  "sessions.by-recovery-code": "with a recovery code",
  "sessions.by-password": "with a password",
  "sessions.end": "Sign out",
  "sessions.end-others": "Sign out all others",
  "sessions.ended-title": "The session is signed out",
  "sessions.others-ended-title": "All other sessions are signed out",
  "sessions.ended":
    "To go on there, someone has to log in again with your PASSCODE or your password. An application that is open already may stay signed in there: sign out of it, too.",
};
