import { codeParameters, counterParameters, unixMilliseconds } from "@jeton/core";
import {
  fileKey,
  type PskcEncryption,
  readOtpauth,
  readPskc,
  readUsersfile,
} from "@jeton/keyfiles";
import { actOnStoredKey, addKey, logIn } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { holder, openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import { assignKeys, readAssignments } from "./assign-keys.ts";
import { exportKeys } from "./export-keys.ts";
import { countFates, type ImportOptions, importKeys } from "./import-keys.ts";

const actor = "staff:anne";
const by = { actor };
const parameters = codeParameters();
const seed = new Uint8Array(20).fill(9);
const options: ImportOptions = {
  assign: true,
  untilHandOver: false,
  serialFromHolder: false,
  dryRun: false,
};

describe("what staff do with keys", () => {
  let portal: TestPortal;

  beforeEach(async () => {
    portal = await openTestPortal();
  });

  const stock = (serial: string) => addKey(portal.ports, { serial, seed, parameters }, actor);
  const record = async (serial: string) => (await portal.ports.store.load(serial))?.record;
  const kinds = async (serial: string) =>
    (await portal.ports.store.events(serial, { afterSequence: 0, limit: 99 })).map(
      (event) => event.kind,
    );

  describe("importKeys()", () => {
    const file = () => [
      fileKey({ seed, parameters, serial: "N-1", holder: "Anne" }),
      fileKey({ seed, parameters, serial: "N-2", holder: holder }),
      fileKey({ seed, parameters, serial: "N-3", holder: "a b" }),
      fileKey({ seed, parameters, serial: "N-4" }),
      fileKey({ seed, parameters, serial: "K-1" }),
      fileKey({ seed, parameters, serial: "decoy-1" }),
      fileKey({ seed, parameters, holder: "paul" }),
      fileKey({ seed, parameters, serial: "N-5", holder: "anne" }),
    ];
    const fates = [
      ...["added-and-assigned", "added-holder-taken", "added-holder-unusable", "added"],
      ...["already-there", "serial-reserved", "serial-missing", "added-holder-taken"],
    ];

    test("previews what it then does, and changes nothing before", async () => {
      const before = await portal.stored();
      const preview = await importKeys(portal.ports, file(), { ...options, dryRun: true }, by);
      expect(preview.map((row) => row.fate)).toEqual(fates);
      expect(await portal.stored()).toBe(before);
      const done = await importKeys(portal.ports, file(), options, by);
      expect(done).toEqual(preview);
      expect(countFates(done)).toMatchObject({ "added-holder-taken": 2, added: 1 });
      expect(await record("N-1")).toMatchObject({ holder: "anne", state: { kind: "assigned" } });
      expect(await record("N-2")).toMatchObject({ holder: null, state: { kind: "in-stock" } });
    });

    test("shows of a key that is there already what is stored, not what the file says", async () => {
      const counting = { seed, parameters: counterParameters(), serial: "C-1" };
      await importKeys(portal.ports, [fileKey({ ...counting, counter: 41 })], options, by);
      for (const dryRun of [true, false]) {
        const again = [fileKey({ ...counting, counter: 0, holder: "eve" })];
        const rows = await importKeys(portal.ports, again, { ...options, dryRun }, by);
        expect(rows).toEqual([
          {
            serial: "C-1",
            holder: null,
            parameters: counterParameters(),
            counter: 41,
            fate: "already-there",
          },
        ]);
      }
    });

    test("overwrites the seeds, and takes a holder's name for a serial where asked", async () => {
      const keys = [fileKey({ seed, parameters, holder: "paul" })];
      const [row] = await importKeys(
        portal.ports,
        keys,
        { ...options, serialFromHolder: true },
        by,
      );
      expect(row).toMatchObject({ serial: "paul", fate: "added-and-assigned" });
      expect(keys[0]?.seed).toEqual(new Uint8Array(20));
    });
  });

  describe("assignKeys()", () => {
    test.each([
      ["commas", "serial,identifier\nK-1,x\nS-1,Marie\nS-1,paul\nS-2,marie\nS-9,luc\nS-2,a b\n"],
      [
        "semicolons",
        "N° de la clé;Identifiant\r\nK-1;x\r\nS-1;Marie\r\nS-1;paul\r\nS-2;marie\r\nS-9;luc\r\nS-2;a b\r\n",
      ],
    ])("previews and does a list with %s", async (_, text) => {
      await stock("S-1");
      await stock("S-2");
      const list = readAssignments(new TextEncoder().encode(text), "list.csv");
      const before = await portal.stored();
      const preview = await assignKeys(
        portal.ports,
        list,
        { dryRun: true, untilHandOver: false },
        by,
      );
      expect(preview.map((row) => row.fate)).toEqual([
        ...["not-in-stock", "assigned", "not-in-stock", "holder-taken", "unknown-key"],
        "identifier-unusable",
      ]);
      expect(await portal.stored()).toBe(before);
      const done = await assignKeys(
        portal.ports,
        list,
        { dryRun: false, untilHandOver: false },
        by,
      );
      expect(done).toEqual(preview);
      expect(await record("S-1")).toMatchObject({ holder: "marie" });
    });

    test("names the column that a list lacks", () => {
      const list = new TextEncoder().encode("serial,name\nS-1,marie\n");
      expect(() => readAssignments(list, "list.csv")).toThrow(
        /list.csv, line 1, identifier: found no such column/,
      );
    });
  });

  test("a key that waits for its hand-over takes the activation code and the digits, then only", async () => {
    await actOnStoredKey(portal.ports, "K-1", { kind: "lose" }, actor);
    const list = [{ line: 2, serial: "K-1", identifier: holder }];
    await assignKeys(portal.ports, list, { dryRun: false, untilHandOver: true }, by);
    const tryWith = (passcode: string) => logIn(portal.ports, { identifier: holder, passcode });
    expect(await tryWith(portal.code())).toMatchObject({ kind: "refused" });
    portal.advance(60);
    const terms = { kind: "hand-over", days: 14, activationCode: true } as const;
    const given = await actOnStoredKey(portal.ports, "K-1", terms, actor);
    if (given.kind !== "done") throw new Error(given.kind);
    expect(given.activationCode).toMatch(/^[A-HJ-NP-Z]{8}$/);
    expect(await tryWith(portal.code())).toMatchObject({ kind: "refused" });
    portal.advance(60);
    expect(await tryWith(`${given.activationCode}${portal.code()}`)).toMatchObject({
      kind: "choose-pin",
    });
    expect(await kinds("K-1")).toContain("handed-over");
    expect(await actOnStoredKey(portal.ports, "K-1", terms, actor)).toMatchObject({
      kind: "impossible",
    });
  });

  describe("actOnStoredKey() with replace", () => {
    test("gives the holder the new key, and the old one to nobody", async () => {
      await stock("S-1");
      const replace = { kind: "replace", by: "S-1", old: "lose" } as const;
      expect(await actOnStoredKey(portal.ports, "K-1", replace, actor)).toMatchObject({
        kind: "done",
        holder,
        serial: "S-1",
      });
      expect(await record("K-1")).toMatchObject({ holder: null, state: { kind: "lost" } });
      expect(await record("S-1")).toMatchObject({ holder, state: { kind: "assigned" } });
    });

    test.each([
      ["S-9", { kind: "unknown-key", serial: "S-9" }],
      ["decoy-1", { kind: "unknown-key", serial: "decoy-1" }],
      ["K-1", { kind: "impossible", serial: "K-1", state: "assigned" }],
    ])("changes nothing when %s cannot take its place", async (serial, answer) => {
      const before = await portal.stored();
      const replace = { kind: "replace", by: serial, old: "retire" } as const;
      expect(await actOnStoredKey(portal.ports, "K-1", replace, actor)).toEqual(answer);
      expect(await portal.stored()).toBe(before);
    });
  });

  describe("exportKeys()", () => {
    test("writes what reads back as the same keys, and says so in their trail", async () => {
      await stock("S-1");
      const encryption: PskcEncryption = {
        kind: "password",
        name: "leaving",
        password: "correct horse",
        iterations: 1000,
        random: portal.ports.random,
      };
      const out = await exportKeys(portal.ports, { kind: "pskc", encryption }, null, by);
      expect(out).toMatchObject({ serials: ["K-1", "S-1"], leftOut: [] });
      const secret = { kind: "password", password: "correct horse" } as const;
      const reading = readPskc(out.text, { secret });
      if (reading.kind !== "read") throw new Error("refused");
      expect(reading.keys.map((key) => [key.serial, key.holder, key.seed[0]])).toEqual([
        ["K-1", holder, 7],
        ["S-1", null, 9],
      ]);
      expect(await kinds("S-1")).toEqual(["created", "exported"]);
    });

    test("writes what the maker's file said of a key, and of what it said nothing", async () => {
      const origin = {
        ...{ manufacturer: "Acme", model: "C200" },
        ...{ startsAt: unixMilliseconds(1_000_000_000_000), expiresAt: null },
      };
      const keys = [
        fileKey({ seed, parameters, serial: "N-1", ...origin }),
        fileKey({ seed, parameters, serial: "N-2" }),
      ];
      await importKeys(portal.ports, keys, options, by);
      expect([(await record("N-1"))?.origin, (await record("N-2"))?.origin]).toEqual([
        origin,
        undefined,
      ]);
      const plain = { kind: "pskc", encryption: null } as const;
      const out = await exportKeys(portal.ports, plain, ["N-1", "N-2"], by);
      const nothing = { manufacturer: null, model: null, startsAt: null, expiresAt: null };
      expect(readPskc(out.text)).toMatchObject({ keys: [origin, nothing] });
    });

    test("leaves out what a users file cannot hold, and says why", async () => {
      await stock("S-1");
      const out = await exportKeys(portal.ports, { kind: "usersfile" }, ["K-1", "S-1", "S-9"], by);
      expect(out.serials).toEqual(["K-1"]);
      expect(out.leftOut.map(({ serial }) => serial)).toEqual(["S-1", "S-9"]);
      expect(readUsersfile(out.text)).toMatchObject({ keys: [{ holder }] });
      expect(await kinds("S-1")).toEqual(["created"]);
      const uris = await exportKeys(portal.ports, { kind: "otpauth" }, ["K-1"], by);
      expect(readOtpauth(uris.text)).toMatchObject({ kind: "read", keys: [{ holder }] });
    });
  });
});
