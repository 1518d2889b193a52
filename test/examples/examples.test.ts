import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  codeAt,
  codeParameters,
  stepAt,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { credentialCheck } from "@jeton/examples/credential-check";
import { fastifyLogin } from "@jeton/examples/fastify-login";
import { loginServer } from "@jeton/examples/login-server";
import { openValidator, type Validator } from "@jeton/validator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CookieJar } from "../support/cookie-jar.ts";
import { rfcSeed } from "../support/rfc-seed.ts";

const parameters = codeParameters({ periodSeconds: 60 });
const seed = rfcSeed("SHA-1");
const pin = "k7m2";

let directory: string;
let validator: Validator;
let now: UnixMilliseconds;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "jeton-examples-"));
  now = unixMilliseconds(1_800_000_000_000);
  validator = await openValidator({
    store: join(directory, "keys.sqlite"),
    masterKeyFile: join(directory, "master.key"),
    clock: () => now,
  });
  await validator.addKey({ serial: "000000001", seed, holder: "camille" });
});

afterEach(async () => {
  await validator.close();
  rmSync(directory, { recursive: true });
});

/** Waits for the next code and returns it, as the key shows it. */
function nextCode(): string {
  now = unixMilliseconds(now + 60_000);
  const step = stepAt(now, parameters);
  if (step === null) throw new RangeError("Cannot show a code before 1970");
  return codeAt(seed, step, parameters);
}

/** A browser: it keeps cookies and reads what the page says. */
function browser() {
  const app = loginServer(validator);
  const cookies = new CookieJar(() => now);
  return async (path: string, fields?: Readonly<Record<string, string>>): Promise<string> => {
    const form = fields && { method: "POST", body: new URLSearchParams(fields) };
    const response = await app.request(path, { ...form, headers: { cookie: cookies.header() } });
    cookies.keepFrom(response);
    return response.status === 303 ? "redirected" : response.text();
  };
}

describe("the login server of one file", () => {
  test("takes a holder through the four steps, and lets them in by their PASSCODE", async () => {
    const visit = browser();
    expect(await visit("/")).toContain("Your identifier");
    const begun = await visit("/login", { identifier: "camille", passcode: nextCode() });
    expect(begun).toContain("Choose a PIN");
    expect(await visit("/pin", { pin, again: "k7m3" })).toContain("Not this PIN: different");
    expect(await visit("/pin", { pin: "1111", again: "1111" })).toContain("Not this PIN");
    expect(await visit("/pin", { pin, again: pin })).toContain("Wait for the next code");
    expect(await visit("/confirm", { passcode: pin + nextCode() })).toBe("redirected");
    expect(await visit("/")).toContain("Welcome, camille.");

    await visit("/logout", {});
    expect(await visit("/")).toContain("Your identifier");
    const passcode = pin + nextCode();
    expect(await visit("/login", { identifier: "camille", passcode })).toBe("redirected");
    expect(await visit("/")).toContain("Welcome, camille.");
    expect(await browser()("/login", { identifier: "camille", passcode })).toContain("Refused");
  });

  test("ends a session when the help desk acts, and says the same to everyone whom it refuses", async () => {
    const visit = browser();
    await visit("/login", { identifier: "camille", passcode: nextCode() });
    await visit("/pin", { pin, again: pin });
    await visit("/confirm", { passcode: pin + nextCode() });
    await validator.act("000000001", { kind: "suspend" }, "staff:anne");
    expect(await visit("/")).toContain("Your identifier");
    const known = await visit("/login", { identifier: "camille", passcode: pin + nextCode() });
    const unknown = await visit("/login", { identifier: "nobody", passcode: pin + nextCode() });
    expect(known).toBe(unknown);
    expect(await validator.lastAttempt("camille")).toMatchObject({
      kind: "refused",
      reason: "out-of-service",
    });
  });
});

describe("the door for programs", () => {
  test("answers a log-in that is sent again with its id, and burns its code once", async () => {
    const app = fastifyLogin(validator);
    const post = async (url: string, payload: object, id?: string) => {
      const headers = id === undefined ? {} : { "idempotency-key": id };
      const response = await app.inject({ method: "POST", url, payload, headers });
      return { status: response.statusCode, body: response.json() };
    };
    const begun = await post("/login", { identifier: "camille", passcode: nextCode() });
    const { transaction } = begun.body;
    expect(await post("/pin", { transaction, pin, pinAgain: pin })).toMatchObject({ status: 200 });
    const confirm = { transaction, passcode: pin + nextCode() };
    expect(await post("/confirm", confirm)).toMatchObject({ body: { kind: "accepted" } });

    const login = { identifier: "camille", passcode: pin + nextCode() };
    const first = await post("/login", login, "a1");
    expect(first).toMatchObject({ status: 200, body: { kind: "accepted", holder: "camille" } });
    expect(await post("/login", login, "a1")).toEqual(first);
    expect(await post("/login", login, "a2")).toMatchObject({ status: 401 });
    expect(await post("/login", { identifier: 1 })).toMatchObject({ status: 400 });
    await app.close();
  });

  test("says that it may be tried again when the store is away", async () => {
    const app = fastifyLogin(validator);
    await validator.close();
    const payload = { identifier: "camille", passcode: nextCode() };
    const response = await app.inject({ method: "POST", url: "/login", payload });
    expect([response.statusCode, response.json()]).toEqual([503, { kind: "try-again" }]);
    validator = await openValidator({
      store: join(directory, "keys.sqlite"),
      masterKeyFile: join(directory, "master.key"),
    });
  });
});

test("the check of credentials returns the user, or null for everyone else", async () => {
  const check = credentialCheck(validator);
  const begun = await validator.logIn("camille", nextCode());
  if (begun.kind !== "choose-pin") throw new TypeError(begun.kind);
  await validator.choosePin(begun.transaction, pin, pin);
  await validator.confirmPin(begun.transaction, pin + nextCode());
  const credentials = { identifier: "camille", passcode: pin + nextCode() };
  const user = await check(credentials);
  expect(user).toMatchObject({ id: "camille", serial: "000000001" });
  expect(user && (await validator.isLoggedIn(user))).toBe(true);
  expect(await check(credentials)).toBeNull();
  expect(await check({ identifier: "camille" })).toBeNull();
  expect(await check({ identifier: { $ne: "" }, passcode: [] })).toBeNull();
});
