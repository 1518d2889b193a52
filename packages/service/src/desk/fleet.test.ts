import { describe, expect, test } from "vitest";
import { addHeardKey } from "../../test-support/heard-keys.ts";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";

/** A desk with a batch of which one key drifts and the clock of one was set. */
async function usedDesk(): Promise<TestDesk> {
  const desk = await openTestDesk();
  const { ports } = desk;
  await addHeardKey(ports, { serial: "F-1000", days: 60, ratePpm: 70 });
  await addHeardKey(ports, { serial: "F-1001", days: 60, setBySeconds: -7200 });
  for (const serial of ["F-1002", "F-1003", "F-1004"]) {
    await addHeardKey(ports, { serial, days: 60 });
  }
  return desk;
}

describe("the health of the keys at the desk", () => {
  test.each([
    ["fr", "Dérive comme aucun quartz sain", "semble avoir été réglée", "6 clés en stock"],
    ["en", "Drifts as no sound crystal does", "seems to have been set", "6 keys in stock"],
  ])("says what was found, and draws the batches (%s)", async (language, drifts, set, count) => {
    const browser = await browserOf(await usedDesk(), "desk", language);
    const { html, text } = await browser.get("/desk/fleet");
    for (const each of [drifts, set, count]) expect(text.replaceAll("\u00a0", " ")).toContain(each);
    expect(html).toContain('href="/desk/key?serial=F-1000"');
    expect(html).toContain('href="/desk/key?serial=F-1001"');
    expect(html).not.toContain("serial=F-1002");
    expect(text).toMatch(/−7[ \u202f\u00a0,]?[12]\d\d/u);
    expect(html).toContain('class="offset-chart"');
    expect(html).not.toContain("fleet.csv");
    expect(html).not.toContain("style=");
  });

  test.each([
    ["fr", ";", ","],
    ["en", ",", "."],
  ])("is a file with a row for each key (%s)", async (language, delimiter, point) => {
    const browser = await browserOf(await usedDesk(), "auditor", language);
    const { html, headers } = await browser.get("/desk/fleet.csv");
    expect(headers.get("content-disposition")).toBe('attachment; filename="fleet.csv"');
    const [titles, ...rows] = html.trimEnd().split("\r\n");
    expect(rows).toHaveLength(6);
    expect(titles?.split(delimiter)).toHaveLength(13);
    const drifting = rows.find((row) => row.startsWith("F-1000"))?.split(delimiter) ?? [];
    expect(drifting).toHaveLength(13);
    expect(Number(drifting[6]?.replace(point, "."))).toBeGreaterThan(30);
    expect(rows.find((row) => row.startsWith("K-1"))).toContain(delimiter.repeat(5));
    expect((await browser.get("/desk/fleet")).html).toContain("/desk/fleet.csv");
  });

  test("keeps a look at all keys for a minute", async () => {
    const desk = await openTestDesk();
    const browser = await browserOf(desk, "desk", "en");
    const count = async () => (await browser.get("/desk/fleet")).text.match(/(\d+) keys? in/u)?.[1];
    expect(await count()).toBe("1");
    await addHeardKey(desk.ports, { serial: "G-1000" });
    expect(await count()).toBe("1");
    desk.advance(60);
    expect(await count()).toBe("2");
  });
});
