import { codeAt, keyParameters, stepAt } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { independentOcra } from "../../../../test/support/independent-ocra.ts";
import {
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
  withoutTokens,
} from "../../test-support/test-portal.ts";

const second = "K-2";
const seed = new Uint8Array(20).fill(9);
const page = "/portal/new-key";

/** A portal whose holder has a key in service and a second one on its way. */
async function onItsWay(parameters = {}) {
  const portal = await openTestPortal();
  const old = await browserAtHome(portal);
  const record = (await portal.ports.store.load(serial))?.record;
  if (record === undefined) throw new Error("expected the key");
  const key = { serial: second, seed, parameters: record.parameters, ...parameters };
  await addKey(portal.ports, key, "staff:test");
  const act = { kind: "send-second-key", by: second } as const;
  await actOnStoredKey(portal.ports, serial, act, "staff:test");
  portal.advance(60);
  return { portal, old };
}

async function codeOf({ ports }: TestPortal): Promise<string> {
  const parameters = (await ports.store.load(serial))?.record.parameters;
  const step = parameters && stepAt(ports.clock(), parameters as never);
  if (!step) throw new Error("expected a step");
  return codeAt(seed, step, parameters as never);
}

describe("a second key", () => {
  test("is put in service on the page of new keys, and the first one serves until then", async () => {
    const { portal, old } = await onItsWay();
    const home = await old.get("/portal/home");
    expect(home.text).toContain("Une nouvelle clé vous est envoyée");
    expect(home.html).toContain(`href="${page}"`);

    portal.advance(60);
    const browser = openBrowser(portal);
    await browser.get(page);
    const given = { identifier: holder, passcode: await codeOf(portal) };
    expect((await browser.post(page, given)).location).toBe("/portal/pin");
    await browser.get("/portal/pin");
    await browser.post("/portal/pin", { pin: "zx81q", pinAgain: "zx81q" });
    await browser.get("/portal/confirm");
    expect((await old.get("/portal/home")).status).toBe(200);
    portal.advance(60);
    const done = await browser.post("/portal/confirm", {
      passcode: `zx81q${await codeOf(portal)}`,
    });
    expect(done.location).toBe("/portal/home?commissioned");
    const after = await browser.get("/portal/home");
    expect(after.text).toContain(second);
    expect(after.text).not.toContain("Une nouvelle clé vous est envoyée");
    expect((await old.get("/portal/home")).location).toBe("/portal");
  });

  test("goes its four steps with a keypad, too", async () => {
    const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";
    const { portal } = await onItsWay({ parameters: keyParameters({ suite }), counter: 0 });
    const browser = openBrowser(portal);
    const keypad = `${page}/keypad`;
    expect((await browser.get(page)).html).toContain(`href="${keypad}"`);
    await browser.get(keypad);
    expect((await browser.post(keypad, { identifier: holder })).location).toBe(`${keypad}/answer`);
    const asked = await browser.get(`${keypad}/answer`);
    const question = /(\d{4}) ?(\d{4})/u.exec(asked.text)?.slice(1).join("") ?? "";
    const challenge = /name="challenge" value="([^"]+)"/u.exec(asked.html)?.[1] ?? "";
    const passcode = independentOcra({ seed, suite, question, counter: 0 });
    const answer = { identifier: holder, challenge, passcode };
    expect((await browser.post(`${keypad}/answer`, answer)).location).toBe("/portal/pin");
  });

  // Goal: nobody learns from the page whether a second key is on its way (law 6).
  // Method: whole pages, the token and the identifier put aside.
  test("is not told of to whoever has none: the page of new keys refuses everybody alike", async () => {
    const pages = new Set<string>();
    for (const [identifier, passcode] of [
      [holder, "000000"],
      [holder, `${pin}000000`],
      ["nobody0", "000000"],
    ] as const) {
      for (const portal of [await openTestPortal(), (await onItsWay()).portal]) {
        const browser = openBrowser(portal);
        await browser.get(page);
        const refused = await browser.post(page, { identifier, passcode });
        expect([refused.status, refused.text.includes("chiffres seuls")]).toEqual([403, true]);
        pages.add(
          withoutTokens(refused.html, browser.csrf()).replaceAll(`value="${identifier}"`, ""),
        );
      }
    }
    expect(pages.size).toBe(1);
  });
});
