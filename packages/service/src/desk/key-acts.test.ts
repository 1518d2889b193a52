import { actOnStoredKey, addKey, logIn } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  browserOf,
  confirm,
  logInAgain,
  openTestDesk,
  type TestDesk,
} from "../../test-support/test-desk.ts";
import {
  type Browser,
  browserAtHome,
  holder,
  type Page,
  pin,
} from "../../test-support/test-portal.ts";
import { openTicket } from "../tickets/index.ts";
import type { DeskAct } from "./acts.ts";

let desk: TestDesk;
let browser: Browser;
beforeEach(async () => {
  desk = await openTestDesk();
  await browserAtHome(desk.portal);
  browser = await browserOf(desk, "officer");
  await confirm(desk, browser, "officer");
  const parameters = (await desk.ports.store.load("K-1"))?.record.parameters;
  if (parameters === undefined) throw new Error("no key");
  const seed = new Uint8Array(20).fill(9);
  await addKey(desk.ports, { serial: "N-1", seed, parameters }, "staff:test");
});

const act = (kind: DeskAct, fields: Readonly<Record<string, string>>, key = "K-1") =>
  browser.post(`/desk/key/${kind}`, { key, ...fields });
const record = async (serial = "K-1") => (await desk.ports.store.load(serial))?.record;
const lastEvent = async (serial = "K-1") =>
  (await desk.ports.store.events(serial, { afterSequence: 0, limit: 1000 })).at(-1);
async function told(answer: Page): Promise<string> {
  expect(answer.status).toBe(303);
  return (await browser.get(answer.location ?? "")).text;
}

describe("an act at the desk", () => {
  test("is noted in the key's chain with its author, and with its reason beside it", async () => {
    const page = await told(await act("suspend", { reason: "  congé\nlong " }));
    expect(page).toContain("Clé suspendue");
    expect(page).toContain("Motif : congé long");
    expect(await lastEvent()).toMatchObject({ kind: "suspended", actor: "staff:officer" });
  });

  test.each<[DeskAct, string]>([
    ["clear-pin", "Code PIN effacé"],
    ["lose", "Clé déclarée perdue"],
    ["retire", "Clé retirée"],
  ])("%s is done and told: %s", async (kind, words) => {
    expect(await told(await act(kind, { reason: "x" }))).toContain(words);
  });

  test("keeps its reason beside the old key when the new one was taken meanwhile", async () => {
    const { store } = desk.ports;
    const { replace } = store;
    Object.assign(store, {
      async replace(...given: Parameters<typeof replace>) {
        const isDone = await replace(...given);
        Object.assign(store, { replace });
        await actOnStoredKey(desk.ports, "N-1", { kind: "assign", holder: "paul" }, "staff:lea");
        return isDone;
      },
    });
    const page = await act("replace", { serial: "N-1", fate: "lost", reason: "tombée à l’eau" });
    expect(page.status).toBe(422);
    expect(page.text).toContain("L’ancienne clé est hors d’usage");
    expect((await browser.get("/desk/key?serial=K-1")).text).toContain("Motif : tombée à l’eau");
  });

  test("that wants a reason does nothing without one, and says so at its field", async () => {
    const before = await desk.stored();
    const page = await act("retire", { reason: "  " });
    expect(page.status).toBe(422);
    expect(page.html).toMatch(/id="reason-problem"[\s\S]*Donnez le motif/u);
    expect((await act("retire", { reason: "x".repeat(301) })).status).toBe(422);
    expect(await desk.stored()).toBe(before);
  });

  test("that is not possible says in which state the key is", async () => {
    const page = await act("resume", {});
    expect(page.status).toBe(409);
    expect(page.text).toContain("Impossible dans l’état présent de la clé : En service");
  });

  test("on a key that is not there, or none of ours, finds nothing", async () => {
    for (const key of ["K-none", "decoy-0", "staff-officer"]) {
      expect((await act("suspend", { reason: "x" }, key)).status).toBe(404);
      expect((await browser.get(`/desk/key?serial=${key}`)).status).toBe(404);
    }
  });

  test("unlocks a blocked key, and the holder gets in with the next code", async () => {
    for (let failure = 0; failure < 10; failure += 1) {
      desk.advance(120);
      await logIn(desk.ports, { identifier: holder, passcode: `9999${desk.code()}` });
    }
    // Twenty minutes went by, and with them the session at the desk.
    browser = await logInAgain(desk, "officer");
    desk.advance(30);
    const refused = await logIn(desk.ports, { identifier: holder, passcode: pin + desk.code() });
    expect(refused.kind).toBe("refused");
    const page = await browser.get("/desk/key?serial=K-1");
    expect(page.text).toContain(
      "10 codes PIN faux avec un code juste : la clé est bloquée jusqu’à",
    );
    expect(await told(await act("unlock", {}))).toContain("Clé débloquée");
    desk.advance(60);
    const given = { identifier: holder, passcode: pin + desk.code() };
    expect((await logIn(desk.ports, given)).kind).toBe("accepted");
  });

  test.each<[DeskAct, string]>([
    ["resume", "Clé remise en service"],
    ["unlock", "Clé débloquée"],
  ])("%s says one thing only of a key that was never put in service", async (kind, words) => {
    await actOnStoredKey(desk.ports, "N-1", { kind: "assign", holder: "anne" }, "staff:test");
    if (kind === "resume") {
      await actOnStoredKey(desk.ports, "N-1", { kind: "suspend" }, "staff:test");
    } else {
      await logIn(desk.ports, { identifier: "anne", passcode: "00000000" });
    }
    const page = await told(await act(kind, {}, "N-1"));
    expect(page).toContain(words);
    expect(page).toContain("donnez votre identifiant et les chiffres seuls");
    expect(page).not.toContain("donnez votre PASSCODE");
  });

  test("unlocks a key that was guessed at, and one code is enough again", async () => {
    for (let guess = 0; guess < 100; guess += 1) {
      await logIn(desk.ports, { identifier: holder, passcode: "00000000" });
    }
    const page = await browser.get("/desk/key?serial=K-1");
    expect(page.text).not.toContain("bloquée");
    expect(page.text).toContain("Débloquer");
    expect(await told(await act("unlock", {}))).toContain("Clé débloquée");
    const given = { identifier: holder, passcode: pin + desk.code() };
    expect((await logIn(desk.ports, given)).kind).toBe("accepted");
  });

  test("assigns a key in stock, and refuses a holder who has one", async () => {
    const taken = await act("assign", { holder: "JDupont" }, "N-1");
    expect(taken.status).toBe(422);
    expect(taken.text).toContain("Cette personne détient déjà une autre clé");
    expect((await act("assign", { holder: "a b" }, "N-1")).text).toContain("sans espace");
    expect(await told(await act("assign", { holder: "Lucie" }, "N-1"))).toContain("Clé attribuée");
    expect(await record("N-1")).toMatchObject({ holder: "lucie", firstUse: { expiresAt: null } });
  });

  test("hands a waiting key over, with an activation code that is shown once", async () => {
    await act("assign", { holder: "lucie", waits: "yes" }, "N-1");
    const page = await browser.get("/desk/key?serial=N-1");
    expect(page.text).toContain("pas encore remise");
    expect((await act("hand-over", { days: "0" }, "N-1")).status).toBe(422);
    const given = await act("hand-over", { days: "14", activation: "yes" }, "N-1");
    expect(given.status).toBe(200);
    const code = /activation-code">([A-Z]{8})</u.exec(given.html)?.[1] ?? "none";
    expect(given.headers.get("cache-control")).toBe("no-store");
    expect((await browser.get("/desk/key?serial=N-1")).html).not.toContain(code);
    expect(await lastEvent("N-1")).toMatchObject({ kind: "handed-over", actor: "staff:officer" });
  });

  test("replaces a key by one in stock", async () => {
    const missing = await act("replace", { serial: "N-9", fate: "lost", reason: "x" });
    expect(missing.text).toContain("Aucune clé ne porte ce numéro");
    const same = await act("replace", { serial: "K-1", fate: "lost", reason: "x" });
    expect(same.text).toContain("ni en stock ni déclarée perdue");
    const done = await act("replace", { serial: "N-1", fate: "retired", reason: "cassée" });
    expect(done.location).toContain("serial=N-1&done=replace");
    expect(await record("K-1")).toMatchObject({ holder: null, state: { kind: "retired" } });
    expect(await record("N-1")).toMatchObject({ holder, state: { kind: "assigned" } });
    expect((await browser.get("/desk/key?serial=K-1")).text).toContain("Motif : cassée");
  });

  test("resynchronises by two codes, and says by how much the key is off", async () => {
    const bad = await act("resynchronise", { first: desk.code(5), second: desk.code(7) });
    expect(bad.text).toContain("Ces codes ne se suivent pas");
    expect((await act("resynchronise", { first: "12", second: "123456" })).status).toBe(422);
    const spaced = desk.code(100).replace(/(...)/u, "$1 ");
    const done = await act("resynchronise", { first: spaced, second: desk.code(101) });
    expect(await told(done)).toContain("101 minutes en avance.");
    const gone = await act("resynchronise", { first: desk.code(20), second: desk.code(21) });
    expect(gone.text).toContain("a reculé derrière des codes déjà utilisés");
  });
});

