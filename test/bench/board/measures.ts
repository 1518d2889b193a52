import { randomBytes } from "node:crypto";
import { type Plan, type PlanBoard, runPlan } from "@jeton/bench";
import type { Baud } from "@jeton/board";
import { inVirtualTime } from "./in-virtual-time.ts";

/** What a request of the longest kind costs, and how fast the wire alone would be. */
export type Throughput = {
  readonly baud: Baud;
  readonly packetsASecond: number;
  readonly wireLimit: number;
};

const pingBytes = 20;
const bitsInByte = 10;

/** Pings of 16 bytes, one after the other: two packets of 20 bytes for each, the answer awaited. */
export function throughput(baud: Baud, pings: number): Promise<Throughput> {
  return inVirtualTime(baud, async ({ conversation, time }) => {
    const nonce = randomBytes(pingBytes - 4);
    await conversation.request(0, nonce);
    const began = time.now();
    for (let ping = 0; ping < pings; ping += 1) await conversation.request(0, nonce);
    const seconds = (time.now() - began) / 1000;
    return {
      baud,
      packetsASecond: (2 * pings) / seconds,
      wireLimit: baud / (bitsInByte * pingBytes),
    };
  });
}

/** From the writing of a whole row to the moment at which its last dot is on the glass, ms. */
export function glassLatencies(baud: Baud, rows: number): Promise<readonly number[]> {
  return inVirtualTime(baud, async ({ board, emulated, time }) => {
    const latencies: number[] = [];
    const offset = time.now() - emulated.nowMilliseconds;
    let drawnAt = 0;
    emulated.onGlass(({ atMilliseconds }) => {
      drawnAt = atMilliseconds + offset;
    });
    for (let row = 0; row < rows; row += 1) {
      // All sixteen characters differ from those before.
      const text = String.fromCharCode(0x41 + (row % 26)).repeat(16);
      const began = time.now();
      await board.writeText(0, 0, text);
      await new Promise<void>((resolve) => {
        // Not in step with anything of the board's own.
        time.after(60 + 7.3 * (row % 11), resolve);
      });
      latencies.push(drawnAt - began);
    }
    return latencies;
  });
}

export type EmulationSpeed = { readonly what: string; readonly timesReal: number };

/** How many seconds one board lives for each second of processor time, doing various things. */
export async function emulationSpeed(isQuick: boolean): Promise<readonly EmulationSpeed[]> {
  const share = isQuick ? 0.1 : 1;
  const timed = async (what: string, virtualSeconds: number, work: () => Promise<unknown>) => {
    const began = processorSeconds();
    await work();
    return { what, timesReal: virtualSeconds / (processorSeconds() - began) };
  };
  const rest = 3600 * share;
  const pings = Math.round(2000 * share);
  const hours = 2 * share;
  return [
    await timed("display board at rest", rest, () =>
      inVirtualTime(19_200, ({ time }) => new Promise<void>((end) => time.after(rest * 1000, end))),
    ),
    await timed("key by itself: a code a minute, the countdown each second", hours * 3600, () =>
      runPlan(ownKeyPlan([{ name: "one", errorPpm: 0 }], hours * 3_600_000)),
    ),
    await timed("pinged without a pause at 19200 baud", (pings * 41.7) / 2000, () =>
      throughput(19_200, pings),
    ),
  ];
}

export type TenBoards = {
  readonly boards: number;
  readonly passed: number;
  readonly wallSeconds: number;
  /** Seconds that all boards together lived, for each second of processor time. */
  readonly boardSecondsASecond: number;
};

/** Ten boards in one process, each a key for a while. */
export async function tenBoards(isQuick: boolean): Promise<TenBoards> {
  const boards = Array.from({ length: 10 }, (_, index) => ({
    name: `board ${index + 1}`,
    errorPpm: 10 * index - 45,
  }));
  const milliseconds = isQuick ? 120_000 : 1_800_000;
  const began = processorSeconds();
  const result = await runPlan(ownKeyPlan(boards, milliseconds));
  const spent = processorSeconds() - began;
  const steps = result.boards.flatMap((board) => board.steps);
  return {
    boards: boards.length,
    passed: steps.filter(({ outcome }) => outcome === "passed").length,
    wallSeconds: result.wallSeconds,
    boardSecondsASecond: steps.reduce((sum, { seconds }) => sum + seconds, 0) / spent,
  };
}

export type FoundDrift = {
  readonly injectedPpm: number;
  readonly ppm: number;
  readonly uncertaintyPpm: number;
  readonly wallSeconds: number;
};

/** Each error put into an oscillator and found again from 24 hours as a key. */
export async function injectedDrifts(isQuick: boolean): Promise<readonly FoundDrift[]> {
  const found: FoundDrift[] = [];
  for (const injectedPpm of [200, -2021, 3]) {
    const milliseconds = isQuick ? 600_000 : 86_400_000;
    const result = await runPlan(
      ownKeyPlan([{ name: "one", errorPpm: injectedPpm }], milliseconds),
    );
    const details = result.boards[0]?.steps[0]?.details;
    if (details?.kind !== "own-key") throw new Error("Cannot find a drift: nothing was measured");
    const { ppm, uncertaintyPpm } = details.drift;
    found.push({ injectedPpm, ppm, uncertaintyPpm, wallSeconds: result.wallSeconds });
  }
  return found;
}

function ownKeyPlan(
  boards: readonly { readonly name: string; readonly errorPpm: number }[],
  milliseconds: number,
): Plan {
  return {
    name: "Own key",
    repeat: 1,
    boards: boards.map(
      (board): PlanBoard => ({ kind: "emulated", build: "hd44780", baud: 19_200, ...board }),
    ),
    steps: [
      {
        ...{ kind: "own-key", milliseconds, sampleMilliseconds: milliseconds / 200 },
        ...{ loginMilliseconds: Math.max(120_000, milliseconds / 50), seedHex: null },
        ...{ periodSeconds: 60, digits: 6, ppmWithin: null, codesAccepted: false, hostPpm: null },
      },
    ],
  };
}

/** Processor time of this process so far: the work of others on the machine is not in it. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
