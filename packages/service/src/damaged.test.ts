import { keyedName } from "@jeton/core";
import {
  actOnStoredKey,
  addKey,
  damagedKeys,
  hasNoKey,
  logInByEither,
  noClient,
  writeOffKey,
} from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { holder, pin, serial } from "../test-support/test-portal.ts";
import { createApp } from "./app.ts";

// Goal: an edited record lets nobody in, tells nobody, and is seen by staff.
// Method: one record edited beneath the seals; then every way to its key.
describe("a key whose record is damaged", () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
    await desk.damage(serial);
  });

  const given = (identifier: string) => ({ identifier, passcode: pin + desk.code() });

  test("is refused at every public door like an identifier that nobody has", async () => {
    const app = createApp({
      ...desk.ports,
      ...{ startPath: "/portal", contact: {}, listensOnLoopback: true },
    });
    const ask = async (route: string, body: object) => {
      const answer = await app.request(`http://127.0.0.1${route}`, {
        ...{ method: "POST", body: JSON.stringify(body) },
        headers: { "content-type": "application/json" },
      });
      const text = await answer.text();
      // Each refusal gives out another value, of one length.
      const same = text.replace(/"flow":"[\w-]{22}"/u, '"flow":"…"');
      return { status: answer.status, body: same };
    };
    const known = await ask("/api/v1/authenticate", given(holder));
    expect(known).toEqual(await ask("/api/v1/authenticate", given("nobody")));
    expect(known.status).toBe(200);
    const { passcode: pass } = given(holder);
    const checked = await ask("/validate/check", { user: holder, pass });
    expect(checked.status).toBe((await ask("/validate/check", { user: "nobody", pass })).status);
    expect(await ask("/validate/check", { serial, pass })).toMatchObject({
      status: checked.status,
    });
    expect(desk.errors).toEqual([]);
    const name = keyedName(desk.ports.keyring, "serial", serial);
    expect(desk.damaged.length).toBeGreaterThanOrEqual(2);
    expect(new Set(desk.damaged)).toEqual(new Set([name]));
    expect(name).not.toContain(serial);
  });

  test("keeps its holder from getting in by a password", async () => {
    const asked: (string | null)[] = [];
    const passwords = {
      async verify({ identifier }: { readonly identifier: string | null }) {
        asked.push(identifier);
        return true;
      },
    };
    const answer = await logInByEither(desk.ports, passwords, given(holder), noClient);
    expect(answer.kind).toBe("refused");
    expect(asked).toEqual([null]);
    expect(await hasNoKey(desk.ports, holder)).toBe(false);
    expect(await hasNoKey(desk.ports, "nobody")).toBe(true);
  });

  test("is called damaged at the desk, where others are still found", async () => {
    const browser = await browserOf(desk, "officer");
    const { policy, keyring } = desk.ports;
    expect([policy, keyring]).not.toContain(undefined);
    const seed = new Uint8Array(20).fill(9);
    const parameters = { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 } as const;
    await addKey(desk.ports, { serial: "K-2", seed, parameters }, "staff:test");
    const found = await browser.get("/desk?q=K-");
    expect(found.text).toContain("Enregistrement endommagé");
    expect(found.text).toContain("K-2");
    const page = await browser.get(`/desk/key?serial=${serial}`);
    expect(page.status).toBe(409);
    expect(page.text).toContain(`jeton keys write-off ${serial}`);
    expect((await browser.get(`/desk?q=${holder}`)).location).toContain(serial);
  });

  test("is written off, after which its holder can have another one", async () => {
    const { ports } = desk;
    const off = () => writeOffKey(ports, serial, "staff:anne");
    expect(await off()).toEqual({ kind: "done" });
    expect(await off()).toEqual({ kind: "not-damaged" });
    for await (const key of damagedKeys(ports)) throw new Error(`still damaged: ${key.serial}`);
    const stored = await ports.store.load(serial);
    expect(stored?.record).toMatchObject({ holder: null, state: { kind: "retired" } });
    const seed = new Uint8Array(20).fill(9);
    const parameters = stored?.record.parameters;
    if (parameters === undefined) throw new TypeError("no parameters");
    await addKey(ports, { serial: "K-2", seed, parameters }, "staff:test");
    const assign = { kind: "assign", holder } as const;
    expect(await actOnStoredKey(ports, "K-2", assign, "staff:test")).toMatchObject({
      kind: "done",
    });
  });
});
