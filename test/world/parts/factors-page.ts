import type { DeskBrowser } from "./desk-browser.ts";
import type { Door } from "./door.ts";

/** The page of a browser of the staff where both factors are given again: a door like the log-in page. */
export function factorsPage(browser: DeskBrowser): Door {
  return {
    name: `${browser.name}, where both factors are given again`,
    kind: browser.kind,
    takesPasswords: false,
    known: browser.known,
    refusals: 0,
    present: (_name, text) => browser.confirmFactors(text),
    choosePin: async () => ({ kind: "odd", what: "no PIN is chosen here" }),
    confirm: async () => ({ kind: "odd", what: "nothing is confirmed here" }),
    leave: () => browser.leave(),
  };
}
