import { describe, expect, test } from "vitest";
import { jpeg, pdf, png } from "../../test-support/attachments.ts";
import { goodRequest, multipart, sendRequest } from "../../test-support/multipart.ts";
import {
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { attachmentLimits } from "../tickets/attachments/attachment.ts";
import { listTickets, readFile } from "../tickets/index.ts";
import { topicGroups, topics } from "./topics.ts";

const path = "/portal/assistance/request";

async function browserAtRequest(portal: TestPortal, language = "fr") {
  const browser = openBrowser(portal, language);
  await browser.get(path);
  return browser;
}

async function tickets({ ports }: TestPortal) {
  return (await listTickets(ports, { state: "any", after: null, limit: 100 })).tickets;
}

describe("the self-help pages", () => {
  const names = topicGroups.flatMap((group) => group.topics);

  test("are all listed, once each, before the form", async () => {
    expect(names.toSorted()).toEqual(Object.keys(topics).toSorted());
    const page = await openBrowser(await openTestPortal()).get("/portal/assistance");
    for (const name of names) expect(page.html).toContain(`href="/portal/assistance/${name}"`);
    expect(page.html.indexOf("/assistance/fraud")).toBeLessThan(
      page.html.indexOf(`href="${path}"`),
    );
  });

  test.each(names)("%s says what it means and what to do, in both languages", async (name) => {
    const portal = await openTestPortal();
    for (const [language, means, act] of [
      ["fr", "Ce que cela veut dire", "Ce qu’il faut faire"],
      ["en", "What it means", "What to do"],
    ] as const) {
      const page = await openBrowser(portal, language).get(`/portal/assistance/${name}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(means);
      expect(page.text).toContain(act);
      for (const [, alt] of page.html.matchAll(/<img[^>]* alt="([^"]*)"[^>]*width="841"/gu)) {
        expect(alt).not.toBe("");
      }
    }
  });

  test("tell how the help desk is reached, as far as the installation says", async () => {
    const contact = { phone: "01 23 45 67 89", email: "aide@exemple.fr" };
    const page = await openBrowser(await openTestPortal({ contact })).get("/portal/assistance");
    expect(page.html).toContain('href="tel:0123456789"');
    expect(page.html).toContain('href="mailto:aide@exemple.fr"');
    expect(page.text).not.toContain("Horaires");
  });

  test("have no page for a trouble that there is not", async () => {
    const browser = openBrowser(await openTestPortal());
    expect((await browser.get("/portal/assistance/nothing")).status).toBe(404);
    expect((await browser.get("/portal/assistance/constructor")).status).toBe(404);
  });
});

describe("the form that writes to the help desk", () => {
  test("opens a ticket with all that was given, and answers its number", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtRequest(portal, "en");
    const files = [
      { fileName: "C:\\Bureau\\écran.png", content: png },
      { fileName: "photo.jpg", content: jpeg },
      { fileName: "lettre.pdf", content: pdf() },
    ];
    const sent = await sendRequest(browser, { keyNumber: "K-1" }, files);
    const [ticket] = await tickets(portal);
    expect([sent.status, sent.location]).toEqual([
      303,
      `/portal/assistance/sent?number=${ticket?.number}`,
    ]);
    expect(ticket).toMatchObject({ language: "en", state: { kind: "open" } });
    const { description } = goodRequest;
    const kept = { ...goodRequest, keyNumber: "K-1", description: description?.replace("\r", "") };
    expect(ticket?.content).toEqual(kept);
    expect(ticket?.files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ["écran.png", "image/png"],
      ["photo.jpg", "image/jpeg"],
      ["lettre.pdf", "application/pdf"],
    ]);
    expect(await readFile(portal.ports, ticket ?? { fileSet: null }, 1)).toEqual(jpeg);
    expect((await browser.get(sent.location ?? "")).text).toContain(ticket?.number);
  });

  test("is sent without files, too, as a browser sends an empty choice", async () => {
    const portal = await openTestPortal();
    const empty = { fileName: "", content: new Uint8Array(0) };
    expect((await sendRequest(await browserAtRequest(portal), {}, [empty])).status).toBe(303);
    expect((await tickets(portal))[0]?.files).toEqual([]);
  });

  test("knows who is logged in, and does not sign them out", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    expect((await browser.get(path)).html).toMatch(new RegExp(`<textarea[^>]*>\\s*${holder}`, "u"));
    expect((await sendRequest(browser)).status).toBe(303);
    expect((await browser.get("/portal/home")).status).toBe(200);
  });

  test.each([
    ["a name that is empty", { name: " " }, "name", "Ce champ est vide"],
    ["a school that is missing", { school: null }, "school", "Ce champ n’a pas été reçu"],
    ["half an address", { email: "jeanne.dupont" }, "email", "n’est pas complète"],
    ["an address with a blank", { email: "j d@x.fr" }, "email", "n’est pas complète"],
    ["a tab in a line", { subject: "a\tb" }, "subject", "caractère invisible"],
    ["NUL in a text", { description: "a\0b" }, "description", "caractère invisible"],
    ["5001 characters", { description: "a".repeat(5001) }, "description", "5 000 caractères"],
  ])("says at its field what is wrong with %s", async (_, change, field, text) => {
    const portal = await openTestPortal();
    const page = await sendRequest(await browserAtRequest(portal), change);
    expect(page.status).toBe(422);
    const problem = new RegExp(`id="${field}-problem"[^]*?</p>`, "u").exec(page.html)?.[0];
    expect(problem?.replaceAll(/\s/gu, " ")).toContain(text);
    expect(page.html).toContain(`<a href="#${field}">`);
    expect(page.html.match(/aria-invalid/gu)).toHaveLength(1);
    expect(page.html).toContain('value="Jeanne"');
    expect(await tickets(portal)).toEqual([]);
  });

  test.each([
    ["a page that calls itself a picture", "a.png", Buffer.from("<script>"), "ni une image PNG"],
    ["a picture cut short", "a.png", png.subarray(0, 40), "incomplet ou abîmé"],
    ["a PDF with a script", "a.pdf", pdf("/JS (x)"), "contient des programmes"],
    [
      "a file that is too large",
      "a.png",
      new Uint8Array(attachmentLimits.bytesMax + 1),
      "trop volumineux",
    ],
  ])("takes nothing of a request with %s", async (_, fileName, content, text) => {
    const portal = await openTestPortal();
    const files = [
      { fileName: "good.png", content: png },
      { fileName, content },
    ];
    const page = await sendRequest(await browserAtRequest(portal), {}, files);
    expect(page.status).toBe(422);
    expect(page.text).toContain(text);
    expect(page.text).toContain(fileName);
    expect(await tickets(portal)).toEqual([]);
  });

  test("takes three files and no fourth", async () => {
    const portal = await openTestPortal();
    const files = Array.from({ length: 4 }, () => ({ fileName: "a.png", content: png }));
    const page = await sendRequest(await browserAtRequest(portal), {}, files);
    expect(page.status).toBe(422);
    expect(page.text).toContain("Choisissez-en 3 au plus");
  });

  test("asks for the files again where only another field was wrong", async () => {
    const portal = await openTestPortal();
    const files = [{ fileName: "a.png", content: png }];
    const page = await sendRequest(await browserAtRequest(portal), { name: "" }, files);
    expect(page.text).toContain("Choisissez de nouveau vos fichiers");
  });

  test("writes no markup that was given, as a value or as a file's name", async () => {
    const portal = await openTestPortal();
    const files = [{ fileName: "<b>x<b>.txt", content: Uint8Array.of(1) }];
    const change = { name: '"><b>x', email: "x", description: "</textarea><b>x" };
    const page = await sendRequest(await browserAtRequest(portal), change, files);
    expect(page.status).toBe(422);
    expect(page.html).not.toContain("<b>x");
  });

  test.each([
    ["another media type", "application/x-www-form-urlencoded", "a=b"],
    ["no boundary", "multipart/form-data", "--x--"],
    ["no form at all", "multipart/form-data; boundary=x", "nothing"],
    ["a form that breaks off", "multipart/form-data; boundary=x", "--x\r\ncontent-disp"],
  ])("cannot read %s", async (_, type, body) => {
    const portal = await openTestPortal();
    const browser = await browserAtRequest(portal);
    const page = await browser.send(path, body, { "content-type": type });
    expect(page.status).toBe(400);
    expect(page.text).toContain("Le formulaire reçu ne peut pas être lu");
  });

  test("shows no number that is none", async () => {
    const browser = openBrowser(await openTestPortal());
    for (const number of ["", "x", "<b>", "20261124-1830-K7Q4<b>"]) {
      const page = await browser.get(
        `/portal/assistance/sent?number=${encodeURIComponent(number)}`,
      );
      expect(page.location).toBe("/portal/assistance");
    }
  });
});

test("multipart() writes what undici reads", async () => {
  const body = multipart([{ name: "a", value: "b" }]);
  expect(Buffer.from(body).toString()).toContain('name="a"\r\n\r\nb\r\n');
});
