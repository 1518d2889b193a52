import type { Ports } from "@jeton/validator/parts";
import { surveyKeys } from "@jeton/validator/parts";
import { keepCheckpoints } from "../audit/keep-checkpoints.ts";
import { defaultFleetSettings, type FleetSettings } from "../fleet/settings.ts";
import { brakeState } from "../holders/removal-brake.ts";
import { sweepFiles } from "../tickets/index.ts";
import type { Logger } from "../web/log.ts";
import type { Metrics } from "../web/metrics.ts";
import { lookAtFleet } from "./look-at-fleet.ts";

/** What is over may be there so much longer. */
const sweepMilliseconds = 10 * 60 * 1000;

/**
 * Surveys the keys once, looks how they are, makes checkpoints and sweeps what is over, as long as the service
 * runs; returns what ends it all.
 */
export function startUpkeep(
  ports: Ports,
  log: Logger,
  metrics: Metrics,
  settings: FleetSettings = defaultFleetSettings,
): () => Promise<void> {
  const onError = (error: unknown) => log.error({ err: error }, "upkeep failed");
  const stopCheckpoints = keepCheckpoints(ports, {
    onAnswer(answer) {
      metrics.trailBroken(answer.kind === "broken" ? answer.report.broken.length : 0);
      // Which keys: `jeton audit verify` says it to whoever may know.
      if (answer.kind === "broken") {
        const broken = answer.report.broken.map(({ serial: _, ...place }) => place);
        log.error({ broken }, "trail broken");
      }
      if (answer.kind === "made") log.info({ checkpoint: answer.checkpoint.sequence }, "signed");
    },
    onError,
  });
  const ended = new AbortController();
  const survey = surveyKeys(ports, ended.signal).catch(onError);
  const stopLooking = lookAtFleet(ports, settings, { fleetFound: metrics.fleetFound, onError });
  let sweeping: Promise<unknown> = tellBrake(ports, metrics).catch(onError);
  const timer = setInterval(() => {
    sweeping = Promise.all([sweep(ports), tellBrake(ports, metrics)]).catch(onError);
  }, sweepMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    ended.abort();
    await Promise.all([survey, sweeping, stopCheckpoints(), stopLooking()]);
  };
}

/** Tickets that are over go with all that expired, and their files behind them. */
async function sweep(ports: Ports): Promise<void> {
  await ports.documents.sweep(ports.clock());
  await sweepFiles(ports);
}

/** Another node may have put it on, a command released it. */
async function tellBrake(ports: Ports, metrics: Metrics): Promise<void> {
  metrics.brakeHeld((await brakeState(ports)).heldAt !== null);
}
