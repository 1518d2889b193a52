// The program of the page: makes the key that the address describes, lets time run, and draws.
import { unixMilliseconds } from "@jeton/core";
import { Playground } from "../model/playground.ts";
import { readSettings } from "../model/settings.ts";
import { BoardPanel } from "./board-panel.ts";
import { HolderPanel } from "./holder-panel.ts";
import { KeyPanel } from "./key-panel.ts";
import { NewKeyPanel } from "./new-key-panel.ts";
import { part, say } from "./parts.ts";
import type { Stage } from "./stage.ts";
import { TimePanel } from "./time-panel.ts";
import { ValidatorPanel } from "./validator-panel.ts";

/** The page is drawn so often at most, ms. */
const drawMilliseconds = 50;

let playground = begin();
let isStale = true;

const stage = (): Stage => ({
  playground,
  isFast: time.isFast,
  changed() {
    isStale = true;
  },
});
const time = new TimePanel(stage);
const key = new KeyPanel(stage);
const validator = new ValidatorPanel(stage);
const holder = new HolderPanel(stage);
const board = new BoardPanel(stage);
const panels = [time, key, validator, holder, board];
const newKey = new NewKeyPanel(
  () => playground,
  (problems) => say(part("notice"), problems.join(". ")),
);

showNewKey();
addEventListener("hashchange", () => {
  playground = begin();
  showNewKey();
});
new ResizeObserver(() => {
  isStale = true;
}).observe(part("window"));

let lastFrame = performance.now();
let lastDrawn = 0;
requestAnimationFrame(frame);

function frame(at: number): void {
  time.pass(Math.max(0, at - lastFrame));
  lastFrame = at;
  if ((time.isRunning || isStale) && at - lastDrawn >= drawMilliseconds) {
    lastDrawn = at;
    isStale = false;
    for (const panel of panels) panel.draw();
  }
  requestAnimationFrame(frame);
}

function begin(): Playground {
  const now = unixMilliseconds(Math.floor(Date.now() / 1000) * 1000);
  const { settings, problems } = readSettings(location.hash, now);
  say(part("notice"), problems.join(". "));
  return new Playground(settings, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}

/** Shows the parts that such a key has. */
function showNewKey(): void {
  const { kind } = playground.living;
  for (const each of document.querySelectorAll<HTMLElement>("[data-of]")) {
    each.hidden = each.dataset.of !== kind && each.closest("#new-key") === null;
  }
  key.begin(playground);
  validator.begin();
  holder.begin();
  newKey.begin(playground);
  board.begin();
  isStale = true;
}
