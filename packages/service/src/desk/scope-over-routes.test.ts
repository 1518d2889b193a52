import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { apart, askings, partOf } from "../../test-support/desk-askings.ts";
import { confirm, logInAgain, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import type { Browser, Page } from "../../test-support/test-portal.ts";
import { addEnrolled } from "../../test-support/test-staff.ts";
import {
  addForeign,
  addOwn,
  everythingOf,
  foreignWords,
  type Ids,
  ownSchool,
  unknownIds,
} from "../../test-support/two-schools.ts";
import { createDesk } from "./desk.ts";

// Goal: with a scope, nobody at the desk learns of anything outside it, or changes it: not by a page, a list, a count, a
// file, a form or a refusal.
// Method: every route of the desk is asked about somebody of another school and about nobody at all, which must be answered
// alike to the byte, with nothing stored; and about their own, in a desk where there is nobody else and in one that is full of
// others, which must be answered alike, too. A route without an entry fails the test.

type Seen = { readonly desk: TestDesk; readonly browser: Browser; readonly ids: Ids };

/** A desk in which an officer of one school is logged in and confirmed, with `fill` in it before. */
async function openScoped(fill: (desk: TestDesk) => Promise<Ids>): Promise<Seen> {
  const desk = await openTestDesk();
  const ids = await fill(desk);
  await addEnrolled(desk.ports, "officer", "officer", [ownSchool]);
  const browser = await logInAgain(desk, "officer");
  await confirm(desk, browser, "officer");
  return { desk, browser, ids };
}

/** Returns what was answered, with names in place of what they stand for and without what is drawn by lot. */
function plain({ status, html, location, headers }: Page, browser: Browser, ids: Ids): string {
  const parts = { serialPart: partOf.serial(ids), holderPart: partOf.holder(ids) };
  const named = Object.entries({ ...ids, ...parts, name: partOf.name(ids) });
  const names = named.toSorted(([, one], [, other]) => other.length - one.length);
  const shown = [status, location, headers.get("content-disposition"), html]
    .join("\n")
    .replaceAll(browser.csrf(), "CSRF")
    .replaceAll(/shown=[0-9a-f]{32}/gu, "shown=ID")
    .replaceAll(/name="upload" value="\w+"/gu, "UPLOAD")
    .replaceAll(/\d{8}-\d{4}-[0-9A-Z]{4}/gu, "NUMBER")
    .replaceAll("><", ">\n<");
  return names.reduce((text, [name, value]) => text.replaceAll(value, `<${name}>`), shown);
}

test("every route of the desk is asked", async () => {
  const { app } = await openTestDesk();
  const asked = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
  // What is done for every request alike, and the answer to what is none.
  for (const middleware of ["ALL /desk", "ALL /desk/*", "POST /desk/*"]) asked.delete(middleware);
  expect([...asked].sort()).toEqual([...Object.keys(askings), ...apart].sort());
});

describe("somebody of another school", () => {
  let seen: Seen;
  let foreign: Ids;
  let mine: Ids;
  beforeEach(async () => {
    seen = await openScoped(async ({ ports }) => {
      mine = await addOwn(ports);
      foreign = await addForeign(ports);
      return mine;
    });
  });
  afterEach(() => expect(seen.desk.errors).toEqual([]));

  test("is answered like nobody at all, by every route, and nothing is stored", async () => {
    const { desk, browser } = seen;
    const unknown = unknownIds(foreign);
    for (const [route, ask] of Object.entries(askings)) {
      const before = await everythingOf(desk.ports);
      const ofForeign = await ask(browser, foreign);
      const ofUnknown = await ask(browser, unknown);
      const given = ofForeign.map((page) => plain(page, browser, foreign));
      expect(given, route).toEqual(ofUnknown.map((page) => plain(page, browser, unknown)));
      for (const word of foreignWords) {
        // Their own words come back: what is left when they are taken out tells of nobody.
        for (const page of given) expect(page, route).not.toMatch(word);
      }
      expect(await everythingOf(desk.ports), route).toBe(before);
    }
  });

  test("is seen as soon as they move here, and no longer once they move away", async () => {
    const { desk, browser } = seen;
    const move = (holder: string, school: string) => moveTo(desk, holder, school);
    const statusOf = async ({ serial }: Ids) =>
      (await browser.get(`/desk/key?serial=${serial}`)).status;
    expect([await statusOf(mine), await statusOf(foreign)]).toEqual([200, 404]);
    await move(foreign.holder, ownSchool);
    await move(mine.holder, "0750002F");
    expect([await statusOf(mine), await statusOf(foreign)]).toEqual([404, 200]);
    const { html } = await browser.get("/desk/keys");
    expect([html.includes(mine.serial), html.includes(foreign.serial)]).toEqual([false, true]);
    expect((await browser.get(`/desk/ticket?number=${foreign.number}`)).status).toBe(200);
  });

  test("leaves nothing in the history of a key that comes here", async () => {
    const { desk } = seen;
    const { ports } = desk;
    const { serial, holder } = foreign;
    // Their requests are older than that.
    desk.advance(3 * 3600);
    const browser = await logInAgain(desk, "officer");
    const root = { ...seen, browser: await logInAgain(desk, "foreign-root") };
    await root.browser.get("/desk");
    await root.browser.post("/desk/key/lose", { key: serial, reason: "foreign loss" });
    await browser.get("/desk");
    const assigned = await browser.post("/desk/key/assign", { key: serial, holder: mine.free });
    expect(assigned.location).toContain("done=assign");
    const { html } = await browser.get(`/desk/key?serial=${serial}`);
    expect(html.replaceAll(serial, "")).not.toMatch(/foreign/iu);
    expect((await root.browser.get(`/desk/key?serial=${serial}`)).html).toContain("foreign loss");
    expect((await ports.store.load(serial))?.record.holder).not.toBe(holder);
  });
});

test("their own is answered as if there was nobody else, by every route", async () => {
  const alone = await openScoped(({ ports }) => addOwn(ports));
  const among = await openScoped(async ({ ports }) => {
    const ids = await addOwn(ports);
    await addForeign(ports);
    return ids;
  });
  for (const [route, ask] of Object.entries(askings)) {
    const given = await ask(alone.browser, alone.ids);
    const found = given.map((page) => plain(page, alone.browser, alone.ids));
    const pages = await ask(among.browser, among.ids);
    expect(
      pages.map((page) => plain(page, among.browser, among.ids)),
      route,
    ).toEqual(found);
  }
  expect([...alone.desk.errors, ...among.desk.errors]).toEqual([]);
});

async function moveTo({ ports }: TestDesk, holder: string, school: string): Promise<void> {
  const { directoryOf } = await import("../holders/directory-of.ts");
  const directory = directoryOf(ports);
  const stored = await directory.load(holder);
  if (stored === null) throw new Error(`${holder} is not there`);
  await directory.put({ ...stored.entry, school }, stored.revision);
}

describe("without a scope", () => {
  test("everybody is seen, and what is asked is not what a scope narrowed", async () => {
    const desk = await openTestDesk();
    await addOwn(desk.ports);
    const foreign = await addForeign(desk.ports);
    const browser = await logInAgain(desk, "foreign-root");
    expect((await browser.get(`/desk/key?serial=${foreign.serial}`)).status).toBe(200);
    expect((await browser.get("/desk/keys")).html).toContain("FOREIGN-GHOST");
    expect(createDesk(desk.ports).routes.length).toBeGreaterThan(0);
  });
});
