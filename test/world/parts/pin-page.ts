import type { Browser } from "./browser.ts";
import type { Door } from "./door.ts";

/** The page of a browser that is logged in where the PIN is changed: a door like the log-in page. */
export function pinPage(browser: Browser): Door {
  return {
    name: `${browser.name}, where the PIN is changed`,
    kind: browser.kind,
    takesPasswords: false,
    known: browser.known,
    refusals: 0,
    present: (_identifier, passcode) => browser.beginPinChange(passcode),
    choosePin: (pin) => browser.chooseNewPin(pin),
    confirm: (passcode) => browser.confirmNewPin(passcode),
    leave: () => browser.leave(),
  };
}
