// @ts-check
// Fills the control page from the interface under /api/v1 and keeps it alive by its events.
import { CardBoard } from "./board.js";

/**
 * @typedef {{ kind: "real" | "scaled" | "virtual", at: number, factor: number }} Time
 * @typedef {{ serial: string, at: number, mode: string, code: string | null,
 *   seen: { kind: "code", code: string } | { kind: "unreadable", text: string },
 *   display: { kind: "always-on" | "button" } }} AnyKey
 * @typedef {import("./board.js").HeardKey & AnyKey & { kind: "totp",
 *   parameters: { algorithm: string, digits: number, periodSeconds: number },
 *   offsetMilliseconds: number, ratePpm: number, ratePpmNow: number, celsius: number,
 *   battery: { percent: number, days: number },
 *   faults: (Record<string, string | number> & { name: string })[] }} TimeKey
 * @typedef {AnyKey & { kind: "hotp", counter: number,
 *   parameters: { algorithm: string, digits: number } }} CounterKey
 * @typedef {AnyKey & { kind: "ocra", suite: string, counter: number | null, step: number | null,
 *   offsetMilliseconds: number, parameters: { algorithm: string, digits: number } }} KeypadKey
 * @typedef {TimeKey | CounterKey | KeypadKey} Key
 */

const log = part("log");
const keys = part("keys");
const template = /** @type {HTMLTemplateElement} */ (part("key-template"));
/** @type {Time & { heardAt: number }} */
let time = { kind: "real", at: Date.now(), factor: 1, heardAt: performance.now() };
/** @type {Map<string, { card: HTMLElement, key: Key, board: CardBoard | null }>} */
const cards = new Map();

const events = new EventSource("/api/v1/events");
events.addEventListener("time", (event) => showTime(JSON.parse(event.data)));
events.addEventListener("key", (event) => void showKey(JSON.parse(event.data)));
events.addEventListener("gone", (event) => forget(JSON.parse(event.data).serial));
events.addEventListener("open", () => say(""));
events.addEventListener("error", () => {
  say("The server does not answer; waiting for it.");
  for (const { board } of cards.values()) board?.lost();
});

setInterval(tick, 200);

/** True time now, as far as is known. */
function now() {
  return time.at + (performance.now() - time.heardAt) * time.factor;
}

function tick() {
  part("now").textContent = new Date(now()).toISOString().replace("T", " ").slice(0, 19);
  for (const { card, key, board } of cards.values()) {
    board?.passed();
    if (key.kind !== "totp") {
      find(card, ".says").textContent =
        key.kind === "hotp" ? `Next counter: ${key.counter}` : keypadWords(key);
      continue;
    }
    const left = Math.max(0, key.nextCodeAt - now());
    find(card, ".says").textContent = `Next code in ${Math.ceil(left / 1000)} s`;
    const bar = /** @type {HTMLProgressElement} */ (find(card, "progress"));
    bar.value = left / 1000 / key.parameters.periodSeconds;
  }
}

/** What a key with a keypad waits for. @param {KeypadKey} key */
function keypadWords({ mode, counter }) {
  const words = {
    dark: "Press OK",
    pin: "Type the PIN, then OK",
    challenge: "Type the challenge, then OK",
    response: "The response; OK begins anew",
  };
  const next = counter === null ? "" : ` · next counter ${counter}`;
  return `${words[/** @type {keyof typeof words} */ (mode)]}${next}`;
}

/** @param {Time} heard */
function showTime(heard) {
  time = { ...heard, heardAt: performance.now() };
  const speed = heard.factor === 0 ? "stands still" : `${heard.factor}×`;
  const says = { real: "real time", scaled: `scaled time, ${speed}`, virtual: "virtual time" };
  part("time-kind").textContent = says[heard.kind];
  part("time-controls").hidden = heard.kind === "real";
  part("freeze").hidden = heard.kind !== "scaled";
  part("freeze").textContent = heard.factor === 0 ? "Resume" : "Freeze";
  part("factor-label").hidden = heard.kind !== "scaled";
  if (heard.factor !== 0) {
    /** @type {HTMLSelectElement} */ (part("factor")).value = String(heard.factor);
  }
  for (const { card } of cards.values()) showActs(card);
  tick();
}

