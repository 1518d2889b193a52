import { type ChainedEvent, OtpError } from "@jeton/core";
import {
  actOnStoredKey,
  type Client,
  confirmNewPin,
  confirmPasscode,
  endLogin,
  isLoggedIn,
  type Login,
  logIn,
  type Ports,
  startPinChange,
  submitNewPin,
  submitPin,
} from "@jeton/validator/parts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openApiBench } from "../service/api.ts";

// Goal: law 13. What an application is told of a log-in is in the audit trail: who it was, by which key, that
// the key was put in service by it, and that it still holds.
// Method: draw the life of one key, with repeated attempts, copied sessions, acts of the help desk, and a store
// that loses races and connections. Every answer is held against the trail alone.

const pins = ["k7m2", "zx81"] as const;

const anyDeed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "log-in",
        "log-in",
        "log-in",
        "confirm",
        "begin-change",
        "confirm-change",
      ),
      pin: fc.constantFrom(0, 0, 0, 1, null),
      code: fc.constantFrom("shown", "shown", "shown", "before", "wrong"),
      id: fc.constantFrom(null, null, "one", "two"),
      seconds: fc.constantFrom(60, 60, 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("choose", "choose-new"),
      pin: fc.nat({ max: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait"), seconds: fc.constantFrom(5, 60, 60) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("act"),
      act: fc.constantFrom("suspend", "resume", "clear-pin", "unlock", "lose"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign-out"), which: fc.nat({ max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("store"),
      next: fc.constantFrom("loses a race", "stores and goes away", "goes away"),
    }),
  },
);

type Deed = typeof anyDeed extends fc.Arbitrary<infer T> ? T : never;

/** Events of a key that end no session. */
const harmless: ReadonlySet<ChainedEvent["kind"]> = new Set([
  ...(["accepted", "commissioned", "refused", "first-code", "pin-chosen"] as const),
]);

describe("what an application is told", () => {
  test("never exceeds what the audit trail shows", async () => {
    let claims = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 5, maxLength: 25 }), async (deeds) => {
        claims += (await play([...commissioning, ...deeds])).length;
      }),
      { numRuns: 120, examples: [[usualLife]] },
    );
    // A property of nothing would hold as well. So many lives give some 210 claims, give or take 15.
    expect(claims).toBeGreaterThan(100);
  }, 180_000);
});

const shown = { code: "shown", id: null, seconds: 0 } as const;
const commissioning: readonly Deed[] = [
  { kind: "log-in", pin: null, ...shown },
  { kind: "choose", pin: 0 },
  { kind: "wait", seconds: 60 },
  { kind: "confirm", pin: 0, ...shown },
  { kind: "wait", seconds: 60 },
];
const usualLife: Deed[] = [
  { kind: "log-in", pin: 0, ...shown, id: "one" },
  { kind: "log-in", pin: 0, ...shown, id: "one" },
  { kind: "wait", seconds: 60 },
  { kind: "store", next: "stores and goes away" },
  { kind: "log-in", pin: 0, ...shown },
  { kind: "wait", seconds: 60 },
  { kind: "begin-change", pin: 0, ...shown },
  { kind: "choose-new", pin: 1 },
  { kind: "wait", seconds: 60 },
  { kind: "confirm-change", pin: 1, ...shown },
  { kind: "sign-out", which: 3 },
];

/** A log-in of which an application was told, and the event on which it rests. */
type Claim = { readonly login: Login; readonly event: ChainedEvent; readonly attempt: string };

