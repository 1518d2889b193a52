import { defaultPolicy, unixMilliseconds } from "@jeton/core";
import { type Listening, listen } from "@jeton/http";
import { SimulatedKey, VirtualTime } from "@jeton/key";
import { addStaff, createApp, openTicket } from "@jeton/service";
import { openMemoryStore } from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  confirmPasscode,
  ensureDecoys,
  logIn,
  nodePorts,
  type Ports,
  submitPin,
  watchClock,
} from "@jeton/validator/parts";
import { testKeyring } from "../support/keyring.ts";
import { addPerson } from "../support/people.ts";
import { somePng, stagePeople, ticketTexts } from "./desk-stage-texts.ts";

export const stagePin = "k7m2";
export const firstPassword = "for once only 7";

/** A school's keys over some months, in virtual time, so that the desk has something to show. */
export class DeskStage {
  readonly time: VirtualTime = new VirtualTime(unixMilliseconds(Date.UTC(2026, 4, 4, 7, 30)));
  readonly ports: Ports;
  readonly errors: unknown[] = [];
  readonly #keys = new Map<string, SimulatedKey>();
  #server: Listening | null = null;

  constructor() {
    const store = openMemoryStore();
    this.ports = {
      ...nodePorts,
      clock: () => this.time.now(),
      store,
      documents: store.documents,
      keyring: testKeyring,
      policy: { ...defaultPolicy, pinHashCost: { logN: 4, r: 8, p: 1 } },
      clockWatch: watchClock(),
    };
  }

  get url(): string {
    if (this.#server === null) throw new Error("The stage is not open");
    return this.#server.url;
  }

  async open(): Promise<void> {
    await ensureDecoys(this.ports);
    const app = createApp({
      ...this.ports,
      secureCookies: false,
      frameAncestors: "none",
      applications: [],
      startPath: "/desk",
      onError: (error: unknown) => this.errors.push(error),
    });
    this.#server = await listen(app, { host: "127.0.0.1", port: 0 });
  }

  async close(): Promise<void> {
    await this.#server?.close();
    await this.ports.store.close();
  }

  /** Adds an account that waits for its second factor. */
  async addStaff(
    name: string,
    role: "desk" | "officer" | "auditor",
    scope: readonly string[] | null = null,
  ): Promise<void> {
    const factor = { kind: "totp" } as const;
    const staff = { name, role, scope, factor, password: firstPassword };
    await addStaff(this.ports, staff, "staff:root");
  }

  /** Puts a key in stock of which the crystal has this error. */
  async stock(serial: string, ratePpm = 0): Promise<SimulatedKey> {
    const seed = this.ports.random(20);
    const key = new SimulatedKey({ serial, seed, timeSource: this.time, ratePpm });
    await addKey(this.ports, { serial, seed, parameters: key.parameters }, "staff:marie");
    this.#keys.set(serial, key);
    return key;
  }

  key(serial: string): SimulatedKey {
    const key = this.#keys.get(serial);
    if (key === undefined) throw new Error(`There is no key ${serial}`);
    return key;
  }

  code(serial: string): string {
    return this.key(serial).reading().code ?? "";
  }

  /** Waits for the key's next code. */
  nextCode(serial: string): string {
    this.time.advance(this.key(serial).reading().millisecondsLeft + 3000);
    return this.code(serial);
  }

  async assign(serial: string, holder: string): Promise<void> {
    await actOnStoredKey(this.ports, serial, { kind: "assign", holder }, "staff:marie");
  }

  /** Puts a key in service by the four steps. */
  async commission(serial: string, holder: string): Promise<void> {
    await this.assign(serial, holder);
    const begun = await logIn(this.ports, { identifier: holder, passcode: this.code(serial) });
    if (begun.kind !== "choose-pin") throw new Error(`Cannot commission ${serial}`);
    const { transaction } = begun;
    await submitPin(this.ports, { transaction, pin: stagePin, pinAgain: stagePin });
    const passcode = stagePin + this.nextCode(serial);
    const done = await confirmPasscode(this.ports, { transaction, passcode });
    if (done.kind !== "accepted") throw new Error(`Cannot commission ${serial}: ${done.kind}`);
  }

  async logIn(holder: string, passcode: string): Promise<string> {
    return (await logIn(this.ports, { identifier: holder, passcode })).kind;
  }

  /** Plays half a year: who uses their key, who forgot their PIN, whose key ran away. */
  async play(): Promise<void> {
    const people = [
      ["2604417-3", "jeanne.dupont", 9],
      ["2604418-1", "karim.benali", -14],
      ["2604419-9", "lucie.martin", 3],
      ["2604420-7", "paul.durand", 22],
    ] as const;
    for (const [serial, holder, ratePpm] of people) {
      await this.stock(serial, ratePpm);
      await this.commission(serial, holder);
    }
    for (const serial of ["2604421-5", "2604422-3", "2604423-1"]) await this.stock(serial);
    await this.assign("2604421-5", "sophie.bernard");
    for (let week = 0; week < 28; week += 1) {
      this.time.advance(7 * 86_400_000);
      for (const [serial, holder] of people) {
        if (holder === "paul.durand" && week > 3) continue;
        await this.logIn(holder, stagePin + this.nextCode(serial));
      }
    }
    await this.logIn("karim.benali", stagePin + this.code("2604418-1"));
    for (const pin of ["k7m3", "k7n2", "m7k2"]) {
      await this.logIn("jeanne.dupont", pin + this.nextCode("2604417-3"));
      this.time.advance(20_000);
    }
    await actOnStoredKey(this.ports, "2604419-9", { kind: "suspend" }, "staff:paul");
    for (const person of stagePeople) await addPerson(this.ports, person);
    for (const content of ticketTexts) {
      this.time.advance(300_000);
      const files = content.accounts.includes("jeanne") ? [somePng] : [];
      await openTicket(this.ports, { language: "fr", content, files });
    }
    this.time.advance(600_000);
  }
}
