import { describe, expect, test } from "vitest";
import {
  addKeypadKey,
  countedSuite,
  keypadHolder,
  keypadSerial,
  timedSuite,
} from "../../test-support/keypad-key.ts";
import {
  type Browser,
  openBrowser,
  openTestPortal,
  type Page,
  pin,
} from "../../test-support/test-portal.ts";

const start = "/portal/keypad";
const answerPath = "/portal/keypad/answer";

/** What a page asks, as it stands in the form. */
function askedOn({ html }: Page): { readonly question: string; readonly challenge: string } {
  const question = /challenge-question"[^>]*>\s*([0-9]+)\s*</u.exec(html)?.[1] ?? "";
  const challenge = /name="challenge" value="([^"]+)"/u.exec(html)?.[1] ?? "";
  return { question, challenge };
}

/** A page without what is random on it. */
function wordsOf({ text }: Page, identifier: string): string {
  return text.replaceAll(identifier, "WHO").replaceAll(/\b[0-9]{8}\b/gu, "QUESTION");
}

async function ask(browser: Browser, identifier: string): Promise<Page> {
  await browser.get(start);
  expect((await browser.post(start, { identifier })).location).toBe(answerPath);
  return browser.get(answerPath);
}

const words = {
  fr: { type: "Tapez ce défi sur votre clé", link: "Ma clé a un clavier", press: "Appuyez" },
  en: { type: "Type this challenge into your key", link: "My key has a keypad", press: "Press" },
} as const;

describe.each([
  ["fr", countedSuite],
  ["en", timedSuite],
] as const)("a key with a keypad, in %s, of the suite %s", (language, suite) => {
  test("goes through its four steps, logs in and changes its PIN by challenges", async () => {
    const portal = await openTestPortal();
    const respond = await addKeypadKey(portal.ports, suite);
    const browser = openBrowser(portal, language);
    const say = words[language];
    const login = await browser.get("/portal");
    expect(login.text).toContain(say.link);
    expect(login.html).toContain(`href="${start}"`);

    const first = await ask(browser, keypadHolder);
    expect(first.text).toContain(say.type);
    const { question, challenge } = askedOn(first);
    const fields = { identifier: keypadHolder, challenge, passcode: respond(question) };
    expect((await browser.post(answerPath, fields)).location).toBe("/portal/pin");
    await browser.get("/portal/pin");
    await browser.post("/portal/pin", { pin, pinAgain: pin });
    portal.advance(60);
    // A wrong answer uses the challenge up; the page asks another one.
    const confirm = async (page: Page, path: string, secret: string) => {
      const asked = askedOn(page);
      return browser.post(path, {
        challenge: asked.challenge,
        passcode: secret + respond(asked.question),
      });
    };
    const third = await browser.get("/portal/confirm");
    expect(third.text).toContain(say.type);
    expect(third.text).not.toContain(say.press);
    const refused = await confirm(third, "/portal/confirm", "9999");
    expect(refused.status).toBe(403);
    expect(askedOn(refused).question).not.toBe(askedOn(third).question);
    portal.advance(60);
    const done = await confirm(refused, "/portal/confirm", pin);
    expect(done.location).toBe("/portal/home?commissioned");

    portal.advance(60);
    const begun = await confirm(await browser.get("/portal/change-pin"), "/portal/change-pin", pin);
    expect(begun.location).toBe("/portal/change-pin/new");
    await browser.get("/portal/change-pin/new");
    await browser.post("/portal/change-pin/new", { pin: "9f2x", pinAgain: "9f2x" });
    portal.advance(60);
    const last = await browser.get("/portal/change-pin/confirm");
    const changed = await confirm(last, "/portal/change-pin/confirm", "9f2x");
    expect(changed.location).toBe("/portal/home?pin-changed");
    portal.advance(60);
    await browser.post("/portal/logout", {});
    const again = await ask(browser, keypadHolder);
    const back = askedOn(again);
    const passcode = `9f2x${respond(back.question)}`;
    const sent = { identifier: keypadHolder, challenge: back.challenge, passcode };
    expect((await browser.post(answerPath, sent)).location).toBe("/portal/home");
    const events = await portal.ports.store.events(keypadSerial, { afterSequence: 0, limit: 99 });
    expect(events.map(({ kind }) => kind).slice(-3)).toEqual([
      "accepted",
      "pin-changed",
      "accepted",
    ]);
  });
});

test("whoever asks is asked, and refused in the same words, whatever key they have", async () => {
  const portal = await openTestPortal();
  await addKeypadKey(portal.ports);
  const pages = [];
  for (const identifier of [keypadHolder, "jdupont", "nobody"]) {
    const browser = openBrowser(portal, "en");
    const page = await ask(browser, identifier);
    const { question, challenge } = askedOn(page);
    expect(question).toMatch(/^[0-9]{8}$/u);
    const refused = await browser.post(answerPath, {
      identifier,
      challenge,
      passcode: "k7m200000000",
    });
    expect(refused.status).toBe(403);
    pages.push([wordsOf(page, identifier), wordsOf(refused, identifier), challenge.length]);
  }
  // The token names the key by a keyed hash, so that it is as long for everybody.
  expect(pages[1]).toEqual(pages[0]);
  expect(pages[2]).toEqual(pages[0]);
});

test("a page of an answer without an identifier leads to where it is given", async () => {
  const browser = openBrowser(await openTestPortal(), "en");
  expect((await browser.get(answerPath)).location).toBe(start);
  await browser.get(start);
  const empty = await browser.post(start, { identifier: "" });
  expect([empty.status, empty.text.includes("This field is empty")]).toEqual([400, true]);
  const page = await ask(browser, "nobody");
  const { challenge } = askedOn(page);
  const missing = await browser.post(answerPath, { identifier: "nobody", challenge, passcode: "" });
  expect([missing.status, askedOn(missing).question.length]).toEqual([400, 8]);
  const forged = await browser.post(answerPath, {
    ...{ identifier: "nobody", challenge: "v1.nonsense", passcode: "k7m200000000" },
  });
  expect(forged.status).toBe(403);
});