/** @param {Key} key */
async function showKey(key) {
  const known = cards.get(key.serial);
  const card = known?.card ?? newCard(key.serial);
  const before = known?.key;
  // Each key tells the time as well, later than the last that was heard of it.
  time = { ...time, at: key.at, heardAt: performance.now() };
  const board = known?.board ?? newBoard(card, key);
  if (key.kind === "totp") board?.heard(key);
  cards.set(key.serial, { card, key, board });
  card.dataset.display = key.display.kind;
  card.dataset.kind = key.kind;
  showActs(card);
  find(card, "dl").replaceChildren(
    ...factsOf(key).flatMap(([name, value]) => [
      Object.assign(document.createElement("dt"), { textContent: name }),
      Object.assign(document.createElement("dd"), { textContent: value }),
    ]),
  );
  find(card, ".faults").textContent =
    key.kind === "totp" ? key.faults.map(faultWords).join(" · ") : "";
  if (before !== undefined && before.code !== key.code) {
    note(key.serial, key.code === null ? key.mode : `code ${key.code}`);
  }
  tick();
  const answer = await fetch(`${address(key.serial)}/display.svg`);
  // Our own server made it, from segments and an escaped serial number.
  if (answer.ok) find(card, ".picture").innerHTML = await answer.text();
}

/** Returns names and values of what is known of the key. @param {Key} key */
function factsOf(key) {
  const { algorithm, digits } = key.parameters;
  const seen = key.seen.kind === "code" ? key.seen.code : `unreadable: “${key.seen.text}”`;
  if (key.kind === "hotp") {
    return [
      ["Seen", seen],
      ["Kind", `${algorithm}, ${digits} digits, counts, ${key.mode}`],
    ];
  }
  if (key.kind === "ocra") {
    return [
      ["Seen", seen],
      ["Suite", `${key.suite}, ${key.mode}`],
      ["Offset", `${key.offsetMilliseconds / 1000} s`],
    ];
  }
  return [
    ["Seen", seen],
    ["Kind", `${algorithm}, ${digits} digits, ${key.parameters.periodSeconds} s, ${key.mode}`],
    ["Offset", `${key.offsetMilliseconds / 1000} s`],
    [
      "Rate",
      `${key.ratePpm} ppm, now ${key.ratePpmNow} ppm at ${Math.round(key.celsius * 10) / 10} °C`,
    ],
    ["Battery", `${key.battery.percent} %, ${years(key.battery.days)} left`],
  ];
}

/** Hides what would do nothing. @param {HTMLElement} card */
function showActs(card) {
  const counts = card.dataset.kind !== "totp";
  const hasKeypad = card.dataset.kind === "ocra";
  find(card, ".keypad").hidden = !hasKeypad;
  find(card, '[data-act="next-code"]').hidden = time.kind === "real" || counts;
  find(card, '[data-act="power-up"]').hidden = counts;
  find(card, "progress").hidden = counts;
  for (const more of card.querySelectorAll("details")) more.hidden = counts;
  for (const act of ["press", "hold"]) {
    const works = card.dataset.display === "button" && !hasKeypad && !(counts && act === "hold");
    find(card, `[data-act="${act}"]`).hidden = !works;
  }
}

/** @param {string} serial */
function newCard(serial) {
  const card = /** @type {HTMLElement} */ (
    /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
  );
  card.dataset.serial = serial;
  card.setAttribute("aria-label", `Key ${serial}`);
  card.addEventListener("click", (event) => clicked(serial, card, event));
  card.addEventListener("submit", (event) => submitted(serial, event));
  card.addEventListener("change", (event) => changed(serial, card, event));
  keys.append(card);
  tellEffect(card);
  return card;
}

/** Returns what shows the key on a board; null for a key without a clock. @param {HTMLElement} card @param {Key} key */
function newBoard(card, key) {
  if (key.kind !== "totp") return null;
  const press = () => void post(`${address(key.serial)}/button`, { act: "press" });
  return new CardBoard(card, key, { now, press });
}

