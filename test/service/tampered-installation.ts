import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  codeAt,
  codeParameters,
  defaultPolicy,
  stepAt,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import {
  addStaff,
  addToken,
  describeBroken,
  makeCheckpoint,
  revokeToken,
  verifyTrail,
} from "@jeton/service";
import {
  actOnStoredKey,
  addKey,
  confirmPasscode,
  logIn,
  openInstallation,
  type Ports,
  submitPin,
} from "@jeton/validator/parts";
import type { EditedDatabase } from "../support/edited-store.ts";
import { readTables, type Tables } from "./edits.ts";

const pins: Readonly<Record<string, string>> = { ada: "4071", bob: "5826" };
const staff = "staff:anne";

/** An installation with a history, in whatever store. */
export type TamperedInstallation = {
  /** Edits the database of this place. */
  readonly early: Tables;
  /** The second checkpoint, which was kept elsewhere. */
  readonly kept: { readonly sequence: number; readonly hash: string };
  /** Returns what "jeton audit verify" says of the store at a place. */
  readonly verify: (
    place: string,
    expected?: { readonly sequence: number; readonly hash: string } | null,
  ) => Promise<string>;
  /** Returns which PASSCODEs let somebody in that must not. */
  readonly wronglyAccepted: (place: string) => Promise<readonly string[]>;
  readonly remove: () => void;
};

/**
 * Makes an installation at a place: two keys in service, one in stock, one suspended, accounts, a
 * token, two checkpoints. `edit` opens the database there.
 */
export async function openTamperedInstallation(
  place: (directory: string) => Promise<string> | string,
  edit: (place: string, work: (db: EditedDatabase) => Promise<void>) => Promise<void>,
): Promise<TamperedInstallation> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-tampered-"));
  writeFileSync(join(directory, "master.key"), `${"5a".repeat(32)}\n`, { mode: 0o600 });
  const home = await place(directory);
  let now = 1_800_000_000_000;
  const parameters = codeParameters();
  const seedOf = (holder: string) => new Uint8Array(20).fill(holder === "ada" ? 1 : 2);
  const passcode = (holder: string, steps = 0) =>
    `${pins[holder]}${codeAt(seedOf(holder), timeStep((stepAt(unixMilliseconds(now), parameters) ?? 0) + steps), parameters)}`;

  async function within<T>(where: string, work: (ports: Ports) => Promise<T>): Promise<T> {
    const ports = await openInstallation({
      dataDirectory: directory,
      store: where,
      policy: { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } },
      clock: () => unixMilliseconds(now),
      mayCreate: true,
    });
    try {
      return await work(ports);
    } finally {
      await ports.store.close();
    }
  }

  async function commission(ports: Ports, serial: string, holder: string): Promise<void> {
    await addKey(ports, { serial, seed: seedOf(holder), parameters }, staff);
    await actOnStoredKey(ports, serial, { kind: "assign", holder }, staff);
    const begun = await logIn(ports, { identifier: holder, passcode: passcode(holder).slice(4) });
    if (begun.kind !== "choose-pin") throw new TypeError("Cannot begin the commissioning");
    const { transaction } = begun;
    const pin = pins[holder] ?? "";
    await submitPin(ports, { transaction, pin, pinAgain: pin });
    now += 60_000;
    await confirmPasscode(ports, { transaction, passcode: passcode(holder) });
    now += 60_000;
    const { kind } = await logIn(ports, { identifier: holder, passcode: passcode(holder) });
    if (kind !== "accepted") throw new TypeError("Cannot log in");
    now += 60_000;
  }

  const token = await within(home, async (ports) => {
    await commission(ports, "K1", "ada");
    await commission(ports, "K2", "bob");
    await addKey(ports, { serial: "K3", seed: seedOf(""), parameters }, staff);
    await addKey(ports, { serial: "K4", seed: seedOf(""), parameters }, staff);
    await actOnStoredKey(ports, "K4", { kind: "assign", holder: "dora" }, staff);
    await actOnStoredKey(ports, "K4", { kind: "suspend" }, staff);
    const factor = { kind: "totp" } as const;
    for (const name of ["anne", "carl"]) {
      await addStaff(ports, { name, role: "desk", factor, password: "a long password" }, staff);
    }
    const expiresAt = unixMilliseconds(now + 10_000_000);
    await ports.documents.put("desk-upload", "U1", 0, { body: "{}", expiresAt });
    const made = await addToken(ports, {
      ...{ name: "vpn", scopes: ["authenticate"], createdBy: staff, expiresAt: null },
    });
    await makeCheckpoint(ports);
    return made.known.id;
  });
  let early: Tables = {};
  await edit(home, async (db) => {
    early = await readTables(db);
  });
  let spent = "";
  const kept = await within(home, async (ports) => {
    await revokeToken(ports, token, staff);
    spent = passcode("ada");
    const { kind } = await logIn(ports, { identifier: "ada", passcode: spent });
    if (kind !== "accepted") throw new TypeError("Cannot log in");
    await logIn(ports, { identifier: "ada", passcode: passcode("ada", 5000) });
    const made = await makeCheckpoint(ports);
    if (made.kind !== "made") throw new TypeError("Cannot make a checkpoint");
    return { sequence: made.checkpoint.sequence, hash: made.hash };
  });

  return {
    early,
    kept,
    async verify(where, expected = null) {
      try {
        return await within(where, async (ports) => {
          const { broken } = await verifyTrail(ports, { sinceCheckpoint: false, expected });
          return broken.map(describeBroken).join("\n");
        });
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    wronglyAccepted: (where) =>
      within(where, async (ports) => {
        const attempts = [
          { what: "ada's spent PASSCODE", identifier: "ada", passcode: spent },
          { what: "bob's PASSCODE as ada", identifier: "ada", passcode: passcode("bob") },
          { what: "bob's PASSCODE as eve", identifier: "eve", passcode: passcode("bob") },
          { what: "ada's PASSCODE as eve", identifier: "eve", passcode: passcode("ada", 1) },
        ];
        const accepted: string[] = [];
        for (const { what, ...given } of attempts) {
          if ((await logIn(ports, given)).kind !== "refused") accepted.push(what);
        }
        return accepted;
      }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
