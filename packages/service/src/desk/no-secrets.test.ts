import { openSeed } from "@jeton/core";
import { everyKey } from "@jeton/validator/parts";
import { expect, test } from "vitest";
import { browserOf, confirm, openTestDesk } from "../../test-support/test-desk.ts";
import { browserAtHome, pin } from "../../test-support/test-portal.ts";
import { staffPassword } from "../../test-support/test-staff.ts";

// Goal: nobody at the desk ever sees a seed, a PIN, a password or a verifier.
// Method: walk every page that links and forms lead to, in both languages, and look for each
// secret in each writing. (The enrolment shows someone their own secret, once: `access.test.ts`.)
test.each(["fr", "en"])("no page of the desk holds a secret (%s)", async (language) => {
  const desk = await openTestDesk();
  await browserAtHome(desk.portal);
  const browser = await browserOf(desk, "officer", language);
  await confirm(desk, browser, "officer");

  const secrets = new Map<string, string>([
    [staffPassword, "the password"],
    [`>${pin}<`, "the PIN"],
    [`"${pin}"`, "the PIN"],
  ]);
  for await (const { record } of everyKey(desk.ports)) {
    if (record === null) throw new TypeError("a damaged key");
    const seed = Buffer.from(openSeed(desk.ports.keyring, record));
    for (const text of [
      seed.toString("hex"),
      seed.toString("base64"),
      seed.toString("base64url"),
    ]) {
      secrets.set(text, `the seed of ${record.serial}`);
    }
    secrets.set(base32(seed), `the seed of ${record.serial}`);
    secrets.set(record.seed, `the sealed seed of ${record.serial}`);
    if (record.state.kind === "in-service") {
      secrets.set(record.state.pin.sealed, `the verifier of ${record.serial}`);
      secrets.set(record.state.pin.salt, `the salt of ${record.serial}`);
    }
  }

  const seen = new Set<string>();
  const waiting = ["/desk", "/desk?q=K-", "/desk/key?serial=K-1", "/desk/nothing"];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || path.includes("/language")) continue;
    seen.add(path);
    const { html, location } = await browser.get(path);
    for (const [secret, what] of secrets) {
      expect(html.toLowerCase().includes(secret.toLowerCase()), `${path}: ${what}`).toBe(false);
    }
    const links = [...html.matchAll(/(?:href|action)="(\/desk[^"]*)"/gu)].map((match) =>
      (match[1] ?? "").replaceAll("&amp;", "&"),
    );
    waiting.push(...links, ...(location === null ? [] : [location]));
  }
  // All acts that a key in service has, and all of the navigation.
  expect(seen.size).toBeGreaterThan(14);
});

function base32(bytes: Uint8Array): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/gu) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join("");
}
