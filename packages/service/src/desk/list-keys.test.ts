import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { csvCell } from "../keys/csv-cell.ts";
import { countGroups, listKeys } from "./list-keys.ts";

const seed = new Uint8Array(20).fill(9);

/** A desk with the key of "jdupont" and these: three in stock, one assigned, one suspended, one lost. */
async function stockedDesk(): Promise<TestDesk> {
  const desk = await openTestDesk();
  const { ports } = desk;
  const act = (serial: string, kind: "suspend" | "lose") =>
    actOnStoredKey(ports, serial, { kind }, "staff:test");
  for (const serial of ["S-1", "S-2", "S-3", "T-1", "T-2", "T-3"]) {
    await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:test");
    if (serial.startsWith("S")) continue;
    const holder = serial === "T-1" ? "=cmd|x;y" : `holder-${serial.toLowerCase()}`;
    await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:test");
  }
  await act("T-2", "suspend");
  await act("T-3", "lose");
  return desk;
}

describe("listKeys()", () => {
  test("gives each group in pages, none of the service's own keys among them", async () => {
    const { ports } = await stockedDesk();
    const page = (after: string | null, limit = 2) =>
      listKeys(ports, { group: "in-stock", after, limit });
    const first = await page(null);
    expect([first.rows.map(({ serial }) => serial), first.next]).toEqual([["S-1", "S-2"], "S-2"]);
    const last = await page(first.next);
    expect([last.rows.map(({ serial }) => serial), last.next]).toEqual([["S-3"], null]);
    const all = await listKeys(ports, { group: null, after: null, limit: 50 });
    expect(all.rows.map(({ serial }) => serial)).toEqual([
      "K-1",
      "S-1",
      "S-2",
      "S-3",
      "T-1",
      "T-2",
      "T-3",
    ]);
  });

  test("looks through so many keys at a time, and goes on behind them", async () => {
    const { ports } = await stockedDesk();
    const lost = { group: "lost", limit: 9 } as const;
    const first = await listKeys(ports, { ...lost, after: null }, 3);
    expect(first).toEqual({ rows: [], next: "S-2" });
    const second = await listKeys(ports, { ...lost, after: first.next }, 4);
    expect([second.rows.map(({ serial }) => serial), second.next]).toEqual([["T-3"], null]);
  });
});

test("countGroups() counts each key once, a damaged one as such, and says when it stopped", async () => {
  const { ports, damage } = await stockedDesk();
  await damage("S-3");
  const { counts, isCutShort } = await countGroups(ports);
  expect([counts, isCutShort]).toEqual([
    {
      ...{ "in-stock": 2, assigned: 2, incoming: 0, commissioning: 0, "in-service": 0, blocked: 0 },
      ...{ suspended: 1, lost: 1, retired: 0, damaged: 1 },
    },
    false,
  ]);
  expect((await countGroups(ports, 6)).isCutShort).toBe(true);
});

describe("the list at the desk", () => {
  test("shows states with their counts, and leads to each key", async () => {
    const desk = await stockedDesk();
    const browser = await browserOf(desk, "desk");
    const page = await browser.get("/desk/keys?group=in-stock");
    expect(page.text.replaceAll("\u00a0", " ")).toContain("En stock : 3");
    expect(page.html.match(/\/desk\/key\?serial=/gu)).toHaveLength(3);
    expect(page.html).toContain('href="/desk/key?serial=S-1"');
    expect(page.html).not.toContain("keys.csv");
    expect((await browser.get("/desk/keys?group=nothing")).html).toContain("serial=K-1");
    expect((await browser.get("/desk/keys?group=retired")).text).toContain("Aucune clé");
  });

  test.each([
    ["fr", ";", "À mettre en service"],
    ["en", ",", "To be put in service"],
  ])("is a file without formulas, in %s", async (language, delimiter, state) => {
    const browser = await browserOf(await stockedDesk(), "auditor", language);
    const { html, headers } = await browser.get("/desk/keys.csv?group=assigned");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="assigned.csv"');
    const [, ...lines] = html.trimEnd().split("\r\n");
    expect(lines).toEqual([
      ["K-1", "jdupont", state, ""].join(delimiter),
      ["T-1", `"'=cmd|x;y"`, state, ""].join(delimiter),
    ]);
    const whole = await browser.get("/desk/keys.csv");
    expect(whole.html.trimEnd().split("\r\n")).toHaveLength(8);
  });
});

test.each([
  ["=1+1", "'=1+1"],
  ["+33 1", "'+33 1"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["＝1", "'＝1"],
  ["\t=1", `"'\t=1"`],
  ['a"b', '"a""b"'],
  ["a;b", '"a;b"'],
  ["a,b", '"a,b"'],
  ["000480001", "000480001"],
  ["", ""],
])("csvCell() makes a text of %j", (text, cell) => {
  expect(csvCell(text, ";")).toBe(cell);
});
