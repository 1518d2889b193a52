import { randomBytes } from "node:crypto";
import { codeParameters, parseSeedHex } from "@jeton/core";
import type { ClockSample } from "../drift/clock-sample.ts";
import { estimateDrift } from "../drift/estimate-drift.ts";
import { keyVerdict } from "../drift/key-verdict.ts";
import type { OwnKeyStep } from "../plan/plan.ts";
import type { OwnKeyDetails } from "../result/bench-result.ts";
import { driftWords } from "../result/words.ts";
import { askClock } from "../station/ask-clock.ts";
import { readGlassPicture } from "../station/read-glass-picture.ts";
import type { Station } from "../station/station.ts";
import { type Login, loginWords, summarise } from "../validator/login.ts";
import { Validator } from "../validator/validator.ts";
import { readCode } from "./read-code.ts";
import { rest } from "./rest.ts";
import { StepFailed } from "./step-failed.ts";
import type { StepFinding, StepProgress } from "./step-finding.ts";
import { withSeedOnBoard } from "./with-seed-on-board.ts";

const seedLength = 20;

/**
 * Lets the board be a key by itself: its clock is asked again and again, and its codes are given to
 * a validator. The seed is erased afterwards, however it ends.
 */
export async function ownKeyStep(
  station: Station,
  step: OwnKeyStep,
  progress: StepProgress,
): Promise<StepFinding> {
  const { own } = station.board;
  if (own === null) throw new StepFailed("this board cannot be a key: it has no such commands");
  const seed = step.seedHex === null ? randomBytes(seedLength) : parseSeedHex(step.seedHex);
  const key = { seed, digits: checkedDigits(step.digits), periodSeconds: step.periodSeconds };
  try {
    const seen = await withSeedOnBoard(station, own, key, () =>
      watchKey(station, step, new Uint8Array(seed), progress),
    );
    return judged(step, seen, step.hostPpm ?? station.hostErrorPpm);
  } finally {
    seed.fill(0);
  }
}

type Seen = {
  readonly samples: readonly ClockSample[];
  readonly logins: readonly Login[];
  readonly glass: OwnKeyDetails["glass"];
};

/** Samples and logins, each in its own rhythm, until the time is over. */
async function watchKey(
  station: Station,
  step: OwnKeyStep,
  seed: Uint8Array,
  progress: StepProgress,
): Promise<Seen> {
  const { clock, board } = station;
  const { own } = board;
  if (own === null) throw new TypeError("Cannot watch a board without own commands");
  const { periodSeconds, digits } = step;
  const period = periodSeconds * 1000;
  const samples: ClockSample[] = [];
  const logins: Login[] = [];
  const began = clock.now();
  const ends = began + step.milliseconds;
  const parameters = codeParameters({ periodSeconds, digits });
  const validator = new Validator(seed, parameters, station.unixNow());
  let sampleAt = began;
  let loginAt = began;
  while (true) {
    const next = Math.min(sampleAt, loginAt, ends);
    await rest(station, next - clock.now());
    const now = clock.now();
    progress((now - began) / step.milliseconds);
    if (now >= sampleAt || now >= ends) {
      samples.push(await askClock(station, own));
      sampleAt += step.sampleMilliseconds;
    }
    if (now >= ends) break;
    if (now < loginAt) continue;
    const code = await readCode(station, digits);
    logins.push(validator.login(code, station.unixNow()));
    // A commissioning and a pair both need the next codes soon, and no code counts twice.
    const isWaiting = !validator.isInService || logins.at(-1)?.outcome === "next-code";
    loginAt = now + (isWaiting ? 1.25 * period : Math.max(step.loginMilliseconds, 1.25 * period));
  }
  return { samples, logins, glass: await readGlassPicture(station) };
}

function judged(step: OwnKeyStep, { samples, logins, glass }: Seen, errorPpm: number): StepFinding {
  const drift = estimateDrift(samples, { errorPpm });
  const summary = summarise(logins);
  const details: OwnKeyDetails = {
    ...{ kind: "own-key", drift, verdict: keyVerdict(drift), logins, summary, glass },
  };
  const message = `${driftWords(drift)}. ${loginWords(summary)}`;
  const { ppmWithin } = step;
  if (ppmWithin !== null && Math.abs(drift.ppm) + drift.uncertaintyPpm > ppmWithin) {
    throw new StepFailed(`wanted within ±${ppmWithin} ppm: ${message}`, details);
  }
  if (step.codesAccepted && summary.accepted < summary.logins) {
    throw new StepFailed(`wanted every code accepted: ${message}`, details);
  }
  return { message, details };
}

function checkedDigits(digits: number): 6 | 7 | 8 {
  if (digits === 6 || digits === 7 || digits === 8) return digits;
  throw new RangeError(`Cannot use ${digits} digits: expected 6 to 8`);
}
