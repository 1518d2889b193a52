import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import type { Browser } from "../../test-support/test-portal.ts";
import { openTicket, readTicket } from "../tickets/index.ts";
import { shownQuery } from "../web/kept-page.ts";
import { keepUpload, takeUpload } from "./upload.ts";

const texts = { name: "Dupont", firstName: "Jeanne", role: "", school: "", email: "", phone: "" };
const content = {
  ...{ ...texts, hours: "", subject: "Refus <b>", description: "<script>x</script>" },
  ...{ accounts: "jdupont", keyNumber: "" },
};

let desk: TestDesk;
let browser: Browser;
beforeEach(async () => {
  desk = await openTestDesk();
  browser = await browserOf(desk, "officer");
});

describe("a ticket at the desk", () => {
  let number: string;
  beforeEach(async () => {
    const bytes = new TextEncoder().encode("<script>alert(1)</script>");
    const name = 'é"\\cran\u202e.png';
    const file = { name, mediaType: "image/png", bytes: bytes.length, content: bytes } as const;
    number = (await openTicket(desk.ports, { language: "fr", content, files: [file] })).number;
  });

  test("leads to the key of its account, with the reason why it fails", async () => {
    const page = await browser.get(`/desk/ticket?number=${number}`);
    expect(page.text).toContain("La clé n’a encore jamais servi.");
    expect(page.html).toContain("/desk/key?serial=K-1");
    expect(page.html).not.toContain("<script>x");
    expect((await browser.get("/desk/key?serial=K-1")).html).toContain(`number=${number}`);
  });

  test("gives its files as downloads only, of no kind that a browser draws", async () => {
    const page = await browser.get(`/desk/ticket/file?number=${number}&file=0`);
    expect(page.status).toBe(200);
    expect(page.html).toBe("<script>alert(1)</script>");
    expect(page.headers.get("content-type")).toBe("application/octet-stream");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("content-disposition")).toBe(
      `attachment; filename="___cran_.png"; filename*=UTF-8''%C3%A9%22%5Ccran%E2%80%AE.png`,
    );
    for (const query of [`number=${number}&file=1`, `number=${number}&file=x`, "number=x&file=0"]) {
      expect((await browser.get(`/desk/ticket/file?${query}`)).status).toBe(404);
    }
  });

  test("takes notes in the name of who wrote them, is closed and opened again", async () => {
    await browser.get(`/desk/ticket?number=${number}`);
    const act = (fields: Readonly<Record<string, string>>) =>
      browser.post("/desk/ticket", { number, ...fields });
    await act({ act: "note", note: "rappelée" });
    await act({ act: "close" });
    const page = await browser.get(`/desk/ticket?number=${number}`);
    expect(page.text).toMatch(/rappelée officer/u);
    expect(page.text).toContain("Rouvrir la demande");
    expect((await browser.get("/desk/tickets")).text).toContain("Aucune demande.");
    expect((await browser.get("/desk/tickets?state=any")).html).toContain(number);
    await act({ act: "reopen" });
    expect((await browser.get("/desk/tickets")).html).toContain(number);
    expect((await act({ act: "other" })).status).toBe(400);
  });

  test("keeps a note as long as the browser lets it be, its lines counted once each", async () => {
    await browser.get(`/desk/ticket?number=${number}`);
    const lines = Array.from({ length: 500 }, () => "abc");
    const note = lines.join("\r\n");
    expect((await browser.post("/desk/ticket", { number, act: "note", note })).status).toBe(303);
    expect((await readTicket(desk.ports, number))?.notes[0]?.text).toBe(lines.join("\n"));
  });

  test.each([
    [" ", "La note est vide"],
    ["é".repeat(2001), "Une note a 2000 caractères au plus"],
  ])("gives a note back that it cannot keep, and says why (%#)", async (note, why) => {
    await browser.get(`/desk/ticket?number=${number}`);
    const page = await browser.post("/desk/ticket", { number, act: "note", note });
    expect(page.status).toBe(422);
    expect(page.text).toContain(why);
    expect(page.html).toContain(`${note.trim()}</textarea>`);
    expect((await readTicket(desk.ports, number))?.notes).toEqual([]);
  });
});

