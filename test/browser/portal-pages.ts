import { keyParameters } from "@jeton/core";
import { ocra } from "@jeton/core/ocra";
import { actOnStoredKey, addKey, logIn } from "@jeton/validator/parts";
import { holder, pin } from "../support/stage.ts";
import type { PortalSite } from "./portal-site.ts";
import { recoveryPages } from "./recovery-pages.ts";
import { secondKeyPages } from "./second-key-pages.ts";
import { sessionsPage } from "./sessions-page.ts";

/** A page of the portal, and how someone comes to see it. */
export type PortalPage = {
  readonly name: string;
  readonly open: (site: PortalSite) => Promise<void>;
};

const newPin = "k7m2";

const topics = [
  ...["refused", "locked", "out-of-step", "identifier", "pin", "password"],
  ...["new", "display", "lost", "application", "fraud"],
];

/** All that an installation can make of the pages. */
const brand = {
  name: { fr: "Académie d’Exemple", en: "Academy of Example" },
  colours: { accent: "#000091" },
  mailDomain: "ac-exemple.fr",
  warnings: [{ fr: "Fermé le mercredi 24 décembre.", en: "Closed on Wednesday 24 December." }],
  links: {
    accessibility: "https://exemple.fr/accessibilite",
    accessibilityState: "none",
    legal: "https://exemple.fr/mentions",
    privacy: "https://exemple.fr/donnees",
  },
} as const;

/** A whole request for help. */
export const request = {
  name: "Dupont",
  firstName: "Jeanne",
  role: "Gestionnaire",
  school: "Collège Jean-Moulin, Albi",
  email: "jeanne.dupont@ac-exemple.fr",
  phone: "05 12 34 56 78",
  hours: "lundi, de 12 h à 14 h",
  subject: "Connexion refusée depuis lundi",
  description: "« Connexion refusée » à chaque essai.\nLa clé a passé l’été dans un tiroir.",
  accounts: "camille",
  keyNumber: "000482713",
} as const;

/** Every page that a holder can come to see, each from a portal that nobody has used yet. */
export const portalPages: readonly PortalPage[] = [
  { name: "login", open: (site) => site.go("/portal") },
  {
    name: "login-refused",
    async open(site) {
      await site.go("/portal");
      await site.send({ identifier: "camille", passcode: "1111222333" });
    },
  },
  {
    name: "login-unusable",
    async open(site) {
      await site.go("/portal");
      // Past the browser's own check, as a browser without it would.
      await site.page.evaluate(
        "for (const field of document.querySelectorAll('input')) field.required = false",
      );
      await site.send({ identifier: "", passcode: "" });
    },
  },
  {
    name: "signed-out",
    async open(site) {
      await site.stage.commission();
      await site.logIn();
      await site.press(site.page.locator(`form[action="/portal/logout"] [type=submit]`));
    },
  },
  {
    name: "branded",
    async open(site) {
      await site.startAnew(brand);
      await site.go("/portal");
    },
  },
  { name: "pin", open: atPin },
  {
    name: "pin-unfit",
    async open(site) {
      await atPin(site);
      await site.send({ pin: "1234", pinAgain: "1234" });
    },
  },
  { name: "confirm", open: atConfirm },
  {
    name: "confirm-refused",
    async open(site) {
      await atConfirm(site);
      await site.send({ passcode: "0000000000" });
    },
  },
  {
    name: "expired",
    async open(site) {
      await atConfirm(site);
      site.stage.advance(700);
      await site.page.reload();
    },
  },
  {
    name: "more-time",
    async open(site) {
      await atConfirm(site);
      await site.press(site.page.locator(".renewal [type=submit]"));
    },
  },
  {
    name: "resume",
    async open(site) {
      await atPin(site);
      await site.go("/portal");
    },
  },
  {
    name: "finished",
    async open(site) {
      await atConfirm(site);
      const { ports, advance, code } = site.stage;
      advance(60);
      await logIn(ports, { identifier: holder, passcode: newPin + code() });
      await site.page.reload();
    },
  },
  {
    name: "commissioned",
    async open(site) {
      await atConfirm(site);
      site.stage.advance(60);
      await site.send({ passcode: newPin + site.stage.code() });
    },
  },
  {
    name: "home",
    async open(site) {
      await site.stage.commission();
      await site.logIn();
    },
  },
  sessionsPage,
  {
    name: "block-key",
    async open(site) {
      await site.stage.commission();
      await site.logIn();
      await site.go("/portal/block-key");
    },
  },
  ...recoveryPages,
  ...secondKeyPages,
  {
    name: "key-blocked",
    async open(site) {
      await site.stage.commission();
      await site.logIn();
      await site.go("/portal/block-key");
      await site.press(site.page.locator("main [type=submit]"));
    },
  },
  { name: "change-pin", open: atChange },
  {
    name: "change-pin-refused",
    async open(site) {
      await atChange(site);
      await site.send({ passcode: "0000000000" });
    },
  },
  { name: "new-pin", open: atNewPin },
  { name: "confirm-new-pin", open: atConfirmNewPin },
  {
    name: "pin-changed",
    async open(site) {
      await atConfirmNewPin(site);
      site.stage.advance(60);
      await site.send({ passcode: newPin + site.stage.code() });
    },
  },
  { name: "new-key", open: (site) => site.go("/portal/new-key") },
  { name: "out-of-step", open: (site) => site.go("/portal/out-of-step") },
  { name: "next-code", open: atNextCode },
  {
    name: "next-code-refused",
    async open(site) {
      await atNextCode(site);
      await site.send({ passcode: "0000000000" });
    },
  },
  { name: "keypad", open: atKeypad },
  { name: "answer", open: atAnswer },
  {
    name: "answer-refused",
    async open(site) {
      await atAnswer(site);
      await site.send({ passcode: "0000000000" });
    },
  },
  { name: "answer-pin", open: atKeypadPin },
  {
    name: "answer-confirm",
    async open(site) {
      await atKeypadPin(site);
      await site.send({ pin: newPin, pinAgain: newPin });
    },
  },
  { name: "assistance", open: (site) => site.go("/portal/assistance") },
  ...topics.map((topic) => ({
    name: `help-${topic}`,
    open: (site: PortalSite) => site.go(`/portal/assistance/${topic}`),
  })),
  { name: "request", open: (site) => site.go("/portal/assistance/request") },
  {
    name: "request-problems",
    async open(site) {
      await site.go("/portal/assistance/request");
      const note = site.file("note.txt", Buffer.from("rien"));
      await site.page.setInputFiles('[name="files"]', note);
      await site.send({ name: "Dupont", email: "jeanne.dupont", subject: "Refus" });
    },
  },
  {
    name: "request-sent",
    async open(site) {
      await site.go("/portal/assistance/request");
      await site.send(request);
    },
  },
  { name: "not-found", open: (site) => site.go("/portal/nowhere") },
];

