import { codeAt, codeParameters, stepAt, timeStep, unixMilliseconds } from "@jeton/core";
import { addStaff } from "@jeton/service";
import { Browser } from "./browser.ts";
import type { Installation } from "./installation.ts";

export const firstPassword = "for once only 7";
export const staffPassword = "correct horse battery";
const application = codeParameters({ periodSeconds: 30 });

export type StaffRole = "desk" | "officer" | "auditor";

/** Adds an account that waits for its second factor. */
export async function addAccount(
  { ports }: Installation,
  name: string,
  role: StaffRole,
  scope: readonly string[] | null = null,
): Promise<void> {
  const factor = { kind: "totp" } as const;
  await addStaff(ports, { name, role, scope, factor, password: firstPassword }, "staff:root");
}

/** Someone of the staff, with what their application was given. */
export class StaffMember {
  readonly #installation: Installation;
  readonly name: string;
  secret: Uint8Array = new Uint8Array();

  constructor(installation: Installation, name: string) {
    this.#installation = installation;
    this.name = name;
  }

  /** Waits for the application's next code, so that each is given once. */
  nextCode(): string {
    this.#installation.advance(30);
    const step = stepAt(unixMilliseconds(Date.now()), application) ?? 0;
    return codeAt(this.secret, timeStep(step), application);
  }

  /** Goes to the page on which the second factor is enrolled. */
  async goToEnrolment(browser: Browser): Promise<void> {
    await browser.get("/desk/login");
    await browser.post("/desk/login", { name: this.name, password: firstPassword, code: "" });
    const { html } = await browser.get("/desk/enrol");
    const text = /class="secret-text[^>]*>([^<]+)</u.exec(html)?.[1] ?? "";
    this.secret = fromBase32(text.replaceAll(" ", ""));
  }

  async enrol(browser: Browser): Promise<void> {
    const passwords = { password: staffPassword, passwordAgain: staffPassword };
    await browser.post("/desk/enrol", { ...passwords, code: this.nextCode() });
  }

  async logIn(browser: Browser): Promise<void> {
    await browser.get("/desk/login");
    const given = { name: this.name, password: staffPassword, code: this.nextCode() };
    const answer = await browser.post("/desk/login", given);
    if (answer.status !== 303) throw new Error(`${this.name} cannot log in: ${answer.html}`);
    await browser.get("/desk");
  }

  /** Gives both factors again. */
  async confirm(browser: Browser): Promise<void> {
    await browser.get("/desk/confirm");
    const given = { password: staffPassword, code: this.nextCode(), to: "/desk" };
    const answer = await browser.post("/desk/confirm", given);
    if (answer.status !== 303) throw new Error(`${this.name} cannot confirm: ${answer.html}`);
    await browser.get("/desk");
  }
}

/** Logs someone in who has no account yet. */
export async function staffBrowser(
  installation: Installation,
  app: ConstructorParameters<typeof Browser>[0],
  { name, role, language = "fr" }: { name: string; role: StaffRole; language?: string },
): Promise<{ readonly member: StaffMember; readonly browser: Browser }> {
  await addAccount(installation, name, role);
  const member = new StaffMember(installation, name);
  const browser = new Browser(app, language);
  await member.goToEnrolment(browser);
  await member.enrol(browser);
  await member.logIn(browser);
  return { member, browser };
}

function fromBase32(text: string): Uint8Array {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/gu) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