async function play(deeds: readonly Deed[]): Promise<readonly Claim[]> {
  const bench = await openApiBench();
  const { key, time, holder } = bench;
  const faulty = withFaults(bench.ports);
  const { ports } = faulty;
  const trail = () => bench.ports.store.events("K1", { afterSequence: 0, limit: 1000 });
  const claims: Claim[] = [];
  let before = "000000";
  let last = "000000";
  let transaction = "";
  let change = "";
  let attempts = 0;
  let eventsBefore = 0;

  const passcodeOf = (deed: Extract<Deed, { code: string }>) => {
    const now = key.code() ?? "000000";
    if (now !== last) [before, last] = [last, now];
    const code = { shown: now, before, wrong: "000000" }[deed.code];
    return (deed.pin === null ? "" : pins[deed.pin]) + code;
  };
  /** An answer that tells of a log-in rests on one event: of this moment, or of the same attempt before. */
  const noteClaim = async (attempt: string, login: Login, kinds: readonly string[]) => {
    const events = await trail();
    const isNew = events.length > eventsBefore;
    const isFree = ({ hash }: ChainedEvent) =>
      claims.every((claim) => claim.event.hash !== hash || claim.attempt === attempt);
    const now = bench.ports.clock();
    const event = isNew
      ? events.at(-1)
      : events.findLast((each) => kinds.includes(each.kind) && now - each.at <= 30_000);
    if (event === undefined)
      throw new Error("an application was told of a log-in without an event");
    expect(kinds).toContain(event.kind);
    expect(isFree(event)).toBe(true);
    expect(login).toMatchObject({ holder, serial: "K1" });
    const earlier = claims.find((claim) => claim.event.hash === event.hash);
    if (isNew) {
      expect([event.at, earlier]).toEqual([now, undefined]);
    } else {
      expect(attempt).not.toMatch(/^attempt/u);
      if (earlier !== undefined) expect(login).toEqual(earlier.login);
    }
    claims.push({ login, event, attempt });
  };

  const doDeed = async (deed: Deed) => {
    switch (deed.kind) {
      case "wait":
        return time.advance(deed.seconds * 1000);
      case "act":
        return void (await actOnStoredKey(ports, "K1", { kind: deed.act }, "staff:test"));
      case "store":
        return faulty.failNext(deed.next);
      case "sign-out": {
        const claim = claims[deed.which];
        return claim && (await endLogin(ports, claim.login));
      }
      case "choose":
        return void (await submitPin(ports, { transaction, ...twice(deed.pin) }));
      case "choose-new": {
        const answer = await submitNewPin(ports, { change, ...twice(deed.pin) });
        if (answer.kind === "confirm-passcode") change = answer.change;
        return;
      }
      case "log-in":
      case "confirm":
      case "begin-change":
      case "confirm-change": {
        attempts += 1;
        time.advance(deed.seconds * 1000);
        const passcode = passcodeOf(deed);
        const name =
          deed.id === null ? `attempt ${attempts}` : `${deed.kind} ${deed.id} ${passcode}`;
        const client: Client = {
          devices: [],
          flow: "a browser",
          attempt: deed.id === null ? null : { caller: "test", id: deed.id },
        };
        if (deed.kind === "confirm-change") {
          const renewed = await confirmNewPin(ports, { change, passcode }, client);
          if (renewed.kind === "refused") return;
          const { epoch } = renewed;
          return noteClaim(name, { holder, serial: "K1", epoch }, ["pin-changed"]);
        }
        if (deed.kind === "begin-change") {
          const begun = await startPinChange(ports, { identifier: holder, passcode }, client);
          if (begun.kind === "choose-new-pin") change = begun.change;
          return;
        }
        const answer =
          deed.kind === "log-in"
            ? await logIn(ports, { identifier: holder, passcode }, client)
            : await confirmPasscode(ports, { transaction, passcode }, client);
        if (answer.kind === "choose-pin") transaction = answer.transaction;
        if (answer.kind !== "accepted") return;
        const { serial, epoch, commissioned } = answer;
        const login = { holder: answer.holder, serial, epoch };
        return noteClaim(name, login, [commissioned ? "commissioned" : "accepted"]);
      }
      default:
        return deed satisfies never;
    }
  };

  for (const deed of deeds) {
    eventsBefore = (await trail()).length;
    try {
      await doDeed(deed);
    } catch (error) {
      // Whoever is told that nothing is known is told of no log-in.
      if (!(error instanceof OtpError) || error.code !== "OUTCOME_UNKNOWN") throw error;
    }
    await checkClaims(bench.ports, claims, await trail());
  }
  return claims;
}

/** No session is said to hold that an event of the trail has ended, and none that no event began. */
async function checkClaims(
  ports: Ports,
  claims: readonly Claim[],
  trail: readonly ChainedEvent[],
): Promise<void> {
  for (const { login, event } of claims) {
    const ending = trail.find(
      ({ sequence, kind }) => sequence > event.sequence && !harmless.has(kind),
    );
    const holds = await isLoggedIn(ports, login);
    expect({ holds, ending: holds ? ending : undefined }).toEqual({ holds, ending: undefined });
    for (const forged of [
      { ...login, holder: "nobody" },
      { ...login, epoch: login.epoch + 1000 },
      { ...login, serial: "K2" },
      { ...login, serial: null },
    ]) {
      expect(await isLoggedIn(ports, forged)).toBe(false);
    }
  }
  if (!trail.some(({ kind }) => kind === "commissioned")) expect(claims).toEqual([]);
}

function twice(which: number) {
  const pin = pins[which] ?? "";
  return { pin, pinAgain: pin };
}

type Fault = "loses a race" | "stores and goes away" | "goes away";

/** The store of a node whose next change of a key fails in the way that was asked for. */
function withFaults(ports: Ports): { readonly ports: Ports; failNext(fault: Fault): void } {
  let next: Fault | null = null;
  const { store } = ports;
  const replace: typeof store.replace = async (...given) => {
    const fault = next;
    next = null;
    if (fault === "loses a race") return false;
    const isStored = fault !== "goes away" && (await store.replace(...given));
    if (fault === null) return isStored;
    throw new OtpError(
      "OUTCOME_UNKNOWN",
      "Cannot say whether it was stored: the connection is gone",
    );
  };
  return {
    ports: { ...ports, store: { ...store, replace } },
    failNext(fault) {
      next = fault;
    },
  };
}
