import type { deskSecondKeyFr } from "./desk-second-key-fr.ts";

/** The help desk's words on a second key of a holder, in English. */
export const deskSecondKeyEn: Readonly<Record<keyof typeof deskSecondKeyFr, string>> = {
  "act.send-second-key": "Send a second key",
  "act-does.send-second-key":
    "Another key, from the stock, is assigned to the same holder, who keeps this one meanwhile. As soon as the new one is in service, this one is retired.",
  "act-problem.has-second-key":
    "A second key is on its way to this person already: open that one to follow or replace it.",
  "act-done.send-second-key": "Second key assigned",
  "act-say.send-second-key":
    "Tell the holder: go on with your present key. When you have the new one, call us if it waits for its hand-over, then choose “I was given a key: put it in service” on the portal.",
  "key.incoming": "Second key on its way:",
  "key.present": "Meanwhile the holder uses key",
  "state.incoming": "second key, on its way",
  "keys.group-incoming": "Second keys on their way",
  "event.assigned-as-second": "Assigned as a second key",
  "letter.second":
    "This key replaces the one that you use. Go on with the old one until the last of the four steps; from then on it no longer serves.",
};
