import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { addHeardKey } from "../../test-support/heard-keys.ts";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";

const year = 31_557_600;

/** A desk with keys that were used, that drift, and that lie in stock since two years. */
async function usedDesk(): Promise<TestDesk> {
  const desk = await openTestDesk();
  const { ports } = desk;
  await addHeardKey(ports, { serial: "N-2000" });
  desk.advance(2 * year);
  await addHeardKey(ports, { serial: "N-1000", days: 60, ratePpm: 70 });
  await addHeardKey(ports, { serial: "N-1001", days: 60, ratePpm: -3 });
  for (const serial of ["N-1000", "N-1001"]) {
    const holder = `holder-${serial.toLowerCase()}`;
    await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:test");
  }
  return desk;
}

describe("the list of keys", () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await usedDesk();
  });
  const serialsOf = (html: string) =>
    [...html.matchAll(/\/desk\/key\?serial=([^"]+)"/gu)].map(([, serial]) => serial);

  test.each([
    ["drift=drifting", ["N-1000"]],
    ["drift=sound", ["N-1001"]],
    ["drift=unmeasured", ["K-1", "N-2000"]],
    ["used=never", ["K-1", "N-2000"]],
    ["used=month", ["K-1", "N-2000"]],
    ["age=1", ["K-1", "N-2000"]],
    ["age=3", []],
    ["sort=drift", ["N-1000", "N-1001", "K-1", "N-2000"]],
    ["sort=age", ["K-1", "N-2000", "N-1000", "N-1001"]],
    ["sort=used", ["K-1", "N-2000", "N-1000", "N-1001"]],
    ["group=in-stock&used=never", ["N-2000"]],
    ["used=nonsense&sort=nonsense", ["K-1", "N-1000", "N-1001", "N-2000"]],
  ])("by %s shows %j, and its file has the same", async (query, serials) => {
    const browser = await browserOf(desk, "officer", "en");
    const { html, text } = await browser.get(`/desk/keys?${query}`);
    expect(serialsOf(html)).toEqual(serials);
    if (!query.includes("nonsense")) {
      expect(text).toContain(`${serials.length} key${serials.length === 1 ? "" : "s"}`);
    }
    const [, ...rows] = (await browser.get(`/desk/keys.csv?${query}`)).html.trimEnd().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual(serials);
  });

  test("by age has pages of 50", async () => {
    for (let key = 0; key < 60; key += 1)
      await addHeardKey(desk.ports, { serial: `P-${100 + key}` });
    const browser = await browserOf(desk, "desk", "en");
    const first = await browser.get("/desk/keys?sort=age");
    expect(serialsOf(first.html)).toHaveLength(50);
    expect(first.html).toContain("/desk/keys?sort=age&amp;from=50");
    expect(serialsOf((await browser.get("/desk/keys?sort=age&from=50")).html)).toHaveLength(14);
  });

  test("that is downloaded stands in the journal, with which one it was", async () => {
    const browser = await browserOf(desk, "officer", "en");
    for (const path of ["keys.csv?used=never", "people.csv?school=x", "fleet.csv"]) {
      expect((await browser.get(`/desk/${path}`)).status).toBe(200);
      const { text } = await browser.get("/desk/journal");
      expect(text).toContain("Downloaded a list");
      expect(text).toContain(`/desk/${path}`);
    }
  });
});

describe("an act on many keys", () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await usedDesk();
  });
  const stateOf = async (serial: string) =>
    (await desk.ports.store.load(serial))?.record.state.kind;

  test("is asked about first, then done to each with an event and its reason", async () => {
    const browser = await browserOf(desk, "desk", "en");
    const list = await browser.get("/desk/keys");
    expect(list.html).toContain('name="key-1" value="N-1000"');
    expect(list.html).not.toContain('value="retire"');
    const before = await desk.stored();
    const chosen = { act: "suspend", "key-1": "N-1000", "key-2": "N-1001", "key-3": "N-2000" };
    const asked = await browser.post("/desk/keys/act", chosen);
    expect(asked.text).toContain("Suspend – 3 keys");
    expect(asked.text).toContain("This act will be done to 2 keys.");
    expect(asked.text).toContain("left as it is");
    expect(await desk.stored()).toBe(before);
    const missing = await browser.post("/desk/keys/act/do", { ...chosen, reason: "" });
    expect([missing.status, missing.text.includes("Give the reason")]).toEqual([422, true]);
    expect(await desk.stored()).toBe(before);
    const done = await browser.post("/desk/keys/act/do", { ...chosen, reason: "box was stolen" });
    expect(done.text).toContain("Done for 2 keys.");
    expect(done.text).toContain("Not done for 1 key.");
    expect(await Promise.all(["N-1000", "N-1001", "N-2000"].map(stateOf))).toEqual([
      ...["suspended", "suspended", "in-stock"],
    ]);
    const events = await desk.ports.store.events("N-1001", { afterSequence: 0, limit: 50 });
    expect(events.at(-1)).toMatchObject({ kind: "suspended", actor: "staff:desk" });
    const page = await browser.get("/desk/key?serial=N-1001");
    expect(page.text).toContain("box was stolen");
  });

  test("tells key by key what failed, and goes on behind it", async () => {
    const browser = await browserOf(desk, "officer", "en");
    await browser.get("/desk/keys");
    await desk.damage("N-1000");
    const chosen = { act: "retire", "key-0": "N-1000", "key-1": "nothing", "key-2": "N-1001" };
    const done = await browser.post("/desk/keys/act/do", { ...chosen, reason: "old" });
    expect(done.text).toContain("Done for 1 key.");
    expect(done.text).toContain("Not done for 2 keys.");
    expect(await stateOf("N-1001")).toBe("retired");
  });

  test("can be for all keys of the page, and is for none without a choice", async () => {
    const browser = await browserOf(desk, "officer", "en");
    await browser.get("/desk/keys");
    const all = { all: "yes", act: "lose", "shown-0": "N-1000", "shown-1": "N-1001" };
    expect((await browser.post("/desk/keys/act", all)).text).toContain("Report lost – 2 keys");
    const none = await browser.post("/desk/keys/act", { act: "lose", "shown-0": "N-1000" });
    expect(none.location).toBe("/desk/keys?choose=");
    expect((await browser.get("/desk/keys?choose=")).text).toContain("Choose at least one key");
    const unknown = await browser.post("/desk/keys/act", { act: "assign", "key-0": "N-1000" });
    expect(unknown.location).toBe("/desk/keys?choose=");
  });

  test("that a role may not do is refused to it, and nothing happens", async () => {
    const browser = await browserOf(desk, "desk", "en");
    await browser.get("/desk/keys");
    const before = await desk.stored();
    const chosen = { act: "retire", "key-0": "N-1001", reason: "x" };
    for (const path of ["/desk/keys/act", "/desk/keys/act/do"]) {
      expect((await browser.post(path, chosen)).status).toBe(403);
      await browser.get("/desk/keys");
    }
    expect(await desk.stored()).toBe(before);
    const auditor = await browserOf(desk, "auditor", "en");
    expect((await auditor.get("/desk/keys")).html).not.toContain("checkbox");
  });
});
