import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { holder, serial } from "../../test-support/test-portal.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { wantsLetter } from "./letters.ts";

const path = `/desk/letters?serial=${serial}`;

describe("letters that go with keys", () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  const enter = (language: string) =>
    directoryOf(desk.ports).put(
      {
        ...{ holder, familyName: "Dupont", givenName: "Jeanne", school: "Collège Moulin" },
        ...{ email: "", phone: "", language, groups: [] },
      },
      0,
    );

  test("have the number, the four steps and the person, and never the identifier", async () => {
    await enter("");
    const page = await (await browserOf(desk, "desk")).get(path);
    const [letter = ""] = /<article.*<\/article>/su.exec(page.html) ?? [];
    expect(letter).toContain("<strong>K-1</strong>");
    expect(letter.match(/<ol>.*<\/ol>/su)?.[0].match(/<li>/gu)).toHaveLength(4);
    expect(letter).toContain("Jeanne Dupont");
    expect(letter).toContain("http://jeton.test/portal");
    expect(letter).not.toContain(holder);
    expect(page.html.match(/<article/gu)).toHaveLength(1);
  });

  test("are in the holder's language, on a page in another", async () => {
    await enter("en-GB");
    const page = await (await browserOf(desk, "desk", "fr")).get(path);
    expect(page.text).toContain("Lettres de remise");
    expect(page.html).toContain('lang="en"');
    expect(page.text).toContain("First login: four steps");
  });

  test("tell the activation code once, on the page that shows it", async () => {
    const browser = await browserOf(desk, "desk");
    await browser.get(`/desk/key/hand-over?serial=${serial}`);
    const fields = { key: serial, days: "7", activation: "yes" };
    const shown = await browser.post("/desk/key/hand-over", fields);
    const code = /class="activation-code">([^<]+)</u.exec(shown.html)?.[1] ?? "none";
    const letter = /<article.*<\/article>/su.exec(shown.html)?.[0] ?? "";
    expect(letter).toContain(code);
    const again = await browser.get(path);
    expect(again.text).toContain("communiqué à part");
    expect(again.html).not.toContain(code);
  });

  test("are for keys that wait for their first use only", async () => {
    const browser = await browserOf(desk, "desk");
    expect((await browser.get(`/desk/key?serial=${serial}`)).html).toContain(path);
    await actOnStoredKey(desk.ports, serial, { kind: "suspend" }, "staff:anne");
    const page = await browser.get(`${path}&serial=nothing`);
    expect(page.text).toContain("K-1, nothing");
    expect(page.html).not.toContain("<article");
    const stored = await desk.ports.store.load(serial);
    expect(stored && wantsLetter(stored.record)).toBe(false);
  });
});
