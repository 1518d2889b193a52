import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OtpError, unixMilliseconds } from "@jeton/core";
import { openMemoryStore, openSqliteStore, sealedDocuments } from "@jeton/store";
import { afterEach, describe, expect, test } from "vitest";
import { testKeyring } from "../../test-support/test-portal.ts";
import {
  sessionMilliseconds,
  sessionName,
  sessionRegister,
  sessionsMax,
} from "./session-register.ts";

const session = {
  serial: "K-1",
  epoch: 3,
  by: "key",
  browser: { browser: "firefox", system: "linux" },
} as const;
const hour = 3_600_000;

function opened(bare = openMemoryStore().documents, keyring = testKeyring(1)) {
  let now = 1_800_000_000_000;
  const errors: unknown[] = [];
  const documents = sealedDocuments(bare, keyring);
  const clock = () => unixMilliseconds(now);
  const onError = (error: unknown) => errors.push(error);
  const register = sessionRegister({ documents, keyring, clock, onError });
  const advance = (milliseconds: number) => (now += milliseconds);
  return { register, advance, bare, errors, documents, keyring, clock, onError };
}

describe("sessionRegister()", () => {
  test("knows who is in it, until 8 hours are over or a master key is gone", async () => {
    const { register, advance, bare } = opened();
    await register.open("anna", "a", session);
    advance(hour);
    expect(await register.use("anna", "a")).toMatchObject(session);
    for (const [holder, id] of [
      ["anna", "b"],
      ["bruno", "a"],
      ["anna", sessionName("a")],
    ] as const) {
      expect(await register.use(holder, id)).toBeNull();
    }
    expect(await opened(bare, testKeyring(2, 1)).register.use("anna", "a")).not.toBeNull();
    expect(await opened(bare, testKeyring(2)).register.use("anna", "a")).toBeNull();
    advance(sessionMilliseconds - hour);
    expect(await register.use("anna", "a")).toBeNull();
    expect(await register.list("anna")).toEqual([]);
  });

  test("takes one that another version wrote for over, keeps nobody out by it, and ends it with the others", async () => {
    const { register, documents } = opened();
    await register.open("anna", "later", session);
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const [stored] = await documents.list("portal-session", page);
    const { id = "", revision = 0, body = "" } = stored ?? {};
    const later = { body: body.replace('"version":1', '"version":2'), expiresAt: null };
    expect(await documents.put("portal-session", id, revision, later)).toBe(true);
    expect([await register.use("anna", "later"), await register.list("anna")]).toEqual([null, []]);
    await register.open("anna", "now", session);
    expect(await register.list("anna")).toHaveLength(1);
    await register.endAll("anna");
    expect(await documents.list("portal-session", page)).toEqual([]);
  });

  test("tells neither the id nor the holder, and is swept when it is over", async () => {
    const { register, bare, clock, advance } = opened();
    await register.open("anna", "the id in the cookie", session);
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const stored = JSON.stringify(await bare.list("portal-session", page));
    expect(stored).toContain(sessionName("the id in the cookie"));
    expect(stored).not.toMatch(/anna|the id/u);
    advance(sessionMilliseconds + 1);
    expect(await bare.sweep(clock())).toBe(1);
  });

  test("lists the one that was used last first, written down every five minutes", async () => {
    const { register, advance, clock } = opened();
    await register.open("anna", "a", session);
    advance(1);
    await register.open("anna", "b", session);
    const names = async () => (await register.list("anna")).map(({ name }) => name);
    expect(await names()).toEqual(["b", "a"].map(sessionName));
    advance(5 * 60_000 - 2);
    await register.use("anna", "a");
    expect(await names()).toEqual(["b", "a"].map(sessionName));
    advance(1);
    await register.use("anna", "a");
    expect(await names()).toEqual(["a", "b"].map(sessionName));
    expect((await register.list("anna"))[0]?.seenAt).toBe(clock());
  });

  test("ends one of the holder's own, all but one, or all", async () => {
    const { register } = opened();
    for (const id of ["a", "b", "c"]) await register.open("anna", id, session);
    await register.open("bruno", "d", session);
    for (const name of [sessionName("d"), "", "../x", "e\u0301", sessionName("nobody")]) {
      await register.end("anna", name);
    }
    expect(await register.list("anna")).toHaveLength(3);
    await register.end("anna", sessionName("a"));
    expect(await register.use("anna", "a")).toBeNull();
    await register.endAll("anna", sessionName("b"));
    expect(await register.list("anna")).toMatchObject([{ name: sessionName("b") }]);
    await register.endAll("anna");
    expect(await register.list("anna")).toEqual([]);
    expect(await register.list("bruno")).toHaveLength(1);
  });

  test("ends the one that was not used for longest when there are too many", async () => {
    const { register, advance } = opened();
    for (let index = 0; index < sessionsMax; index += 1) {
      await register.open("anna", String(index), session);
      advance(1);
    }
    // Open already: nothing is too many.
    await register.open("anna", "0", session);
    expect(await register.list("anna")).toHaveLength(sessionsMax);
    await register.open("anna", "one more", session);
    expect(await register.list("anna")).toHaveLength(sessionsMax);
    expect(await register.use("anna", "0")).toBeNull();
    expect(await register.use("anna", "1")).not.toBeNull();
  });

  test("lets an edited session be over, and goes on where a use cannot be written", async () => {
    const { register, bare, advance, errors, ...ports } = opened();
    await register.open("anna", "a", session);
    advance(hour);
    const put = () => Promise.reject(new OtpError("STORE_UNUSABLE", "Cannot write: disk full"));
    const broken = sessionRegister({ ...ports, documents: { ...ports.documents, put } });
    expect(await broken.use("anna", "a")).not.toBeNull();
    expect(errors).toHaveLength(1);
    await expect(broken.open("anna", "b", session)).rejects.toThrow("disk full");
    const page = { prefix: "", after: null, limit: 1, newestFirst: false };
    const [stored] = await bare.list("portal-session", page);
    if (stored === undefined) throw new TypeError("nothing is stored");
    const { id, revision, body, expiresAt } = stored;
    await bare.put("portal-session", id, revision, { body: body.replace("K-1", "K-2"), expiresAt });
    expect(await register.use("anna", "a")).toBeNull();
    expect(await register.list("anna")).toEqual([]);
  });

  let directory = "";
  afterEach(() => directory !== "" && rmSync(directory, { recursive: true }));

  test("is one for all nodes over a store, and a use in one never undoes an end in another", async () => {
    directory = mkdtempSync(join(tmpdir(), "jeton-sessions-"));
    const stores = [1, 2].map(() => openSqliteStore(join(directory, "jeton.db")));
    const [one, two] = stores.map(({ documents }) => opened(documents));
    if (one === undefined || two === undefined) throw new TypeError("two nodes are wanted");
    for (let turn = 0; turn < 20; turn += 1) {
      await one.register.open("anna", `${turn}`, session);
      one.advance(6 * 60_000);
      two.advance(6 * 60_000);
      expect(await two.register.use("anna", `${turn}`)).not.toBeNull();
      one.advance(6 * 60_000);
      two.advance(6 * 60_000);
      const used = [one, two].map(({ register }) => register.use("anna", `${turn}`));
      await Promise.all([one.register.end("anna", sessionName(`${turn}`)), ...used]);
      for (const { register } of [one, two]) {
        expect(await register.use("anna", `${turn}`)).toBeNull();
      }
    }
    for (const store of stores) await store.close();
  });
});
