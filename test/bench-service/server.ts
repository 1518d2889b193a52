import { monitorEventLoopDelay } from "node:perf_hooks";
import { listen } from "@jeton/http";
import { createApp, createLog, createMetrics } from "@jeton/service";
import {
  isPostgresUrl,
  openPostgresStore,
  openSqliteStore,
  sealedDocuments,
  sealedStore,
} from "@jeton/store";
import { ensureDecoys, keysInUse, nodePorts, watchClock } from "@jeton/validator/parts";
import { benchKeyring, benchNow, benchPolicy, type HashKind } from "./bench-keys.ts";

// A node under load: `server.js STORE HASH`. Says its port, and serves what `jeton serve` serves until
// it is told to stop. Only the request limit is off: all of the load comes from one source. Told to "watch", it
// begins to watch how late its event loop is; asked with "late", it says so: milliseconds, 99 of 100.
/** The histogram's timer itself waits so many milliseconds. */
const loopResolution = 1;
const [, , place = "", hash = "trivial"] = process.argv;
const opened = isPostgresUrl(place) ? await openPostgresStore(place) : openSqliteStore(place);
const store = sealedStore(opened, benchKeyring);
const clockWatch = watchClock();
const metrics = createMetrics({ clockWatch });
const log = createLog("warn");
const policy = benchPolicy(hash as HashKind);
const ports = {
  ...nodePorts,
  clock: benchNow,
  store,
  documents: sealedDocuments(opened.documents, benchKeyring),
  keyring: benchKeyring,
  policy,
  inUse: keysInUse(policy.pinHashCost),
  clockWatch,
  onAttempt: metrics.countAttempt,
};
await ensureDecoys(ports);
const app = createApp({
  ...ports,
  secureCookies: true,
  frameAncestors: "none",
  applications: [],
  contact: {},
  startPath: "/portal",
  onError: (error) => log.error({ err: error }, "failed"),
  requestLimit: null,
  ...{ metrics, log },
});
const server = await listen(app, { host: "127.0.0.1", port: 0 });
const loop = monitorEventLoopDelay({ resolution: loopResolution });
process.on("message", (word) => {
  if (word === "late") process.send?.(loop.percentile(99) / 1e6 - loopResolution);
  else {
    loop.reset();
    loop.enable();
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.(server.port);
