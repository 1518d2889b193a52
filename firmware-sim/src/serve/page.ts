import { faultTable, keypadButtons, temperatureProfiles } from "@jeton/key";
import { html } from "hono/html";

/** Returns the control page: `public/sim.js` fills it from the interface and keeps it alive. */
export function controlPage(): ReturnType<typeof html> {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Jeton simulated keys</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/sim.css" />
        <script type="module" src="/assets/sim.js"></script>
      </head>
      <body>
        <header>
          <h1>Jeton <small>simulated keys</small></h1>
          ${timePanel()}
        </header>
        <p id="notice" role="alert"></p>
        <main>
          <section id="keys" aria-label="Keys"></section>
          <aside>
            ${newKeyForm()}
            <section class="card">
              <h2>What happened</h2>
              <ol id="log" aria-live="polite" aria-label="Events, newest first"></ol>
            </section>
          </aside>
        </main>
        <noscript><p class="card">This page needs its script. The interface does not:
          <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p></noscript>
        ${keyTemplate()}
      </body>
    </html>`;
}

function timePanel() {
  const steps = [
    [1, "+1 s"],
    [10, "+10 s"],
    [60, "+1 min"],
    [3600, "+1 h"],
    [86_400, "+1 day"],
    [2_592_000, "+30 days"],
  ] as const;
  return html`<section class="time" aria-label="Time of all keys">
    <output id="now">…</output> <span id="time-kind"></span>
    <div id="time-controls" class="row" hidden>
      ${steps.map(
        ([seconds, words]) =>
          html`<button type="button" data-advance="${seconds * 1000}">${words}</button> `,
      )}
      <button type="button" id="freeze" hidden>Freeze</button>
      <label id="factor-label" hidden>Speed <select id="factor">
        <option value="1">1×</option><option value="10">10×</option>
        <option value="60">60×</option><option value="3600">3600×</option>
      </select></label>
    </div>
  </section>`;
}

function newKeyForm() {
  return html`<form id="new-key" class="card">
    <h2>New key</h2>
    <label>From <select name="from">
      <option value="random">random seed</option>
      <option value="seed">seed in hex</option>
      <option value="otpauth">otpauth:// URI</option>
      <option value="pskc">PSKC file</option>
    </select></label>
    <label data-for="seed" hidden>Seed <input name="seedHex" autocomplete="off" spellcheck="false" /></label>
    <label data-for="otpauth" hidden>URI <input name="uri" autocomplete="off" spellcheck="false" /></label>
    <label data-for="pskc" hidden>File <input name="file" type="file" accept=".xml,.pskc" /></label>
    <label data-for="pskc" hidden>Password <input name="password" type="password" autocomplete="off" /></label>
    <label>Serial number <input name="serial" placeholder="next free" maxlength="32" /></label>
    <div class="row">
      <label data-for="random seed">Code moves <select name="kind">
        <option value="totp">by clock</option><option value="hotp">by button</option><option value="ocra">by challenge</option>
      </select></label>
      <label data-for-kind="ocra">Suite <input name="suite" value="OCRA-1:HOTP-SHA1-6:QN08" maxlength="64" spellcheck="false" autocomplete="off" /></label>
      <label data-for-kind="totp">Period <select name="period">
        <option value="">of the file</option><option value="60" selected>60 s</option>
        <option value="30">30 s</option>
      </select></label>
      <label data-for-kind="totp hotp">Digits <select name="digits">
        <option value="">of the file</option><option value="6" selected>6</option><option value="8">8</option>
      </select></label>
      <label data-for-kind="totp">Display <select name="display">
        <option value="always-on">always on</option><option value="button">by button, 30 s</option>
      </select></label>
      <label data-for-kind="totp">Crystal <select name="crystal">
        <option value="">perfect</option><option value="drawn">drawn</option>
      </select></label>
    </div>
    <button class="main">Create</button>
  </form>`;
}

/** What stands on the buttons of a keypad that have no digit. */
const keypadWords: Readonly<Record<string, string>> = { ok: "OK", clear: "Clear" };

function keyTemplate() {
  return html`<template id="key-template">
    <article class="card key">
      <div class="picture"></div>
      <div class="keypad" role="group" aria-label="Keypad" hidden>
        ${keypadButtons.map((button) => html`<button type="button" data-keypad="${button}">${keypadWords[button] ?? button}</button>`)}
      </div>
      <p class="countdown"><span class="says"></span> <progress max="1" value="0" aria-hidden="true"></progress></p>
      <div class="row">
        <button type="button" class="main" data-act="press">Press</button>
        <button type="button" data-act="hold" aria-pressed="false">Hold</button>
        <button type="button" data-act="next-code" hidden>Next code</button>
        <button type="button" data-act="power-up">Restart</button>
        <button type="button" data-act="delete" class="danger">Delete</button>
      </div>
      <dl></dl>
      <p class="faults"></p>
      <details>
        <summary>Clock and temperature</summary>
        <form data-post="offset"><label>Offset, s <input name="value" type="number" step="0.001" required /></label><button>Set</button></form>
        <form data-post="rate"><label>Rate, ppm <input name="value" type="number" step="0.001" min="-5000" max="5000" required /></label><button>Set</button></form>
        <form data-post="jump"><label>Jump by, s <input name="value" type="number" step="0.001" required /></label><button>Jump</button></form>
        <form data-post="temperature"><label>Place <select name="place">
          ${Object.keys(temperatureProfiles).map((name) => html`<option>${name}</option>`)}
          <option value="">as warm as …</option></select></label>
          <label>°C <input name="value" type="number" step="0.1" min="-60" max="125" /></label><button>Put there</button></form>
      </details>
      <details>
        <summary>Faults</summary>
        <form data-post="faults"><label>Fault <select name="name">
          ${faultTable.map(({ name, effect }) => html`<option value="${name}" title="${effect}">${name}</option>`)}
        </select></label><label>Values <input name="values" placeholder="drawn" spellcheck="false" /></label><button>Inject</button></form>
        <p class="effect"></p>
        <button type="button" data-act="clear-faults">Clear lasting faults</button>
      </details>
      <details>
        <summary>Glass</summary>
        <label>Contrast <input type="range" data-glass="contrast" min="0.5" max="1.6" step="0.01" value="1" /></label>
        <label>Viewing angle <input type="range" data-glass="viewingAngleDegrees" min="-70" max="70" step="1" value="0" /></label>
        <label>Ghosting <input type="range" data-glass="ghosting" min="0" max="1" step="0.01" value="0" /></label>
      </details>
      <details>
        <summary>On a display board</summary>
        <div class="board-ways">
          <button type="button" data-act="board-serial">Choose a serial port</button>
          <form class="board-bridge"><label>Or a bridge (jeton-bench bridge)
            <input name="url" autocomplete="off" spellcheck="false" placeholder="ws://127.0.0.1:8377/" required /></label><button>Connect to the bridge</button></form>
        </div>
        <button type="button" data-act="board-end" hidden>Disconnect</button>
        <p class="board-status" role="status"></p>
      </details>
    </article>
  </template>`;
}
