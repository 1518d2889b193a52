import { setTimeout as sleep } from "node:timers/promises";
import { unixMilliseconds } from "@jeton/core";
import { listen } from "@jeton/http";
import { createApp, createLog, createMetrics } from "@jeton/service";
import { openInstallation } from "@jeton/validator/parts";
import { delayHeader } from "./delay-header.ts";

// The server that is measured: `server.js DIRECTORY`. Says its port, and serves what `jeton serve`
// serves, an installation on SQLite with the shipped policy and hash, until it is told to stop. Only
// the request limit is off: all requests come from one source. A message of a number sets its clock
// forward by so many ms, for the form whose limits no option turns off; a header makes it wait.
const [, , dataDirectory = ""] = process.argv;
let ahead = 0;
const clock = () => unixMilliseconds(Date.now() + ahead);
const opened = await openInstallation({ dataDirectory, mayCreate: true, clock });
const metrics = createMetrics(opened);
const log = createLog("warn");
const app = createApp({
  ...opened,
  onAttempt: metrics.countAttempt,
  secureCookies: false,
  frameAncestors: "none",
  applications: [],
  contact: {},
  startPath: "/portal",
  onError: (error) => log.error({ err: error }, "failed"),
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
