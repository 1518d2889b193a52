import { openMemoryStore } from "@jeton/store";
import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
} from "../../test-support/test-portal.ts";

const words = {
  fr: {
    login: "Mot de passe ou Passcode OTP",
    never: "Ne communiquez jamais votre mot de passe",
    step3: "Étape 3 sur 4",
    wait: "Votre clé affichera un autre code dans environ 40 secondes.",
    spent: "Le premier code a déjà servi",
    ready: "vous pouvez saisir votre PASSCODE",
    commissioned: "Votre clé est en service",
  },
  en: {
    login: "Password or OTP Passcode",
    never: "Never reveal your password",
    step3: "Step 3 of 4",
    wait: "Your key will show another code in about 40 seconds.",
    spent: "The first code has served",
    ready: "you can give your PASSCODE",
    commissioned: "Your key is in service",
  },
} as const;

describe("createPortal()", () => {
  test.each(["fr", "en"] as const)("walks the four steps in %s, without script", async (lang) => {
    const portal = await openTestPortal();
    const browser = openBrowser(portal, `${lang}-XX,${lang};q=0.9`);
    const say = words[lang];

    const login = await browser.get("/portal");
    expect(login.status).toBe(200);
    expect(login.html).toContain(`<html lang="${lang}">`);
    expect(login.text).toContain(say.login);
    expect(login.text).toContain(say.never);

    const begun = await browser.post("/portal/login", {
      identifier: " JDupont ",
      passcode: portal.code(),
    });
    expect([begun.status, begun.location]).toEqual([303, "/portal/pin"]);
    const choose = await browser.get("/portal/pin");
    expect(choose.text).toContain(say.step3);

    const chosen = await browser.post("/portal/pin", { pin, pinAgain: pin });
    expect([chosen.status, chosen.location]).toEqual([303, "/portal/confirm"]);
    const wait = await browser.get("/portal/confirm");
    expect(wait.text).toContain(say.wait);
    expect(wait.text).toContain(say.spent);
    expect(wait.html).toContain('<progress max="60" value="20"');

    portal.advance(40);
    expect((await browser.get("/portal/confirm")).text).toContain(say.ready);
    const confirmed = await browser.post("/portal/confirm", { passcode: pin + portal.code() });
    expect([confirmed.status, confirmed.location]).toEqual([303, "/portal/home?commissioned"]);
    const home = await browser.get("/portal/home?commissioned");
    expect(home.text).toContain(say.commissioned);
    expect(home.text).toContain(holder);
    expect(home.html).toContain('href="https://notes.test/"');
  });

  test("logs in with a PASSCODE, and signs out", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const browser = openBrowser(portal);
    await browser.get("/portal");
    const passcode = pin + portal.code();
    const done = await browser.post("/portal/login", { identifier: holder, passcode });
    expect([done.status, done.location]).toEqual([303, "/portal/home"]);
    expect((await browser.get("/portal/home")).status).toBe(200);
    expect((await browser.get("/portal")).location).toBe("/portal/home");

    expect((await browser.post("/portal/logout", {})).location).toBe("/portal?signed-out");
    expect((await browser.get("/portal?signed-out")).text).toContain("Vous êtes déconnecté.");
    expect((await browser.get("/portal/home")).location).toBe("/portal");
  });

  test("begins again when the digits alone are given for a PASSCODE, and says so", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const again = await browser.post("/portal/confirm", { passcode: portal.code() });
    expect(again.location).toBe("/portal/pin?begun-again");
    const page = await browser.get("/portal/pin?begun-again");
    expect(page.text).toContain("la mise en service recommence à cette étape");
  });

  test("lets the PIN be chosen again before it is confirmed", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    expect((await browser.get("/portal/pin")).status).toBe(200);
    await browser.post("/portal/pin", { pin: "zx81q", pinAgain: "zx81q" });
    const passcode = `zx81q${portal.code()}`;
    expect((await browser.post("/portal/confirm", { passcode })).status).toBe(303);
  });

  test("leads from a step that is not reached to the one that is", async () => {
    const portal = await openTestPortal();
    const stranger = openBrowser(portal);
    for (const path of ["pin", "confirm", "home", "login", "logout"]) {
      expect((await stranger.get(`/portal/${path}`)).location).toBe("/portal");
    }
    const beginner = await browserAtPin(portal);
    expect((await beginner.get("/portal/confirm")).location).toBe("/portal/pin");
  });

  test("keeps the language that was chosen, and leads to its own pages only", async () => {
    const portal = await openTestPortal();
    const browser = openBrowser(portal, "de, fr;q=0.5");
    expect((await browser.get("/portal")).html).toContain('<html lang="fr">');
    const chosen = await browser.get("/portal/language?lang=en&to=pin");
    expect([chosen.status, chosen.location]).toEqual([303, "/portal/pin"]);
    expect((await browser.get("/portal")).html).toContain('<html lang="en">');
    for (const to of ["https://evil.test", "//evil.test", "toString", ""]) {
      const answer = await browser.get(`/portal/language?lang=xx&to=${encodeURIComponent(to)}`);
      expect(answer.location).toBe("/portal");
    }
    expect((await browser.get("/portal")).html).toContain('<html lang="en">');
  });

  test("is French for whoever asks for no language", async () => {
    const portal = await openTestPortal();
    expect((await openBrowser(portal, "*").get("/portal")).html).toContain('<html lang="fr">');
    expect((await openBrowser(portal, "en;q=0, fr").get("/portal")).html).toContain('lang="fr"');
  });

  test("tells browsers to allow next to nothing, and to keep no page", async () => {
    const { headers } = await openBrowser(await openTestPortal()).get("/portal");
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  test("has no script or style inside its pages, and serves those it names", async () => {
    const browser = await browserAtConfirm(await openTestPortal());
    const { html } = await browser.get("/portal/confirm");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son[a-z]+=/u);
    const addresses = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/gu)].map((m) => m[1]);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      const file = await browser.get(address ?? "");
      expect(file.status, address).toBe(200);
      expect(file.headers.get("cache-control")).toContain("immutable");
    }
    expect((await browser.get("/assets/0000000000000000/portal.js")).status).toBe(404);
    expect((await browser.get(`${addresses[0]?.replace(/[^/]+$/u, "tsconfig.json")}`)).status).toBe(
      404,
    );
  });

  test.each(["clear-pin", "lose", "suspend"] as const)(
    "shows no applications any more once the help desk did %s",
    async (kind) => {
      const portal = await openTestPortal();
      const browser = await browserAtHome(portal);
      expect((await browser.get("/portal/home")).status).toBe(200);
      await actOnStoredKey(portal.ports, serial, { kind }, "staff:test");
      const answer = await browser.get("/portal/home");
      expect([answer.status, answer.location]).toEqual([303, "/portal"]);
      // The log-in page is shown, and does not lead back.
      expect((await browser.get("/portal")).status).toBe(200);
    },
  );

  test("says in words that there is no such page, and that it cannot answer", async () => {
    const portal = await openTestPortal();
    const lost = await openBrowser(portal).get("/portal/nothing");
    expect([lost.status, lost.text.includes("Page introuvable")]).toEqual([404, true]);

    const failure = new Error("disk gone");
    const opened = openMemoryStore();
    let isGone = false;
    const store: typeof opened = {
      ...opened,
      loadForHolder: async (...names) => {
        if (isGone) throw failure;
        return opened.loadForHolder(...names);
      },
    };
    const broken = await openTestPortal({ store });
    const browser = openBrowser(broken);
    await browser.get("/portal");
    isGone = true;
    const answer = await browser.post("/portal/login", { identifier: "a", passcode: "123456" });
    expect(answer.status).toBe(500);
    expect(answer.text).toContain("Le portail ne peut pas répondre");
    expect(answer.text).not.toContain("disk gone");
    expect(broken.errors).toEqual([failure]);
  });
});
