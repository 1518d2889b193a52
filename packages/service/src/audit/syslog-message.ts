import type { ChainedEvent } from "@jeton/core";

/** How an event is written for a collector of logs. */
export const syslogForms = ["rfc5424", "cef"] as const;
export type SyslogForm = (typeof syslogForms)[number];

/** From where the messages come. */
export type SyslogSource = { readonly hostName: string; readonly version: string };

/** RFC 5424 §6.2.1: "log audit". */
const facility = 13;

/** A clock that was set is a warning; what somebody failed at, or took away, is to be noticed. */
const severities: Readonly<Partial<Record<ChainedEvent["kind"], number>>> = {
  "clock-set": 4,
  ...{ refused: 5, lost: 5, exported: 5, suspended: 5, retired: 5 },
};
const informational = 6;

/** An enterprise number is wanted in the name of data of our own; this one is for documents (RFC 5612). */
const dataName = "jeton@32473";

/**
 * Returns an event as a message of RFC 5424: with its fields as structured data, or as a line of CEF (Common Event
 * Format 0). It holds what the trail holds: no identifier, no PIN and no code.
 */
export function syslogMessage(form: SyslogForm, event: ChainedEvent, source: SyslogSource): string {
  const severity = severities[event.kind] ?? informational;
  const moment = new Date(event.at).toISOString();
  const host = source.hostName.replaceAll(/[^\x21-\x7e]/gu, "").slice(0, 255) || "-";
  const head = `<${facility * 8 + severity}>1 ${moment} ${host} jeton - ${event.kind}`;
  if (form === "cef") return `${head} - ${cefLine(event, severity, source.version)}`;
  const data = fieldsOf(event).map(([name, value]) => ` ${name}="${dataValue(value)}"`);
  return `${head} [${dataName}${data.join("")}]`;
}

type Field = readonly [name: string, value: string];

function fieldsOf(event: ChainedEvent): readonly Field[] {
  const { diagnosis } = event;
  const all: readonly (readonly [string, string | number | null | undefined])[] = [
    ...[["serial", event.serial] as const, ["sequence", event.sequence] as const],
    ...[["actor", event.actor] as const, ["step", event.step] as const],
    ...[["reason", event.reason] as const, ["pin", diagnosis?.pin] as const],
    ...[["offsetSteps", diagnosis?.offsetSteps] as const, ["hash", event.hash] as const],
  ];
  return all.flatMap(([name, value]) => (value == null ? [] : [[name, String(value)] as const]));
}

/** RFC 5424 §6.3.3: a quote, a backslash and a closing bracket are escaped. */
function dataValue(value: string): string {
  return value.replaceAll(/["\\\]]/gu, (sign) => `\\${sign}`);
}

/** The names of CEF's dictionary where it has them; its numbers and texts of one's own for the others. */
function cefLine(event: ChainedEvent, severity: number, version: string): string {
  const { diagnosis } = event;
  const outcome = event.kind === "refused" ? "failure" : "success";
  const extensions: readonly (readonly [string, string | number | null | undefined])[] = [
    ...[["rt", event.at] as const, ["suser", event.actor] as const, ["outcome", outcome] as const],
    ...[["cs1Label", "serial"] as const, ["cs1", event.serial] as const],
    ...[["cn1Label", "sequence"] as const, ["cn1", event.sequence] as const],
    ...[["reason", event.reason] as const, ["externalId", event.hash] as const],
    ...(diagnosis?.offsetSteps == null
      ? []
      : [["cn2Label", "offsetSteps"] as const, ["cn2", diagnosis.offsetSteps] as const]),
  ];
  const written = extensions.flatMap(([name, value]) =>
    value == null ? [] : [`${name}=${cefValue(String(value))}`],
  );
  // CEF counts severity upwards to 10, syslog downwards to 0.
  const head = ["CEF:0", "Jeton", "jeton", version, event.kind, event.kind, `${10 - severity}`];
  return `${head.map((part) => part.replaceAll(/[\\|]/gu, (sign) => `\\${sign}`)).join("|")}|${written.join(" ")}`;
}

function cefValue(value: string): string {
  return value.replaceAll(/[\\=]/gu, (sign) => `\\${sign}`);
}
