import type { Ports } from "@jeton/validator/parts";
import { type Mailer, type MailSettings, openMailer } from "../mail/index.ts";
import { type NoticeQueue, noticeQueue, watchedStore } from "../notices/index.ts";
import type { Logger } from "../web/log.ts";
import type { Metrics } from "../web/metrics.ts";
import type { Brand, Contact } from "../web/portal-ports.ts";

/** What a service without mail has instead: nothing is noted, nothing is stopped. */
const noNotices = { stop: () => Promise.resolve() };
const workMilliseconds = 1000;

/** What holders read of who writes. */
type From = { readonly contact: Contact; readonly brand: Brand };

/** The service with mail: its store tells holders what happens to their keys, if the settings want that. */
export type Notifying = {
  readonly ports: Ports;
  readonly mailer: Mailer | null;
  /** Sends what waits, and ends. */
  readonly stop: () => Promise<void>;
};

/** Returns the ports of a service that sends mail by these settings; null: those that it has. */
export function startNotices(
  ports: Ports,
  settings: MailSettings | null,
  from: From,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): Notifying {
  if (settings === null) return { ports, mailer: null, ...noNotices };
  const mailer = openMailer(settings);
  if (settings.noticesADay === 0) return { ports, mailer, ...noNotices };
  const queue: NoticeQueue = noticeQueue(ports, {
    ...{ mailer, sender: from, noticesADay: settings.noticesADay },
    onResult: metrics.countNotice,
    onProblem: (problem) => log.warn({ problem }, "notices wait"),
  });
  const timer = setInterval(() => void queue.work(), workMilliseconds);
  timer.unref();
  const stop = (): Promise<void> => {
    clearInterval(timer);
    return queue.close();
  };
  return { ports: { ...ports, store: watchedStore(ports.store, queue.note) }, mailer, stop };
}
