import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  type Browser,
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { directoryOf, type HolderEntry } from "../holders/directory-of.ts";
import type { Mail, MailOutcome } from "../mail/index.ts";
import { createPortal } from "../portal/portal.tsx";
import type { NoticeResult } from "../web/metrics.ts";
import { noticeLosses } from "./notice-losses.ts";
import { type NoticeQueue, noticeQueue, waitingMax } from "./notice-queue.ts";
import { watchedStore } from "./watched-store.ts";

const entry: HolderEntry = {
  ...{ holder, familyName: "Dupont", givenName: "Jeanne", email: "jeanne@ac-lyon.fr" },
  ...{ phone: "", school: "", language: "fr-FR", groups: [] },
};
const noticesADay = 3;
const newPin = "zx81q";

describe("notices", () => {
  let portal: TestPortal;
  let queue: NoticeQueue;
  let mails: Mail[];
  let results: NoticeResult[];
  let answer: MailOutcome;

  /** Opens a portal whose store tells the queue. */
  async function open(known: Partial<HolderEntry> = {}): Promise<Browser> {
    const plain = await openTestPortal();
    mails = [];
    results = [];
    answer = { kind: "sent" };
    queue = noticeQueue(plain.ports, {
      mailer: {
        async send(mail) {
          if (answer.kind === "sent") mails.push(mail);
          return answer;
        },
      },
      sender: { contact: { phone: "0800 00 00 00" }, brand: { name: "Académie" } },
      ...{ noticesADay, onResult: (result) => results.push(result), onProblem: () => {} },
    });
    const ports = { ...plain.ports, store: watchedStore(plain.ports.store, queue.note) };
    portal = { ...plain, ports, app: createPortal(ports) };
    await directoryOf(ports).put({ ...entry, ...known }, 0);
    return openBrowser(portal);
  }
  /** Sends what waits, and returns the subjects. */
  async function subjects(): Promise<readonly string[]> {
    await queue.work();
    return mails.splice(0).map(({ subject }) => subject);
  }
  async function logIn(browser: Browser, passcode: string, identifier = holder): Promise<void> {
    await browser.get("/portal");
    await browser.post("/portal/login", { identifier, passcode });
  }
  beforeEach(async () => {
    await open();
  });

  test("tell of a key put in service, in the holder's language, with the number to call and no link", async () => {
    await browserAtHome(portal);
    await queue.work();
    const [mail] = mails;
    expect(mails).toHaveLength(1);
    expect(mail).toMatchObject({ to: "jeanne@ac-lyon.fr", isAutomatic: true });
    expect(mail?.subject).toBe("Académie – Votre clé OTP est en service");
    expect(mail?.text).toContain("0800 00 00 00");
    expect(mail?.text).not.toMatch(/https?:|www\.|@/u);
    expect(mail?.text).not.toContain(holder);
    expect(mail?.text).not.toContain(pin);
  });

  test("are in each language where the holder's is not known", async () => {
    await open({ language: "" });
    await browserAtHome(portal);
    await queue.work();
    expect(mails[0]?.subject).toContain("en service / ");
    expect(mails[0]?.text).toContain("was put in service");
  });

  test("tell of a code given twice, of a lock and of a key that was suspended", async () => {
    const browser = await browserAtHome(portal);
    await subjects();
    const code = portal.code();
    await logIn(browser, pin + code);
    await logIn(openBrowser(portal), pin + code);
    expect(await subjects()).toEqual([expect.stringContaining("donné une seconde fois")]);
    for (let tries = 0; tries < 12 && (await subjects()).length === 0; tries += 1) {
      portal.advance(60 * 16);
      await logIn(openBrowser(portal), `zzzz${portal.code()}`);
    }
    expect(results).toEqual(["sent", "sent", "sent"]);
    portal.advance(60 * 60 * 24);
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:anne");
    expect(await subjects()).toEqual([expect.stringContaining("suspendue")]);
  });

  test("tell of a changed PIN", async () => {
    const browser = await browserAtHome(portal);
    await subjects();
    await browser.get("/portal/change-pin");
    await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
    await browser.get("/portal/change-pin/new");
    await browser.post("/portal/change-pin/new", { pin: newPin, pinAgain: newPin });
    portal.advance(60);
    await browser.get("/portal/change-pin/confirm");
    await browser.post("/portal/change-pin/confirm", { passcode: `${newPin}${portal.code()}` });
    expect(await subjects()).toEqual([
      expect.stringContaining("PIN de votre clé OTP a été changé"),
    ]);
  });

  test("are not more a day than was said, however often something happens", async () => {
    await browserAtHome(portal);
    for (let tries = 0; tries < 6; tries += 1) {
      await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:anne");
      await actOnStoredKey(portal.ports, serial, { kind: "resume" }, "staff:anne");
      await queue.work();
    }
    expect(mails).toHaveLength(noticesADay);
    expect(results.filter((result) => result === "held-back")).toHaveLength(4);
    portal.advance(24 * 60 * 60 + 1);
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:anne");
    await queue.work();
    expect(mails).toHaveLength(noticesADay + 1);
  });

  test("are none for guesses, for unknown identifiers and for keys of staff", async () => {
    await browserAtHome(portal);
    await subjects();
    for (let tries = 0; tries < 20; tries += 1) {
      await logIn(openBrowser(portal), `1234${String(tries).padStart(6, "0")}`);
      await logIn(openBrowser(portal), `1234${String(tries).padStart(6, "0")}`, "nobody");
    }
    expect(await subjects()).toEqual([]);
    expect(results).toEqual(["sent"]);
  });

  test("wait while the server is away, and are lost a day later, which is kept for the doctor", async () => {
    const away = { kind: "failed", fault: "server", problem: "ECONNECTION" } as const;
    answer = away;
    await browserAtHome(portal);
    expect(await subjects()).toEqual([]);
    answer = { kind: "sent" };
    // It is not asked again at once.
    expect(await subjects()).toEqual([]);
    portal.advance(11);
    expect(await subjects()).toHaveLength(1);
    answer = away;
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:anne");
    await queue.work();
    portal.advance(24 * 60 * 60 + 700);
    await queue.work();
    expect(results).toEqual(["sent", "lost"]);
    expect(await noticeLosses(portal.ports)).toMatchObject({ lost: 1 });
  });

  test("that the server refuses for good do not hold back others", async () => {
    answer = { kind: "failed", fault: "message-for-good", problem: "EENVELOPE, answer 550" };
    await browserAtHome(portal);
    await queue.work();
    answer = { kind: "sent" };
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:anne");
    expect(await subjects()).toHaveLength(1);
    const losses = await noticeLosses(portal.ports);
    expect(losses?.lastProblem).toBe("EENVELOPE, answer 550");
  });

  test("go to nobody without an address, and wait in a queue that ends", async () => {
    await open({ email: "" });
    await browserAtHome(portal);
    await queue.work();
    expect(results).toEqual(["no-address"]);
    const stored = await portal.ports.store.load(serial);
    if (stored === null) throw new Error("the key is not there");
    const events = await portal.ports.store.events(serial, { afterSequence: 0, limit: 100 });
    for (let number = 0; number <= waitingMax; number += 1) {
      queue.note({ ...stored.record, holder: `holder${number}` }, events);
    }
    expect(results.slice(1)).toEqual(["lost"]);
    await queue.work();
    expect(await noticeLosses(portal.ports)).toMatchObject({ lost: 1 });
  });

  test("that wait when the service stops are sent then", async () => {
    await browserAtHome(portal);
    await queue.close();
    expect(results).toEqual(["sent"]);
  });
});
