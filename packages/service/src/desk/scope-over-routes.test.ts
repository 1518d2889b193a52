import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { boundary, multipart } from "../../test-support/multipart.ts";
import { confirm, logInAgain, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import type { Browser, Page } from "../../test-support/test-portal.ts";
import { addEnrolled } from "../../test-support/test-staff.ts";
import {
  addForeign,
  addOwn,
  everythingOf,
  foreignWords,
  type Ids,
  ownKeyOf,
  ownSchool,
  unknownIds,
} from "../../test-support/two-schools.ts";
import { type DeskAct, deskActs } from "./acts.ts";
import { createDesk } from "./desk.ts";

// Goal: with a scope, nobody at the desk learns of anything outside it, or changes it: not by a page, a list, a count, a
// file, a form or a refusal.
// Method: every route of the desk is asked about somebody of another school and about nobody at all, which must be answered
// alike to the byte, with nothing stored; and about their own, in a desk where there is nobody else and in one that is full of
// others, which must be answered alike, too. A route without an entry fails the test.

/** What a route is asked, once for each set of names. */
type Asking = (browser: Browser, ids: Ids) => Promise<readonly Page[]>;

const get =
  (...paths: readonly ((ids: Ids) => string)[]): Asking =>
  async (browser, ids) => {
    const pages: Page[] = [];
    for (const path of paths) pages.push(await browser.get(path(ids)));
    return pages;
  };
const post =
  (path: string, ...forms: readonly ((ids: Ids) => Readonly<Record<string, string>>)[]): Asking =>
  async (browser, ids) => {
    const pages: Page[] = [];
    for (const form of forms) pages.push(await browser.post(path, form(ids)));
    return pages;
  };

const reason = { reason: "because" };
/** What each form needs beside the key and a reason. */
const actForms: Readonly<Record<DeskAct, readonly ((ids: Ids) => Record<string, string>)[]>> = {
  assign: [
    ({ serial }) => ({ key: serial, holder: "own.free" }),
    ({ holder }) => ({ key: "STOCK-1", holder }),
    ({ free }) => ({ key: "STOCK-1", holder: free }),
  ],
  "hand-over": [own("hand-over", { days: "30", activation: "" })],
  unlock: [own("unlock")],
  "clear-pin": [own("clear-pin")],
  resynchronise: [own("resynchronise", { first: "123456", second: "654321" })],
  "issue-temporary-code": [
    own("issue-temporary-code", { hours: "24", uses: "10", startsIn: "0", returning: "refuse" }),
  ],
  "end-temporary-code": [own("end-temporary-code")],
  replace: [
    // By a key of somebody else, of nobody, or of their own.
    ({ serial }) => ({ key: ownKeyOf("replace"), serial, fate: "lost" }),
    own("replace", { serial: "STOCK-2", fate: "lost" }),
  ],
  suspend: [own("suspend")],
  resume: [own("resume")],
  lose: [own("lose")],
  retire: [own("retire")],
};

function own(act: DeskAct, more: Readonly<Record<string, string>> = {}) {
  return (ids: Ids) => ({
    key: ids.serial.startsWith("OWN") ? ownKeyOf(act) : ids.serial,
    ...more,
  });
}

const many = ({ serial }: Ids) => ({ "key-0": serial, "key-1": "STOCK-3" });

const uploaded =
  (path: string): Asking =>
  async (browser, ids) => {
    const rows = [
      [ids.serial, "own.free"],
      ["STOCK-4", ids.holder],
      ["STOCK-5", ids.free],
    ];
    const list = `serial,identifier\n${rows.map((row) => row.join(",")).join("\n")}\n`;
    const file = { name: "file", fileName: "list.csv", content: new TextEncoder().encode(list) };
    const body = multipart([{ name: "csrf", value: browser.csrf() }, file]);
    const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const preview = await browser.send(`${path}/preview`, body, type);
    const upload = /name="upload" value="(\w+)"/u.exec(preview.html)?.[1];
    if (upload === undefined) return [preview];
    return [preview, await browser.post(`${path}/do`, { upload })];
  };

/** What somebody types who knows a part. */
const partOf = {
  serial: ({ serial }: Ids) => serial.slice(2),
  holder: ({ holder }: Ids) => holder.slice(1, 6),
  name: ({ holder }: Ids) => `${holder.split(".", 1)[0]}name`,
};
const searches: readonly ((ids: Ids) => string)[] = [
  () => "/desk",
  ({ serial }) => `/desk?q=${serial}`,
  (ids) => `/desk?q=${partOf.serial(ids)}`,
  ({ holder }) => `/desk?q=${holder}`,
  ({ free }) => `/desk?q=${free}`,
  (ids) => `/desk?q=${partOf.holder(ids)}`,
  (ids) => `/desk?q=${partOf.name(ids)}`,
  ({ school }) => `/desk?q=${school}`,
  ({ number }) => `/desk?q=${number}`,
];
const lists = ["", "?group=in-service", "?group=in-stock", "?group=lost", "?after=A"]
  .concat("?sort=drift", "?sort=age", "?sort=used", "?drift=drifting", "?used=never", "?age=1")
  .concat("?choose=");

/** What is asked by every route, those first that change nothing. */
const routes: Readonly<Record<string, Asking>> = {
  // First: what is downloaded later stands in it.
  "GET /desk/journal": get(() => "/desk/journal"),
  "GET /desk": get(...searches),
  "GET /desk/key": get(({ serial }) => `/desk/key?serial=${serial}`),
  "GET /desk/letters": get(({ serial }) => `/desk/letters?serial=${serial}`),
  "GET /desk/holder": get(
    ({ holder }) => `/desk/holder?identifier=${holder}`,
    ({ free }) => `/desk/holder?identifier=${free}`,
  ),
  "GET /desk/keys": get(...lists.map((query) => () => `/desk/keys${query}`)),
  "GET /desk/keys.csv": get(...lists.map((query) => () => `/desk/keys.csv${query}`)),
  "GET /desk/fleet": get(() => "/desk/fleet"),
  "GET /desk/fleet.csv": get(() => "/desk/fleet.csv"),
  "GET /desk/people": get(
    () => "/desk/people",
    ({ school }) => `/desk/people?school=${school}`,
  ),
  "GET /desk/people.csv": get(({ school }) => `/desk/people.csv?school=${school}`),
  "GET /desk/tickets": get(
    () => "/desk/tickets",
    () => "/desk/tickets?state=any",
    ({ number }) => `/desk/tickets?after=${number}`,
  ),
  "GET /desk/ticket": get(({ number }) => `/desk/ticket?number=${number}`),
  "GET /desk/ticket/file": get(({ number }) => `/desk/ticket/file?number=${number}&file=0`),
  "GET /desk/import": get(() => "/desk/import"),
  "GET /desk/import/preview": get(() => "/desk/import/preview"),
  "GET /desk/import/do": get(() => "/desk/import/do"),
  "GET /desk/assign-many": get(() => "/desk/assign-many"),
  "GET /desk/assign-many/preview": get(() => "/desk/assign-many/preview"),
  "GET /desk/assign-many/do": get(() => "/desk/assign-many/do"),
  "GET /desk/login": get(() => "/desk/login"),
  "GET /desk/logout": get(() => "/desk/logout"),
  "GET /desk/enrol": get(() => "/desk/enrol"),
  "GET /desk/confirm": get(() => "/desk/confirm"),
  "GET /desk/language": get(({ serial }) => `/desk/language?lang=fr&to=/desk/key?serial=${serial}`),
  ...Object.fromEntries(
    deskActs.map((act) => [
      `GET /desk/key/${act}`,
      get(({ serial }) => `/desk/key/${act}?serial=${serial}`),
    ]),
  ),
  ...Object.fromEntries(
    deskActs.map((act) => [
      `POST /desk/key/${act}`,
      post(
        `/desk/key/${act}`,
        ...actForms[act].map((form) => (ids: Ids) => ({ ...reason, ...form(ids) })),
      ),
    ]),
  ),
  "POST /desk/keys/act": post("/desk/keys/act", (ids) => ({ act: "suspend", ...many(ids) })),
  "POST /desk/keys/act/do": post(
    "/desk/keys/act/do",
    (ids) => ({ act: "suspend", ...reason, ...many(ids) }),
    (ids) => ({ act: "retire", ...reason, ...many(ids) }),
  ),
  "POST /desk/ticket": post(
    "/desk/ticket",
    ...["take", "release", "close", "reopen"].map((act) => ({ number }: Ids) => ({ number, act })),
    ({ number }) => ({ number, act: "note", note: "noted" }),
    ({ number }) => ({ number, act: "answer", answer: "answered" }),
  ),
  "POST /desk/import/preview": uploaded("/desk/import"),
  "POST /desk/import/do": post("/desk/import/do", () => ({ upload: "0".repeat(32) })),
  "POST /desk/assign-many/preview": uploaded("/desk/assign-many"),
  // Behind a preview, with it.
  "POST /desk/assign-many/do": uploaded("/desk/assign-many"),
};

/** What concerns the account of whoever asks alone. */
const apart = ["POST /desk/login", "POST /desk/logout", "POST /desk/enrol", "POST /desk/confirm"];

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
  expect([...asked].sort()).toEqual([...Object.keys(routes), ...apart].sort());
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
    for (const [route, ask] of Object.entries(routes)) {
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
  for (const [route, ask] of Object.entries(routes)) {
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