/** @param {string} serial @param {HTMLElement} card @param {MouseEvent} event */
function clicked(serial, card, event) {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (button === null) return;
  if (button.dataset.keypad !== undefined) {
    return typed(serial, button.dataset.keypad);
  }
  switch (button.dataset.act ?? "") {
    case "press":
      return void post(`${address(serial)}/button`, { act: "press" });
    case "hold": {
      const holds = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(holds));
      return void post(`${address(serial)}/button`, { act: holds ? "hold" : "release" });
    }
    case "next-code": {
      const key = cards.get(serial)?.key;
      const left = key?.kind === "totp" ? key.nextCodeAt - now() : 0;
      const milliseconds = Math.max(0, Math.ceil(left));
      return void post("/api/v1/time/advance", { milliseconds });
    }
    case "power-up":
      return void post(`${address(serial)}/power-up`, {});
    case "clear-faults":
      find(card, '[data-act="hold"]').setAttribute("aria-pressed", "false");
      return void send("DELETE", `${address(serial)}/faults`);
    case "delete":
      return void send("DELETE", address(serial));
    default:
      return undefined;
  }
}

/** One button after the other: requests that are sent together may come in another order. */
let typing = Promise.resolve();

/** @param {string} serial @param {string} button */
function typed(serial, button) {
  typing = typing.then(
    async () => {
      await post(`${address(serial)}/keypad`, { buttons: [button] });
    },
    () => {},
  );
}

/** @param {string} serial @param {SubmitEvent} event */
function submitted(serial, event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const fields = new FormData(form);
  const value = Number(fields.get("value"));
  const kind = form.dataset.post ?? "";
  const place = String(fields.get("place"));
  const bodies = {
    offset: { milliseconds: Math.round(value * 1000) },
    jump: { milliseconds: Math.round(value * 1000) },
    rate: { ppm: value },
    temperature: { temperature: place === "" ? value : place },
    faults: { name: fields.get("name"), values: valuesOf(String(fields.get("values") ?? "")) },
  };
  void post(`${address(serial)}/${kind}`, bodies[/** @type {keyof typeof bodies} */ (kind)]).then(
    (answer) => {
      if (answer !== null && kind === "faults") note(serial, faultWords(answer));
    },
  );
}

/** @param {string} serial @param {HTMLElement} card @param {Event} event */
function changed(serial, card, event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.name === "name") tellEffect(card);
  if (input.dataset.glass !== undefined) {
    void post(`${address(serial)}/glass`, { [input.dataset.glass]: Number(input.value) });
  }
}

/** @param {HTMLElement} card */
function tellEffect(card) {
  const select = /** @type {HTMLSelectElement} */ (find(card, '[name="name"]'));
  find(card, ".effect").textContent = select.selectedOptions[0]?.title ?? "";
}

/** "seconds=-90, ppm=3" as an object; numbers become numbers. @param {string} text */
function valuesOf(text) {
  const pairs = text.split(",").map((part) => part.trim().split("="));
  return Object.fromEntries(
    pairs
      .filter(([name]) => name)
      .map(([name, value = ""]) => [name, /^-?\d+$/.test(value) ? Number(value) : value]),
  );
}

const newKey = /** @type {HTMLFormElement} */ (part("new-key"));
newKey.addEventListener("change", showFields);
newKey.addEventListener("submit", (event) => {
  event.preventDefault();
  void create();
});
showFields();

/**
 * The kind of key that is asked for; a file says itself what it is of, and may be of one with a clock.
 *
 * @param {FormData} fields
 */
function kindAsked(fields) {
  const from = fields.get("from");
  return from === "random" || from === "seed" ? String(fields.get("kind")) : "totp";
}

function showFields() {
  const fields = new FormData(newKey);
  const from = String(fields.get("from"));
  for (const label of newKey.querySelectorAll("label[data-for]")) {
    /** @type {HTMLElement} */ (label).hidden = !(
      /** @type {HTMLElement} */ (label).dataset.for?.split(" ").includes(from)
    );
  }
  const kind = kindAsked(fields);
  for (const label of newKey.querySelectorAll("label[data-for-kind]")) {
    /** @type {HTMLElement} */ (label).hidden = !(
      /** @type {HTMLElement} */ (label).dataset.forKind?.split(" ").includes(kind)
    );
  }
}

