// Tests a login in Chromium with WebdriverIO. KEYS: the virtual keys; LOGIN: the login.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { remote } from "webdriverio";

const keys = `${process.env.KEYS ?? "http://127.0.0.1:8090"}/api/v1/keys`;
const login = process.env.LOGIN ?? "http://127.0.0.1:3000";
// Programs of the system, so that WebdriverIO downloads none.
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const chromedriver = process.env.CHROMEDRIVER ?? "/usr/bin/chromedriver";
// --no-sandbox: only for containers, in which Chromium runs as root.
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
let browser;

before(async () => {
  browser = await remote({
    logLevel: "error",
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": { binary: chromium, args },
      "wdio:chromedriverOptions": { binary: chromedriver },
    },
  });
});
after(() => browser?.deleteSession());

/** Makes a virtual key of what the sign-up page shows; returns its address. */
async function virtualKey(uri) {
  const serial = crypto.randomUUID().replaceAll("-", "");
  const body = JSON.stringify({ from: "otpauth", uri, serial });
  const headers = { "content-type": "application/json" };
  const { ok } = await fetch(keys, { method: "POST", headers, body });
  assert.ok(ok);
  return `${keys}/${serial}`;
}

// A browser takes its time: 10 seconds are left to type the code and press the button.
async function code(key, query = "") {
  const answer = await fetch(`${key}/code?min-validity=10${query}`);
  return (await answer.json()).code;
}

async function submit(path, fields) {
  await browser.url(login + path);
  for (const [id, value] of Object.entries(fields)) await browser.$(`#${id}`).setValue(value);
  await browser.$("button").click();
}

await test("logs in with a virtual key", async () => {
  const account = { name: `wd-${crypto.randomUUID()}`, password: "correct-horse" };
  await submit("/sign-up", account);
  const key = await virtualKey(await browser.$("output").getText());

  await submit("/", { ...account, code: await code(key, "&wrong=flipped-digit") });
  assert.equal(await browser.$("[role=status]").getText(), "Refused");

  await submit("/", { ...account, code: await code(key) });
  assert.equal(await browser.$("h1").getText(), "Welcome");

  await submit("/", { ...account, code: await code(key, "&wrong=replayed") });
  assert.equal(await browser.$("[role=status]").getText(), "Refused");
});
