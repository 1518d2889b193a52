import { beforeEach, describe, expect, test } from "vitest";
import { nobody } from "../../../../test/support/people.ts";
import { boundary, multipart } from "../../test-support/multipart.ts";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { type Browser, holder, type Page, serial } from "../../test-support/test-portal.ts";
import { directoryOf } from "../holders/directory-of.ts";

const path = "/desk/people/import";

let desk: TestDesk;
let browser: Browser;
beforeEach(async () => {
  desk = await openTestDesk();
  browser = await browserOf(desk, "officer");
  await confirm(desk, browser, "officer");
});

const enter = (...names: readonly string[]) =>
  Promise.all(
    names.map((name) => directoryOf(desk.ports).put({ ...nobody, holder: name, school: "S" }, 0)),
  );

/** Sends a file and returns its preview. */
async function preview(text: string, fields: Readonly<Record<string, string>> = {}) {
  await browser.get(path);
  const given = Object.entries({ csrf: browser.csrf(), ...fields });
  const file = { name: "file", fileName: "agents.csv", type: "text/csv" };
  const parts = given.map(([name, value]) => ({ name, value }));
  const content = new TextEncoder().encode(text);
  return browser.send(`${path}/preview`, multipart([...parts, { ...file, content }]), {
    "content-type": `multipart/form-data; boundary=${boundary}`,
  });
}

function goOn({ html }: Page, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
  const [, upload = ""] = /name="upload" value="(\w+)"/u.exec(html) ?? [];
  return browser.post(`${path}/do`, { upload, ...fields });
}

/** Who is in the directory, with their family names. */
async function directory(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { entry } of directoryOf(desk.ports).entries()) {
    found.push(`${entry.holder} ${entry.familyName} ${entry.school}`);
  }
  return found.sort();
}

describe("the import of the directory at the desk", () => {
  test("shows what would be done and how the file was read, does it, and leaves it in the journal", async () => {
    await enter("am", "jd");
    const seen = await preview("Identifiant;Nom;Âge\njd;Durand;4\nnew;Neuf;5\nam;;\n");
    expect(seen.status).toBe(200);
    expect(seen.text).toMatch(/1 nouvelle personne .*1 personne dont une donnée change/u);
    expect(seen.text).toMatch(/1 personne inchangée .*0 personne absente/u);
    expect(seen.text).toContain("point-virgule");
    expect(seen.text).toContain("Nom → nom de famille");
    expect(seen.text).toMatch(/Colonnes ignorées Âge/u);
    expect(await directory()).toEqual(["am  S", "jd  S"]);
    const done = await goOn(seen);
    expect([done.status, done.text.includes("L’annuaire est à jour")]).toEqual([200, true]);
    expect(await directory()).toEqual(["am  S", "jd Durand S", "new Neuf "]);
    const journal = (await browser.get("/desk/journal")).text;
    expect(journal).toMatch(/Annuaire mis à jour par une liste \+1 ~1 -0 agents\.csv/u);
    expect((await goOn(seen)).status).toBe(409);
    const again = await preview("uid,nom\nam,\njd,Durand\nnew,Neuf\n");
    expect(again.text).toContain("il n’y a rien à faire");
  });

  test("is stopped by the brake, until somebody types how many leave", async () => {
    await enter(holder, "a", "b", "c", "d");
    const list = "identifier\na\nb\nc\n";
    const seen = await preview(list);
    expect(seen.text).toContain("2 personnes sur 5 (40 %) quitteraient l’annuaire : plus de 5 %");
    expect(seen.html).toContain(`/desk/key?serial=${serial}`);
    const before = await directory();
    const refused = await goOn(seen, { leaving: "3" });
    expect([refused.status, refused.text.includes("Ce n’est pas le nombre")]).toEqual([422, true]);
    expect(await directory()).toEqual(before);
    const done = await goOn(refused, { leaving: " 2 " });
    expect(done.text).toMatch(/Ont quitté l’annuaire .*Leurs clés fonctionnent toujours/u);
    expect(await directory()).toHaveLength(3);
    expect((await desk.ports.store.load(serial))?.record.holder).toBe(holder);
  });

  test("keeps whom the list does not name if it is told to", async () => {
    await enter("a", "b", "c");
    const seen = await preview("identifier\na\nd\n", { "keep-absent": "yes" });
    expect(seen.text).not.toContain("quitteraient");
    await goOn(seen);
    expect(await directory()).toHaveLength(4);
  });

  test("changes nothing for a list with a fault, and names each line", async () => {
    await enter("a");
    const seen = await preview("identifier,e-mail\na,no address\nb,b@x.fr\na,a@x.fr\n");
    expect(seen.text).toContain("2 erreurs dans la liste");
    expect(seen.text).toMatch(/line 2.*line 4/u);
    expect(seen.html).not.toContain('name="upload"');
    const before = await directory();
    for (const text of ["identifier\n", "nom\nDurand\n", "", "\u0000\u0001"]) {
      const page = await preview(text);
      expect(page.html).not.toContain('name="upload"');
    }
    expect(await directory()).toEqual(before);
  });

  test("is shown anew if the directory changed since the preview", async () => {
    await enter("a");
    const seen = await preview("identifier,nom\na,Un\n");
    await enter("b");
    const changed = await goOn(seen);
    expect([changed.status, changed.text.includes("a changé depuis l’aperçu")]).toEqual([
      422,
      true,
    ]);
    expect(await directory()).toEqual(["a  S", "b  S"]);
    expect((await goOn(changed, { leaving: "1" })).status).toBe(200);
    expect(await directory()).toEqual(["a Un S"]);
  });

  test("goes on when the key of somebody who leaves is damaged, and names it", async () => {
    await enter(holder, "a");
    await desk.damage(serial);
    const seen = await preview("identifier\na\n");
    expect(seen.html).toContain(`/desk/key?serial=${serial}`);
    const done = await goOn(seen, { leaving: "1" });
    expect([done.status, done.html.includes(`/desk/key?serial=${serial}`)]).toEqual([200, true]);
    expect(await directory()).toEqual(["a  S"]);
  });
});