async function create() {
  const fields = new FormData(newKey);
  const text = (/** @type {string} */ name) => String(fields.get(name) ?? "").trim();
  const from = text("from");
  const file = fields.get("file");
  const ofFile = from === "otpauth" || from === "pskc";
  const kind = kindAsked(fields);
  const hasClock = kind === "totp";
  const parameters = {
    ...(text("period") !== "" && !ofFile && hasClock && { periodSeconds: Number(text("period")) }),
    ...(text("digits") !== "" && !ofFile && { digits: Number(text("digits")) }),
  };
  const created = await post("/api/v1/keys", {
    from,
    ...(from === "seed" && { seedHex: text("seedHex") }),
    ...(from === "otpauth" && { uri: text("uri") }),
    ...(from === "pskc" && { xml: file instanceof File ? await file.text() : "" }),
    ...(from === "pskc" && text("password") !== "" && { password: text("password") }),
    ...(text("serial") !== "" && { serial: text("serial") }),
    ...(!hasClock && { kind }),
    ...(kind === "ocra" ? { suite: text("suite") } : { parameters }),
    ...(text("display") === "button" &&
      hasClock && {
        display: { kind: "button", shownMilliseconds: 30_000 },
      }),
    ...(text("crystal") !== "" && hasClock && { quartzSeed: Math.floor(Math.random() * 2 ** 32) }),
  });
  for (const key of created ?? []) {
    note(key.serial, key.otpauth === undefined ? "created" : `created: ${key.otpauth}`);
  }
}

for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", () => {
    const milliseconds = Number(/** @type {HTMLElement} */ (button).dataset.advance);
    void post("/api/v1/time/advance", { milliseconds });
  });
}
part("freeze").addEventListener("click", () => {
  void post(`/api/v1/time/${time.factor === 0 ? "resume" : "freeze"}`, {});
});
part("factor").addEventListener("change", (event) => {
  const { value } = /** @type {HTMLSelectElement} */ (event.target);
  void post("/api/v1/time/factor", { factor: Number(value) });
});

/** @param {string} path @param {object} body */
function post(path, body) {
  return send("POST", path, body);
}

/** Answers what the interface answers, or null and says why not. @param {string} method @param {string} path @param {object} [body] */
async function send(method, path, body) {
  const answer = await fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const said = answer.status === 204 ? {} : await answer.json();
  if (answer.ok) {
    say("");
    return said;
  }
  const errors = (said.errors ?? []).map(
    (/** @type {{ field: string, problem: string }} */ error) => `${error.field}: ${error.problem}`,
  );
  say([said.detail, ...errors].join(" — "));
  return null;
}

/** @param {string} serial */
function forget(serial) {
  cards.get(serial)?.board?.end();
  cards.get(serial)?.card.remove();
  if (cards.delete(serial)) note(serial, "deleted");
}

/** @param {string} serial @param {string} words */
function note(serial, words) {
  const entry = document.createElement("li");
  const when = document.createElement("time");
  when.textContent = new Date(now()).toISOString().slice(11, 19);
  entry.append(when, ` ${serial}: ${words}`);
  log.prepend(entry);
  while (log.children.length > 200) log.lastElementChild?.remove();
}

/** @param {Record<string, string | number>} fault */
function faultWords({ name, ...values }) {
  const parts = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return parts.length === 0 ? String(name) : `${name} (${parts.join(", ")})`;
}

/** @param {number} days */
function years(days) {
  return days > 700 ? `${(days / 365.25).toFixed(1)} years` : `${days} days`;
}

/** @param {string} words */
function say(words) {
  part("notice").textContent = words;
}

/** @param {string} serial */
function address(serial) {
  return `/api/v1/keys/${encodeURIComponent(serial)}`;
}

/** @param {ParentNode} root @param {string} selector */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (found === null) throw new Error(`Cannot find ${selector} on the page`);
  return /** @type {HTMLElement} */ (found);
}

/** @param {string} id */
function part(id) {
  return find(document, `#${id}`);
}