const seedHex = "00112233445566778899aabbccddeeff00112233";

describe("a file of keys", () => {
  async function send(path: string, text: string, fields: Readonly<Record<string, string>> = {}) {
    const form = new FormData();
    form.set("csrf", browser.csrf());
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new File([text], "clés.csv"));
    const cookie = browser.cookies.header();
    const response = await desk.app.request(`http://jeton.test/desk/${path}/preview`, {
      method: "POST",
      body: form,
      headers: {
        cookie,
        origin: "http://jeton.test",
        "sec-fetch-site": "same-origin",
        "accept-language": "fr",
      },
    });
    const location = response.headers.get("location");
    // A browser opens by itself what a form is answered with.
    const isShown = location?.includes(`?${shownQuery}=`) === true;
    const page = isShown ? await browser.get(location) : null;
    const html = page?.html ?? (await response.text());
    const upload = /name="upload" value="([0-9a-f]+)"/u.exec(html)?.[1] ?? "";
    return { status: page?.status ?? response.status, html, upload, location };
  }
  const file = `serial,seed\nN-1,${seedHex}\nN-2,xyz\nK-1,${seedHex}\n`;

  test("is previewed, taken in once, and reported; its seeds are nowhere to be read", async () => {
    await confirm(desk, browser, "officer");
    const before = await desk.stored();
    const preview = await send("import", file, { kind: "csv" });
    expect(preview.status).toBe(200);
    expect(preview.html).toContain("Mettre en stock 1 clé");
    expect(preview.html).toContain("déjà là, inchangée");
    expect(preview.html).toContain("ligne 3, seed – La graine n’est pas écrite comme");
    expect(preview.html).not.toContain("found");
    expect(await desk.stored()).toBe(before);
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const kept = JSON.stringify(await desk.ports.documents.list("desk-upload", page));
    const done = await browser.post("/desk/import/do", { upload: preview.upload });
    expect(done.text).toContain("1 clé traitée");
    for (const text of [preview.html, kept, done.html]) {
      expect(text.toLowerCase()).not.toContain(seedHex);
      expect(text).not.toContain(Buffer.from(file).toString("base64").slice(0, 40));
    }
    expect((await desk.ports.store.load("N-1"))?.record.state.kind).toBe("in-stock");
    const again = await browser.post("/desk/import/do", { upload: preview.upload });
    expect(again.status).toBe(409);
    expect(again.text).toContain("L’aperçu a expiré ou a déjà servi");
  });

  test("says of each key in the preview what moves its codes, and where they go on", async () => {
    await confirm(desk, browser, "officer");
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    const uris = [
      `otpauth://totp/A:N-1?secret=${secret}&algorithm=SHA256&digits=8&period=30`,
      `otpauth://hotp/A:N-2?secret=${secret}&counter=4711`,
    ];
    const preview = await send("import", uris.join("\n"), { kind: "otpauth" });
    expect(preview.html).toContain("8 chiffres, toutes les 30 s, SHA-256");
    const counting =
      "6 chiffres, à chaque appui sur le bouton (HOTP), SHA-1, prochain compteur 4711";
    expect(preview.html).toContain(counting);
    const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";
    const csv = `serial,seed hex,suite,counter\nN-3,${seedHex},${suite},42\n`;
    const asked = await send("import", csv, { kind: "csv" });
    expect(asked.html).toContain(`${suite}, prochain compteur 42`);
  });

  test("says of a CSV with kinds and counters which keys have a button", async () => {
    await confirm(desk, browser, "officer");
    const text = `serial,seed,kind,counter\nN-1,${seedHex},hotp,42\nN-2,${seedHex},totp,\n`;
    const preview = await send("import", text, { kind: "csv" });
    expect(preview.html).toContain("(HOTP), SHA-1, prochain compteur 42");
    expect(preview.html).toContain("6 chiffres, toutes les 60 s, SHA-1");
  });

  test("is told by its content, and one of another kind than was chosen is refused in one line", async () => {
    await confirm(desk, browser, "officer");
    const page = await browser.get("/desk/import");
    expect(page.html).toMatch(/<select id="kind" name="kind"><option value="">Reconnue/u);
    const preview = await send("import", file, { kind: "" });
    expect(preview.html).toContain("Mettre en stock 1 clé");
    const wrong = await send("import", file, { kind: "pskc" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("found CSV, expected PSKC (RFC 6030)");
    expect(wrong.html).not.toMatch(/ligne \d/u);
  });

  test("wants both factors again, at the preview and at the act", async () => {
    expect((await browser.get("/desk/import")).location).toContain("/desk/confirm");
    await browser.get("/desk");
    expect((await send("import", file, { kind: "csv" })).location).toContain("/desk/confirm");
    await confirm(desk, browser, "officer");
    const { upload } = await send("import", file, { kind: "csv" });
    desk.advance(300);
    const before = await desk.stored();
    expect((await browser.post("/desk/import/do", { upload })).location).toContain("/desk/confirm");
    expect(await desk.stored()).toBe(before);
  });

  test.each([
    ["", "csv", 422, "qui n’est pas vide"],
    ["serial,key\nx,y\n", "csv", 422, "ligne 1, seed – Le fichier n’est pas ce qu’il prétend"],
    [
      `serial,seed,counter\nx,${seedHex},7\n`,
      "csv",
      422,
      "ligne 1, counter – Les colonnes ne disent pas de quoi dépendent les codes",
    ],
    ["<x/>", "pskc", 422, "ligne 1, x – Le fichier n’est pas ce qu’il prétend"],
    ["x", "other", 422, "Choisissez la forme du fichier"],
    ["x".repeat(8 * 1024 * 1024 + 1), "csv", 413, "dépasse 8"],
  ])("that is of no use is refused with the reason (%#)", async (text, kind, status, words) => {
    await confirm(desk, browser, "officer");
    const answer = await send("import", text, { kind });
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(words);
  });

  test("of assignments that lacks a column is refused with its name", async () => {
    const answer = await send("assign-many", "serial;nom\nN-1;Lucie\n");
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("ligne 1, identifier – Le fichier n’est pas ce qu’il prétend");
  });

  test("of assignments is previewed and done", async () => {
    await confirm(desk, browser, "officer");
    const imported = await send("import", file, { kind: "csv" });
    await browser.post("/desk/import/do", { upload: imported.upload });
    const list = "N° de la clé;Identifiant\nN-1;Lucie\nN-9;paul\n";
    const preview = await send("assign-many", list);
    expect(preview.html).toContain("Attribuer 1 clé");
    expect(preview.html).toContain("clé inconnue");
    await browser.post("/desk/assign-many/do", { upload: preview.upload });
    expect((await desk.ports.store.load("N-1"))?.record.holder).toBe("lucie");
  });
});

describe("a kept upload", () => {
  const upload = { name: "x", bytes: Uint8Array.of(0, 255), fields: new Map([["a", "b"]]) };

  test("is given back once, to its browser, within ten minutes", async () => {
    const id = await keepUpload(desk.ports, "token", upload);
    expect(await takeUpload(desk.ports, "another", id)).toBeNull();
    expect(await takeUpload(desk.ports, "token", "0".repeat(32))).toBeNull();
    expect(await takeUpload(desk.ports, "token", id)).toEqual(upload);
    expect(await takeUpload(desk.ports, "token", id)).toBeNull();
    const late = await keepUpload(desk.ports, "token", upload);
    desk.advance(600);
    expect(await takeUpload(desk.ports, "token", late)).toBeNull();
  });
});
