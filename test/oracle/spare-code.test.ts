import { temporaryCodeLength } from "@jeton/core";
import {
  actOnStoredKey,
  logIn,
  newRecoveryCodes,
  noClient,
  type Ports,
  temporaryCodeDefaults,
} from "@jeton/validator/parts";
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, openStage, pin, type Stage, serial } from "../support/stage.ts";
import { type Work, workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

const wrong = "Z".repeat(temporaryCodeLength);
const wrongRecovery = "ZZZZZZZZZZZZ3";

/** Issues a temporary code for the key of the stage and returns it. */
async function issue(stage: Stage, hours = 24): Promise<string> {
  const act = { kind: "issue-temporary-code", startsAt: null, ...temporaryCodeDefaults } as const;
  const done = await actOnStoredKey(stage.ports, serial, { ...act, hours }, "staff:test");
  if (done.kind !== "done" || done.temporaryCode === null) throw new TypeError(done.kind);
  return done.temporaryCode.code;
}

/** Has the holder make recovery codes, and returns them. */
async function makeCodes(stage: Stage): Promise<readonly string[]> {
  stage.advance(60);
  const given = { identifier: holder, passcode: pin + stage.code() };
  const answer = await newRecoveryCodes(stage.ports, given, noClient);
  if (answer.kind !== "issued") throw new TypeError(answer.kind);
  return answer.codes;
}

async function commissioned(): Promise<Stage> {
  const stage = await openStage();
  await stage.commission();
  return stage;
}

type Case = {
  readonly name: string;
  readonly prepare: () => Promise<{
    readonly ports: Ports;
    readonly identifier?: string;
    readonly passcode: string;
  }>;
};

/** Everything that a text of this form can meet. */
const cases: readonly Case[] = [
  {
    name: "an unknown identifier",
    prepare: async () => ({
      ...(await commissioned()),
      identifier: "nobody",
      passcode: pin + wrong,
    }),
  },
  {
    name: "a key without a temporary code",
    prepare: async () => ({ ...(await commissioned()), passcode: pin + wrong }),
  },
  {
    name: "a key that was never used",
    prepare: async () => ({ ...(await openStage()), passcode: pin + wrong }),
  },
  {
    name: "a wrong temporary code",
    async prepare() {
      const stage = await commissioned();
      await issue(stage);
      return { ...stage, passcode: pin + wrong };
    },
  },
  {
    name: "a right temporary code with a wrong PIN",
    async prepare() {
      const stage = await commissioned();
      return { ...stage, passcode: `9999${await issue(stage)}` };
    },
  },
  {
    name: "a right temporary code alone",
    async prepare() {
      const stage = await commissioned();
      return { ...stage, passcode: await issue(stage) };
    },
  },
  {
    name: "a temporary code after its end",
    async prepare() {
      const stage = await commissioned();
      const code = await issue(stage, 1);
      stage.advance(3600);
      return { ...stage, passcode: pin + code };
    },
  },
  {
    name: "a right temporary code of a suspended key",
    async prepare() {
      const stage = await commissioned();
      const code = await issue(stage);
      await actOnStoredKey(stage.ports, serial, { kind: "suspend" }, "staff:test");
      return { ...stage, passcode: pin + code };
    },
  },
  {
    name: "a key without recovery codes",
    prepare: async () => ({ ...(await commissioned()), passcode: pin + wrongRecovery }),
  },
  {
    name: "an unknown identifier, as by a recovery code",
    prepare: async () => ({
      ...(await commissioned()),
      identifier: "nobody",
      passcode: pin + wrongRecovery,
    }),
  },
  {
    name: "a wrong recovery code",
    async prepare() {
      const stage = await commissioned();
      await makeCodes(stage);
      return { ...stage, passcode: pin + wrongRecovery };
    },
  },
  {
    name: "a right recovery code with a wrong PIN",
    async prepare() {
      const stage = await commissioned();
      return { ...stage, passcode: `9999${(await makeCodes(stage))[2]}` };
    },
  },
  {
    name: "a recovery code that was used",
    async prepare() {
      const stage = await commissioned();
      const passcode = `${pin}${(await makeCodes(stage))[2]}`;
      const used = await logIn(stage.ports, { identifier: holder, passcode });
      expect(used).toMatchObject({ kind: "accepted", spare: "recovery-code" });
      return { ...stage, passcode };
    },
  },
  {
    name: "a wrong recovery code of a set of which one is left",
    async prepare() {
      const stage = await commissioned();
      for (const code of (await makeCodes(stage)).slice(1)) {
        await logIn(stage.ports, { identifier: holder, passcode: pin + code });
      }
      return { ...stage, passcode: pin + wrongRecovery };
    },
  },
];

// Goal: no refusal of what looks like a temporary or recovery code tells whether there is one (law 6).
// Method: that of `same-work.test.ts`: count codes, seeds, seals, hashes and calls of the store.
describe("a refused attempt with the form of a temporary or recovery code", () => {
  test("costs the same work, exactly, whatever it met, and is answered alike", async () => {
    const works: [string, Work][] = [];
    for (const { name, prepare } of cases) {
      const { ports, identifier = holder, passcode } = await prepare();
      let answer: unknown;
      const work = await workOf(ports, async (counting) => {
        answer = await logIn(counting, { identifier, passcode });
      });
      expect([name, answer]).toEqual([name, refusal]);
      works.push([name, work]);
    }
    const [[, first] = ["", null]] = works;
    for (const [name, work] of works) expect([name, work]).toEqual([name, first]);
    expect(first?.pinHashes).toHaveLength(2);
    expect(first?.storeCalls).toEqual(["loadForHolder", "replace"]);
  });
});
