// @ts-check
// Keeps the bench's page alive: the key's display, its countdown, what the service wrote.
// Without this script the page shows the moment at which it was loaded, and every control works.

/**
 * @typedef {{ keySvg: string, desk: string, millisecondsLeft: number, periodSeconds: number,
 *   offsetSeconds: number, ratePpm: number }} View
 */

const picture = part("key-picture");
const secondsLeft = part("seconds-left");
const countdown = /** @type {HTMLProgressElement} */ (part("countdown"));
const desk = part("desk");
const notice = part("notice");

let changesAt = performance.now();

const events = new EventSource("/bench/events");
events.addEventListener("message", (message) => {
  /** @type {View} */
  const view = JSON.parse(message.data);
  changesAt = performance.now() + view.millisecondsLeft;
  // Both are made by our own server, from segments and escaped words.
  if (picture.dataset.shown !== view.keySvg) {
    picture.dataset.shown = view.keySvg;
    picture.innerHTML = view.keySvg;
  }
  if (desk.dataset.shown !== view.desk) {
    desk.dataset.shown = view.desk;
    desk.innerHTML = view.desk;
  }
  setUnlessEdited("offset-value", view.offsetSeconds);
  setUnlessEdited("rate-value", view.ratePpm);
  say("");
});
events.addEventListener("error", () => say("The bench has stopped; start it again."));

setInterval(() => {
  const milliseconds = Math.max(0, changesAt - performance.now());
  secondsLeft.textContent = `${Math.ceil(milliseconds / 1000)} s`;
  countdown.value = milliseconds / 1000;
}, 100);

for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, event.submitter);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(form, submitter) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) fields.append(name, String(value));
  const answer = await fetch(form.action, { method: "POST", body: fields });
  refusal = answer.ok ? "" : await answer.text();
  say("");
}

let refusal = "";

/** @param {string} text */
function say(text) {
  const words = text || refusal;
  if (notice.textContent !== words) notice.textContent = words;
}

/**
 * @param {string} id
 * @param {number} value
 */
function setUnlessEdited(id, value) {
  const input = /** @type {HTMLInputElement} */ (part(id));
  if (document.activeElement !== input) input.value = String(value);
}

/** @param {string} id */
function part(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`Cannot find #${id} on the page`);
  return found;
}
