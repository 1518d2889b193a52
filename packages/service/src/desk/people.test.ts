import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { directoryOf, type HolderEntry } from "../holders/directory-of.ts";
import { findAnyone } from "./find-anyone.ts";
import { foundMax, scannedMax } from "./find-keys.ts";

const seed = new Uint8Array(20).fill(9);
const known = {
  ...{ familyName: "", givenName: "", email: "", phone: "", school: "", language: "" },
  groups: [],
};
const jeanne: HolderEntry = {
  ...{ holder: "jdupont", familyName: "Dupont", givenName: "Jeanne" },
  ...{ email: "jeanne@ac-lyon.fr", phone: "04 72 00 00 00", school: "0690001A" },
  language: "fr",
  groups: ["desk", "exams"],
};
const anne: HolderEntry = { ...known, holder: "am", familyName: "Martin", school: "0690001A" };

describe("people at the desk", () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  const enter = (...entries: readonly HolderEntry[]) =>
    Promise.all(entries.map((entry) => directoryOf(desk.ports).put(entry, 0)));
  const find = async (text: string, scanned?: number) => {
    const found = await findAnyone(desk.ports, directoryOf(desk.ports), text, scanned);
    const matches = found.matches.map(({ key, person }) => [
      key?.serial ?? null,
      person?.holder ?? null,
    ]);
    return { ...found, matches };
  };

  test("findAnyone() finds keys by who has them, and people who have none", async () => {
    await enter(jeanne, anne);
    await addKey(desk.ports, { serial: "X-9", seed, parameters: codeParameters() }, "staff:anne");
    expect((await find("jeanne")).matches).toEqual([["K-1", "jdupont"]]);
    expect((await find("0690001a")).matches).toEqual([
      ["K-1", "jdupont"],
      [null, "am"],
    ]);
    expect((await find("K-1")).matches).toEqual([["K-1", "jdupont"]]);
    expect((await find("dupont")).matches).toEqual([["K-1", "jdupont"]]);
    expect((await find("x-9")).matches).toEqual([["X-9", null]]);
    expect((await find("martin")).matches).toEqual([[null, "am"]]);
  });

  test("findAnyone() finds an identifier however many people there are, and says that parts were not", async () => {
    await enter(jeanne, anne, { ...known, holder: "third", familyName: "Third" });
    const { matches, isCutShort } = await find("third", 0);
    expect([matches, isCutShort]).toEqual([[[null, "third"]], true]);
    await enter(
      ...Array.from({ length: foundMax }, (_, index) => ({ ...known, holder: `third${index}` })),
    );
    const many = await find("third");
    expect([many.matches.length, many.hasMore]).toEqual([foundMax, true]);
  });

  test("findAnyone() finds the holder of a damaged key", async () => {
    await enter(jeanne);
    await desk.damage("K-1");
    expect((await find("jeanne")).matches).toEqual([["K-1", "jdupont"]]);
  });

  test.each([
    ["fr", "Établissement ou service"],
    ["en", "School or service"],
  ])("the page of a key says who has it (%s)", async (language, school) => {
    await enter(jeanne);
    const browser = await browserOf(desk, "desk", language);
    const found = await browser.get("/desk?q=jeanne+dupont");
    expect(found.location).toBe("/desk/key?serial=K-1");
    const { text, html } = await browser.get("/desk/key?serial=K-1");
    for (const each of ["Jeanne Dupont", `${school} 0690001A`, "04 72 00 00 00", "desk, exams"]) {
      expect(text).toContain(each);
    }
    expect(html).toContain('href="mailto:jeanne@ac-lyon.fr"');
  });

  test.each([
    ["fr", "n’est plus, dans l’annuaire", "Aucune clé n’est attribuée à cette personne"],
    ["en", "no longer, in the directory", "No key is assigned to this person"],
  ])(
    "someone who left is told of, and someone without a key has a page (%s)",
    async (language, left, without) => {
      const browser = await browserOf(desk, "desk", language);
      expect((await browser.get("/desk/key?serial=K-1")).text).not.toContain(left);
      await enter(anne);
      expect((await browser.get("/desk/key?serial=K-1")).text).toContain(left);
      const found = await browser.get("/desk?q=martin");
      expect(found.location).toBe("/desk/holder?identifier=am");
      expect((await browser.get("/desk/holder?identifier=AM")).text).toContain(without);
      expect((await browser.get("/desk/holder?identifier=nobody")).status).toBe(404);
      const led = await browser.get("/desk/holder?identifier=jdupont");
      expect(led.location).toBe("/desk/key?serial=K-1");
    },
  );

  test("a list of results shows names and schools, and escapes them", async () => {
    await enter(jeanne, { ...anne, familyName: '<b onclick="x">', school: "0690001A" });
    const browser = await browserOf(desk, "auditor");
    const { text, html } = await browser.get("/desk?q=0690001A");
    expect(text).toContain("2 résultats");
    expect(text).toContain("Jeanne Dupont");
    expect(text).toContain("Sans clé");
    expect(html).not.toContain("<b onclick");
  });

  test.each([
    ["fr", ";", "À mettre en service"],
    ["en", ",", "To be put in service"],
  ])(
    "a school's people are listed with their keys, and a file without formulas has them, too (%s)",
    async (language, delimiter, state) => {
      await enter(jeanne, anne, { ...known, holder: "third", givenName: "=1" });
      const browser = await browserOf(desk, "auditor", language);
      const schools = await browser.get("/desk/people");
      expect(schools.html).toContain('href="/desk/people?school=0690001A"');
      expect(schools.html).toContain('href="/desk/people?school="');
      const { html, text } = await browser.get("/desk/people?school=0690001A");
      expect(html.indexOf(">jdupont<")).toBeLessThan(html.indexOf(">am<"));
      expect(html).toMatch(/Jeanne Dupont<.a><small class="known">jdupont</u);
      expect(html).toContain('href="/desk/key?serial=K-1"');
      expect(html).toContain('href="/desk/holder?identifier=am"');
      expect(text).toContain(state);
      const file = await browser.get("/desk/people.csv?school=0690001A");
      expect(file.headers.get("content-disposition")).toBe('attachment; filename="people.csv"');
      const [, ...lines] = file.html.trimEnd().split("\r\n");
      expect(lines).toEqual([
        ["jdupont", "Dupont", "Jeanne", "jeanne@ac-lyon.fr", "0690001A", "K-1", state, ""].join(
          delimiter,
        ),
        ["am", "Martin", "", "", "0690001A", "", "", ""].join(delimiter),
      ]);
      const others = await browser.get("/desk/people.csv?school=");
      expect(others.html).toContain(["third", "", "'=1"].join(delimiter));
    },
  );

  test("a school of many people has pages, and an unknown one nobody", async () => {
    const school = "É & C";
    await enter(
      ...Array.from({ length: 101 }, (_, index) => ({
        ...{ ...known, holder: `h${index}`, familyName: `N${100 + index}`, school },
      })),
    );
    const browser = await browserOf(desk, "desk");
    const path = `/desk/people?${new URLSearchParams({ school })}`;
    const pages = [path, `${path}&from=50`, `${path}&from=100`, `${path}&from=-1`];
    const counts: number[] = [];
    for (const each of pages) {
      const { html, text } = await browser.get(each);
      expect(text).toContain("101 personnes");
      expect(html).not.toContain("people.csv");
      counts.push(html.match(/\/desk\/holder\?identifier=/gu)?.length ?? 0);
    }
    expect(counts).toEqual([50, 50, 1, 50]);
    expect((await browser.get(path)).html).toContain("&amp;from=50");
    expect((await browser.get("/desk/people?school=x")).text).toContain("0 personne");
  });

  test("a file has everybody, however many are looked through for a page", async () => {
    const many = Array.from({ length: scannedMax + 1 }, (_, index) => `h${index}`);
    for (const holder of many) await directoryOf(desk.ports).put({ ...known, holder }, 0);
    const browser = await browserOf(desk, "auditor", "en");
    const page = await browser.get("/desk/people?school=");
    expect(page.text).toContain("20,000");
    const file = await browser.get("/desk/people.csv?school=");
    expect(file.html.trimEnd().split("\r\n")).toHaveLength(scannedMax + 2);
  });

  test("a damaged entry hides nothing of the key", async () => {
    await enter(jeanne);
    const page = { prefix: "", after: null, limit: 9, newestFirst: false };
    const bare = desk.ports.bareDocuments;
    const [entry] = (await bare?.list("holder-entry", page)) ?? [];
    await bare?.put("holder-entry", entry?.id ?? "", 1, { body: "{}", expiresAt: null });
    const browser = await browserOf(desk, "desk");
    expect((await browser.get("/desk/key?serial=K-1")).status).toBe(200);
    expect((await browser.get("/desk?q=K-1")).location).toBe("/desk/key?serial=K-1");
  });

  test("what an act does to a key is not hindered by the directory", async () => {
    await enter(anne);
    const done = await actOnStoredKey(desk.ports, "K-1", { kind: "suspend" }, "staff:anne");
    expect(done.kind).toBe("done");
  });
});
