import type { frSecondKey } from "./fr-second-key.ts";

/** What holders read about a second key, in English. */
export const enSecondKey: Readonly<Record<keyof typeof frSecondKey, string>> = {
  "home.incoming-title": "A new key is on its way to you",
  "home.incoming":
    "Its number is {serial}. Go on with your present key until you have the new one in your hands, then put that one in service: the old one no longer serves from then on.",
  "home.incoming-link": "I have the new key: put it in service",
  "new-key.refused":
    "Give the {digits} digits alone of the new key, behind the activation code if you were given one.",
  "new-key.refused-again":
    "After several refusals give the next code here, and then the one after it. If the key is refused again and again, ask the help desk.",
  "notice.second-key-subject": "A new OTP key is on its way to you",
  "notice.second-key":
    "An OTP key whose number ends in {ending} was assigned to you and is on its way ({moment}). Your present key works until you put the new one in service.",
  "notice.second-key-advice": "If you do not expect a new key:",
};
