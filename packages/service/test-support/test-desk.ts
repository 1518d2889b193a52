import { createDesk } from "../src/desk/desk.ts";
import type { StaffRole } from "../src/staff/rights.ts";
import { type Browser, openBrowser, openTestPortal, type TestPortal } from "./test-portal.ts";
import { addEnrolled, staffCode, staffPassword } from "./test-staff.ts";

/** A help desk over the store of a test portal, in its virtual time. */
export type TestDesk = TestPortal & { readonly portal: TestPortal };

export async function openTestDesk(): Promise<TestDesk> {
  const portal = await openTestPortal();
  return { ...portal, app: createDesk(portal.ports), portal };
}

/** A browser in which someone of this role is logged in; its name is the role. */
export async function browserOf(
  desk: TestDesk,
  role: StaffRole,
  language = "fr",
): Promise<Browser> {
  await addEnrolled(desk.ports, role, role);
  return logInAgain(desk, role, language);
}

/** Another browser of someone who has an account. */
export async function logInAgain(desk: TestDesk, name: string, language = "fr"): Promise<Browser> {
  const browser = openBrowser(desk, language);
  await browser.get("/desk/login");
  desk.advance(30);
  const code = await staffCode(desk.ports, name);
  const answer = await browser.post("/desk/login", { name, password: staffPassword, code });
  if (answer.status !== 303) throw new Error(`${name} cannot log in: ${answer.text}`);
  await browser.get("/desk");
  return browser;
}

/** Gives both factors again, for the acts that ask for it. */
export async function confirm(desk: TestDesk, browser: Browser, name: string): Promise<void> {
  desk.advance(30);
  await browser.get("/desk/confirm");
  const code = await staffCode(desk.ports, name);
  await browser.post("/desk/confirm", { password: staffPassword, code, to: "/desk" });
  await browser.get("/desk");
}