async function atPin(site: PortalSite): Promise<void> {
  await site.go("/portal/new-key");
  await site.send({ identifier: holder, passcode: site.stage.code() });
}

async function atConfirm(site: PortalSite): Promise<void> {
  await atPin(site);
  await site.send({ pin: newPin, pinAgain: newPin });
}

async function atChange(site: PortalSite): Promise<void> {
  await site.stage.commission();
  await site.logIn();
  await site.go("/portal/change-pin");
}

async function atNewPin(site: PortalSite): Promise<void> {
  await atChange(site);
  await site.send({ passcode: pin + site.stage.code() });
}

async function atConfirmNewPin(site: PortalSite): Promise<void> {
  await atNewPin(site);
  await site.send({ pin: newPin, pinAgain: newPin });
}

const keypadHolder = "olga";
const keypadSeed = new Uint8Array(20).fill(49);
const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";

async function atKeypad(site: PortalSite): Promise<void> {
  const { ports } = site.stage;
  const parameters = keyParameters({ suite });
  await addKey(ports, { serial: "O-1", seed: keypadSeed, parameters, counter: 0 }, "staff:test");
  await actOnStoredKey(ports, "O-1", { kind: "assign", holder: keypadHolder }, "staff:test");
  await site.go("/portal/keypad");
}

async function atAnswer(site: PortalSite): Promise<void> {
  await atKeypad(site);
  await site.send({ identifier: keypadHolder });
}

async function atKeypadPin(site: PortalSite): Promise<void> {
  await atAnswer(site);
  const question = (await site.page.textContent(".challenge-question"))?.trim() ?? "";
  await site.send({ passcode: ocra({ seed: keypadSeed, suite, question, counter: 0 }) });
}

async function atNextCode(site: PortalSite): Promise<void> {
  await site.stage.commission();
  site.stage.advance(365 * 86_400);
  await site.go("/portal/out-of-step");
  await site.send({ identifier: holder, passcode: pin + site.stage.code(20) });
}
