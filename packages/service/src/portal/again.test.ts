import { describe, expect, test } from "vitest";
import {
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  origin,
  pin,
  type TestPortal,
} from "../../test-support/test-portal.ts";

// Goal: the browser's Back button and its Reload never ask to send a form again.
// Method: every form of a holder is sent wrong, as bytes; what answers it is looked at before it is followed.

const atLogin = async (portal: TestPortal) => {
  const browser = openBrowser(portal);
  await browser.get("/portal");
  return browser;
};
const atChange = async (portal: TestPortal) => {
  const browser = await browserAtHome(portal);
  await browser.get("/portal/change-pin");
  return browser;
};
const wrong = { identifier: holder, passcode: "0000000000" };

const forms = [
  ["/portal/login", atLogin, wrong, "/portal?again=refused", 403],
  [
    "/portal/login",
    atLogin,
    { ...wrong, passcode: "" },
    "/portal?again=unusable&passcode=empty",
    400,
  ],
  ["/portal/out-of-step", atLogin, wrong, "/portal/out-of-step/next?again=next", 403],
  ["/portal/out-of-step/next", atLogin, wrong, "/portal/out-of-step/next?again=refused", 403],
  [
    "/portal/pin",
    browserAtPin,
    { pin: "1234", pinAgain: "1234" },
    "/portal/pin?again=unfit&problem=trivial",
    422,
  ],
  ["/portal/confirm", browserAtConfirm, { passcode: "1" }, "/portal/confirm?again=refused", 403],
  ["/portal/change-pin", atChange, { passcode: "1" }, "/portal/change-pin?again=refused", 403],
] as const;

describe("a form that is not taken", () => {
  test.each(forms)(
    "%s is answered by a page of its own address",
    async (path, at, fields, to, status) => {
      const portal = await openTestPortal();
      const browser = await at(portal);
      const answer = await portal.app.request(`${origin}${path}`, {
        method: "POST",
        headers: {
          ...{ origin, "sec-fetch-site": "same-origin", cookie: browser.cookies.header() },
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ csrf: browser.csrf(), ...fields }).toString(),
      });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, to]);
      browser.cookies.keepFrom(answer);
      const page = await browser.get(to);
      expect([page.status, page.html.includes("<title>Erreur")]).toEqual([
        status,
        !to.endsWith("=next"),
      ]);
      const opened = await browser.get(to.split("?", 1)[0] ?? "");
      expect([200, 303]).toContain(opened.status);
      expect(opened.html).not.toContain("<title>Erreur");
    },
  );

  test("keeps the identifier in the signed cookie, out of every address", async () => {
    const portal = await openTestPortal();
    const browser = await atLogin(portal);
    const page = await browser.post("/portal/login", { identifier: "anne@x", passcode: "1" });
    expect(page.html).toContain('value="anne@x"');
    expect((await browser.get("/portal")).html).not.toContain("anne@x");
  });

  test.each(["refuse", "unfit&problem=x", "unusable&pin=x", "unusable", ""])(
    "is not made of an address with words that are not ours: %s",
    async (words) => {
      const browser = await atLogin(await openTestPortal());
      const page = await browser.get(`/portal?again=${words}`);
      expect([page.status, page.html.includes("<title>Erreur")]).toEqual([200, false]);
    },
  );
});

describe("a refused confirmation that is opened again", () => {
  test("waits for the code after the refused one, not for one more at each reload", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const refused = await browser.post("/portal/confirm", { passcode: `9q9z${portal.code()}` });
    expect(refused.text).toContain("dans environ 40 secondes");
    portal.advance(30);
    const address = "/portal/confirm?again=refused";
    expect((await browser.get(address)).text).toContain("dans environ 10 secondes");
    portal.advance(10);
    expect((await browser.get(address)).text).toContain("vous pouvez saisir votre PASSCODE");
    expect(
      (await browser.post("/portal/confirm", { passcode: pin + portal.code() })).location,
    ).toBe("/portal/home?commissioned");
  });
});
