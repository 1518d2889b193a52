import { setTimeout as sleep } from "node:timers/promises";
import { defaultPolicy, unixMilliseconds } from "@jeton/core";
import { listen } from "@jeton/http";
import {
  createApp,
  createLog,
  createMetrics,
  ensureDecoys,
  nodePorts,
  watchClock,
} from "@jeton/service";
import { openSqliteStore } from "@jeton/store";
import { delayHeader, oracleKeyring } from "./oracle-keyring.ts";

// The server that is measured: `server.js STORE`. Says its port, and serves what `jeton serve` serves,
// with the shipped policy and hash, until it is told to stop. Only the request limit is off: all
// requests come from one source. A message of a number sets its clock forward by so many ms, for the
// form whose limits no option turns off; a header makes it wait.
const [, , file = ""] = process.argv;
const store = openSqliteStore(file);
const clockWatch = watchClock();
const metrics = createMetrics({ clockWatch });
const log = createLog("warn");
let ahead = 0;
const ports = {
  ...nodePorts,
  clock: () => unixMilliseconds(Date.now() + ahead),
  store,
  documents: store.documents,
  keyring: oracleKeyring,
  policy: defaultPolicy,
  clockWatch,
  onAttempt: metrics.countAttempt,
};
await ensureDecoys(ports);
const app = createApp({
  ...ports,
  secureCookies: false,
  frameAncestors: "none",
  applications: [],
  contact: {},
  startPath: "/portal",
  onError: () => {},
  requestLimit: null,
  listensOnLoopback: true,
  trustedProxies: ["127.0.0.1"],
  ...{ metrics, log },
});
const waiting: Pick<typeof app, "fetch"> = {
  async fetch(request, ...rest) {
    const milliseconds = Number(request.headers.get(delayHeader));
    if (milliseconds > 0) await sleep(milliseconds);
    return app.fetch(request, ...rest);
  },
};
const server = await listen(waiting, { host: "127.0.0.1", port: 0 });
process.on("message", (milliseconds: number) => {
  ahead += milliseconds;
});
process.on("disconnect", () => process.exit(0));
process.send?.(server.port);
