import { FailedError, onQuitSignal, outliveReader } from "@jeton/cli";
import { isLoopback, ListenError, listen } from "@jeton/http";
import type { Damaged, Ports } from "@jeton/validator/parts";
import { createApp } from "../app.ts";
import { createLog, type Logger } from "../web/log.ts";
import { createMetrics, type Metrics } from "../web/metrics.ts";
import { withInstallation } from "./installation.ts";
import { readMailFile } from "./mail-file.ts";
import { startNotices } from "./notices.ts";
import { readPortalFile } from "./portal-file.ts";
import type { ServeOptions } from "./serve-options.ts";
import { startUpkeep } from "./upkeep.ts";

/** Requests under way when the service is told to stop may take so long. */
const graceMilliseconds = 15_000;

/** Serves portal, help desk and API until SIGINT or SIGTERM. */
export function serveUntilStopped(options: ServeOptions): Promise<void> {
  const portal = options.portal === undefined ? null : readPortalFile(options.portal);
  const mail = options.mail === undefined ? null : readMailFile(options.mail);
  const { requestsPerSecond: perSecond, requestBurst: burst } = options;
  const log = createLog(options.log);
  let countDamaged: Metrics["countDamaged"] = () => {};
  const onDamaged = ({ kind, name }: Damaged) => {
    log.error({ kind, name }, "damaged");
    countDamaged(kind);
  };
  return withInstallation({ ...options, mayCreate: true, onDamaged }, async (opened) => {
    const metrics = createMetrics(opened);
    countDamaged = metrics.countDamaged;
    const from = { contact: portal?.contact ?? {}, brand: portal?.brand ?? {} };
    const notices = startNotices(opened, mail, from, { log, metrics });
    const ports = countedPorts(notices.ports, metrics, log);
    const app = createApp({
      ...ports,
      secureCookies: options.secureCookies === true,
      frameAncestors: "none",
      applications: portal?.applications ?? [],
      ...from,
      ...(notices.mailer !== null && { mailer: notices.mailer }),
      startPath: "/portal",
      fleet: { batteryYears: options.batteryYears },
      onError: (error: unknown) => log.error({ err: error }, "failed"),
      listensOnLoopback: isLoopback(options.host),
      hostNames: options.hostName,
      trustedProxies: options.trustedProxy,
      requestLimit: perSecond === 0 ? null : { perSecond, burst },
      tokenLimit: {
        perSecond: options.tokenRequestsPerSecond,
        burst: options.tokenRequestBurst,
      },
      keyLimit: {
        perSecond: options.holderRequestsPerSecond,
        burst: options.holderRequestBurst,
      },
      realms: options.realm,
      scim: { school: options.scimSchool, mayRemovePercent: options.mayRemove },
      ...{ metrics, log },
    });
    const server = await listen(app, { ...options, graceMilliseconds }).catch((error: unknown) => {
      if (error instanceof ListenError) throw new FailedError(error.message, { cause: error });
      throw error;
    });
    outliveReader();
    console.log(`Portal: ${server.url}/portal`);
    console.log(`Desk:   ${server.url}/desk`);
    console.log(`API:    ${server.url}/api/v1/openapi.json`);
    log.info({ url: server.url }, "listening");
    const stopUpkeep = startUpkeep(ports, log, metrics, options);
    await new Promise<void>((resolve) => onQuitSignal(resolve));
    await server.close();
    await stopUpkeep();
    await notices.stop();
    log.info("stopped");
  });
}

/** Returns the ports with what is decided counted. */
function countedPorts(ports: Ports, metrics: Metrics, log: Logger): Ports {
  return {
    ...ports,
    onAttempt: metrics.countAttempt,
    onClockSet() {
      metrics.countClockSet();
      // Which key: its trail says it to whoever may know.
      log.warn("a key's clock was set");
    },
    onRepeatedAttempt(decision) {
      metrics.countRepeatedAttempt(decision);
      log.info({ decision }, "answered an attempt again");
    },
  };
}
