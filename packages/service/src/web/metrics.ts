import type { Ports } from "@jeton/validator/parts";
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { keyFindings } from "../fleet/key-health.ts";
import type { Fleet } from "../fleet/survey-fleet.ts";
import { routeOf } from "./route-of.ts";

/** What becomes of a notice by mail: sent; held back by the day's limit; to somebody without an address; lost. */
export const noticeResults = ["sent", "held-back", "no-address", "lost"] as const;
export type NoticeResult = (typeof noticeResults)[number];

/** What is counted. Names and labels never hold an identifier, a serial, a path or a secret. */
export type Metrics = {
  /** Returns everything in Prometheus' text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
  readonly countAttempt: NonNullable<Ports["onAttempt"]>;
  readonly countRepeatedAttempt: NonNullable<Ports["onRepeatedAttempt"]>;
  readonly countClockSet: NonNullable<Ports["onClockSet"]>;
  /** Measures each request by the route that answered it. */
  readonly measure: MiddlewareHandler;
  /** Counts something that was loaded and is not what was sealed. */
  readonly countDamaged: (kind: "key" | "document") => void;
  /** Counts what became of a notice by mail. */
  readonly countNotice: (result: NoticeResult) => void;
  /** Counts a deactivation that the brake of the directory refused. */
  readonly countHeld: () => void;
  /** Says whether the brake of the directory is on. */
  readonly brakeHeld: (isHeld: boolean) => void;
  /** Says how the keys are, by the last look at all of them. */
  readonly fleetFound: (fleet: Pick<Fleet, "keys" | "counts">) => void;
  /** Says how many places of the trail were found broken at the last look. */
  readonly trailBroken: (places: number) => void;
};

/** Returns metrics of one service; `clockWatch` is asked when they are read. */
export function createMetrics({ clockWatch }: Pick<Ports, "clockWatch">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const { attempts, repeated, clockSet } = attemptCounters(registers);
  const damaged = new Counter({
    ...{
      name: "jeton_damaged_records_total",
      help: "Records and documents that were loaded and are not what was sealed",
      registers,
    },
    labelNames: ["kind"],
  });
  for (const kind of ["key", "document"]) damaged.inc({ kind }, 0);
  const notices = new Counter({
    ...{ name: "jeton_notices_total", help: "Notices to holders by mail", registers },
    labelNames: ["result"],
  });
  for (const result of noticeResults) notices.inc({ result }, 0);
  const requests = new Histogram({
    ...{ name: "jeton_http_request_seconds", help: "Time to answer a request", registers },
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
  const broken = new Gauge({
    ...{ name: "jeton_audit_broken", help: "Places of the audit trail found broken", registers },
  });
  new Gauge({
    ...{ name: "jeton_clock_alarm", help: "1 while the keys disagree with this clock", registers },
    collect() {
      this.set(clockWatch.alarm() === null ? 0 : 1);
    },
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    countAttempt: (decision) => attempts.inc({ decision }),
    countRepeatedAttempt: (decision) => repeated.inc({ decision }),
    countClockSet: () => clockSet.inc(),
    countDamaged: (kind) => damaged.inc({ kind }),
    countNotice: (result) => notices.inc({ result }),
    ...brakeCounters(registers),
    fleetFound: fleetGauges(registers),
    trailBroken: (places) => broken.set(places),
    measure: createMiddleware(async (c, next) => {
      const began = performance.now();
      await next();
      const labels = { method: c.req.method, route: routeOf(c), status: c.res.status };
      requests.observe(labels, (performance.now() - began) / 1000);
    }),
  };
}

function attemptCounters(registers: Registry[]) {
  const attempts = new Counter({
    ...{ name: "jeton_attempts_total", help: "Attempts decided", registers },
    labelNames: ["decision"],
  });
  const repeated = new Counter({
    ...{
      name: "jeton_repeated_attempts_total",
      help: "Attempts that were sent again and got their first answer",
      registers,
    },
    labelNames: ["decision"],
  });
  for (const decision of ["accepted", "accepted-without-key", "choose-pin", "refused"]) {
    attempts.inc({ decision }, 0);
    repeated.inc({ decision }, 0);
  }
  const clockSet = new Counter({
    name: "jeton_clock_set_total",
    help: "Log-ins that showed that a key's clock was set, which no crystal does",
    registers,
  });
  return { attempts, repeated, clockSet };
}

function brakeCounters(registers: Registry[]): Pick<Metrics, "countHeld" | "brakeHeld"> {
  const refused = new Counter({
    name: "jeton_deactivations_refused_total",
    help: "Deactivations of holders by an identity system that the brake refused",
    registers,
  });
  const held = new Gauge({
    name: "jeton_directory_brake",
    help: "1 while too many holders would have left the directory within a day",
    registers,
  });
  return { countHeld: () => refused.inc(), brakeHeld: (isHeld) => held.set(isHeld ? 1 : 0) };
}

function fleetGauges(registers: Registry[]): Metrics["fleetFound"] {
  const keys = new Gauge({
    ...{ name: "jeton_keys", help: "Keys in stock or in use at the last look", registers },
  });
  const found = new Gauge({
    ...{
      name: "jeton_keys_found",
      help: "Keys of which the last look at all found something: drift, a clock that was set, an old battery",
      registers,
    },
    labelNames: ["finding"],
  });
  return (fleet) => {
    keys.set(fleet.keys.length);
    for (const finding of keyFindings) found.set({ finding }, fleet.counts[finding]);
  };
}
