import type { Ports } from "@jeton/validator/parts";
import type { FleetSettings } from "../fleet/settings.ts";
import { surveyFleet } from "../fleet/survey-fleet.ts";
import type { Metrics } from "../web/metrics.ts";

/** So often all keys are looked at, for metrics: what is found changes in days. */
const lookMilliseconds = 6 * 60 * 60 * 1000;

/** Looks at all keys now and every six hours, and tells metrics what was found; returns what ends it. */
export function lookAtFleet(
  ports: Ports,
  settings: FleetSettings,
  by: {
    readonly fleetFound: Metrics["fleetFound"];
    readonly onError: (error: unknown) => void;
  },
): () => Promise<void> {
  const ended = new AbortController();
  async function look(): Promise<void> {
    const fleet = await surveyFleet(ports, settings, Number.POSITIVE_INFINITY, ended.signal);
    if (!fleet.isCutShort) by.fleetFound(fleet);
  }
  let looking = look().catch(by.onError);
  const timer = setInterval(() => {
    looking = looking.then(look).catch(by.onError);
  }, lookMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    ended.abort();
    await looking;
  };
}