describe("the search", () => {
  test("opens the one key that is meant, by number or holder, in any case", async () => {
    for (const query of ["K-1", "k-1", " K - 1", "jdupont", "JDup"]) {
      const { location } = await browser.get(`/desk?q=${encodeURIComponent(query)}`);
      expect(location).toBe("/desk/key?serial=K-1");
    }
  });

  test("lists several, and none of the service's own keys", async () => {
    const { parameters } = (await record()) ?? {};
    if (parameters === undefined) throw new Error("no key");
    for (let index = 2; index < 30; index += 1) {
      const seed = new Uint8Array(20).fill(index);
      await addKey(desk.ports, { serial: `N-${index}`, seed, parameters }, "staff:test");
    }
    const page = await browser.get("/desk?q=N-");
    expect(page.text).toContain("Seuls les 20 premiers sont montrés");
    expect(page.html.match(/\/desk\/key\?serial=N-/gu)).toHaveLength(20);
    for (const query of ["decoy", "staff", "zzz"]) {
      const none = await browser.get(`/desk?q=${query}`);
      expect(none.text).toContain(`Rien ne contient « ${query} »`);
    }
  });

  test("leads to the request for help whose number is given, as it is read aloud", async () => {
    const texts = { name: "x", firstName: "", role: "", school: "", email: "", phone: "" };
    const others = { hours: "", subject: "", description: "", accounts: "", keyNumber: "" };
    const given = { language: "fr", content: { ...texts, ...others }, files: [] } as const;
    const { number } = await openTicket(desk.ports, given);
    for (const query of [number, ` ${number.toLowerCase()}`, number.replace(/-/u, " - ")]) {
      const { location } = await browser.get(`/desk?q=${encodeURIComponent(query)}`);
      expect(location).toBe(`/desk/ticket?number=${number}`);
    }
    expect((await browser.get("/desk?q=20200101-0000-AAAA")).text).toContain("Rien ne contient");
  });

  test("writes no markup that was typed", async () => {
    const { html } = await browser.get("/desk?q=%22%3E%3Cb%3Ex");
    expect(html).not.toContain("<b>x");
  });
});
