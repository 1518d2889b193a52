import { describe, expect, test } from "vitest";
import {
  browserAtConfirm,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  type TestPortal,
} from "../../test-support/test-portal.ts";

// Goal: whatever a form's fields hold, the answer is a clear 4xx page and nothing changes.
// Method: for each field of each form, an otherwise good form with that one field spoilt.

const forms = [
  {
    path: "/portal/login",
    open: async (portal: TestPortal) => {
      const browser = openBrowser(portal);
      await browser.get("/portal");
      return browser;
    },
    fields: (portal: TestPortal) => ({ identifier: holder, passcode: portal.code() }),
    lengthMax: { identifier: 128, passcode: 128 },
  },
  {
    path: "/portal/pin",
    open: browserAtPin,
    fields: () => ({ pin, pinAgain: pin }),
    lengthMax: { pin: 64, pinAgain: 64 },
  },
  {
    path: "/portal/confirm",
    open: browserAtConfirm,
    fields: (portal: TestPortal) => ({ passcode: pin + portal.code() }),
    lengthMax: { passcode: 128 },
  },
] as const;

const faults = [
  { name: "missing", body: () => "", text: "Ce champ n’a pas été reçu" },
  { name: "empty", body: (field: string) => `&${field}=`, text: "Ce champ est vide" },
  { name: "repeated", body: (f: string) => `&${f}=k7m2&${f}=k7m2`, text: "reçu plusieurs fois" },
  { name: "NUL", body: (field: string) => `&${field}=k7%00m2`, text: "caractère invisible" },
  {
    name: "a line break",
    body: (field: string) => `&${field}=k7%0Am2`,
    text: "caractère invisible",
  },
  {
    name: "C1 control",
    body: (field: string) => `&${field}=k7%C2%85m2`,
    text: "caractère invisible",
  },
  { name: "too long", body: (field: string) => `&${field}=${"k".repeat(129)}`, text: "caractères" },
] as const;

const notices = [
  { name: "overlong UTF-8", body: (f: string) => `&${f}=%C0%AF`, status: 400, text: "UTF-8" },
  { name: "UTF-8 cut short", body: (f: string) => `&${f}=%E2%82`, status: 400, text: "UTF-8" },
  { name: "a surrogate", body: (f: string) => `&${f}=%ED%A0%80`, status: 400, text: "UTF-8" },
  { name: "a broken escape", body: (f: string) => `&${f}=%4`, status: 400, text: "UTF-8" },
  { name: "no escape", body: (f: string) => `&${f}=%zz`, status: 400, text: "UTF-8" },
  { name: "an array", body: (f: string) => `&${f}[]=k7m2`, status: 400, text: "champ inconnu" },
  { name: "1 MB", body: (f: string) => `&${f}=${"k".repeat(1e6)}`, status: 413, text: "16 Kio" },
] as const;

const cases = forms.flatMap((form) =>
  Object.keys(form.lengthMax).map((field) => [form.path, field, form] as const),
);

describe.each(cases)("%s, field %s", (path, field, form) => {
  test.each(faults)("$name: 400 with a text at the field", async ({ body, text }) => {
    const portal = await openTestPortal();
    const browser = await form.open(portal);
    const before = await portal.stored();
    const page = await browser.send(path, others(portal) + body(field));
    expect(page.status).toBe(400);
    const problem = new RegExp(`id="${field}-problem"[^]*?</p>`, "u").exec(page.html)?.[0];
    expect(problem).toContain(text);
    expect(page.html.match(/aria-invalid/gu)).toHaveLength(1);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(await portal.stored()).toBe(before);
  });

  test.each(notices)("$name: $status with a page", async ({ body, status, text }) => {
    const portal = await openTestPortal();
    const browser = await form.open(portal);
    const before = await portal.stored();
    const page = await browser.send(path, others(portal) + body(field));
    expect(page.status).toBe(status);
    expect(page.text).toContain("Demande inutilisable");
    expect(page.text).toContain(text);
    expect(await portal.stored()).toBe(before);
  });

  /** The token and the fields that stay as they should be. */
  function others(portal: TestPortal): string {
    const kept = Object.entries(form.fields(portal)).filter(([name]) => name !== field);
    return `csrf=%csrf%${kept.map(([name, value]) => `&${name}=${value}`).join("")}`;
  }
});

describe.each(forms)("$path", ({ path, open, fields }) => {
  test.each([
    ["application/json", '{"identifier":"jdupont","passcode":"123456"}'],
    ["multipart/form-data; boundary=x", "--x--"],
    ["text/plain", "csrf=%csrf%"],
    ["", "csrf=%csrf%"],
    ["application/x-www-form-urlencoded; charset=iso-8859-1", "csrf=%csrf%"],
  ])("takes no %s", async (type, body) => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const before = await portal.stored();
    const page = await browser.send(path, body, { "content-type": type });
    expect(page.status).toBe(415);
    expect(page.text).toContain("Le portail n’accepte que ses propres formulaires");
    expect(await portal.stored()).toBe(before);
  });

  test("takes bytes that are no UTF-8 for what they are", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    const text = new URLSearchParams({ csrf: browser.csrf(), ...fields(portal) }).toString();
    const body = Uint8Array.from([...new TextEncoder().encode(text), 0xff]);
    expect((await browser.send(path, body)).status).toBe(400);
  });

  test("answers an empty body and one of a mere token with a page", async () => {
    const portal = await openTestPortal();
    const browser = await open(portal);
    expect((await browser.send(path, "")).status).toBe(403);
    expect((await browser.send(path, "csrf=%csrf%")).status).toBe(400);
  });
});
