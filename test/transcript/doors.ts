import { userInfo } from "node:os";
import { type AuditEvent, type KeyRecord, RecordDamagedError } from "@jeton/core";
import { type Door, type Row, serialAt, spareOf, takesSpare } from "./act-rows.ts";
import {
  type Browser,
  maskPage,
  origin,
  type Page,
  pageHash,
  pageParts,
  pageTitle,
} from "./browser.ts";
import type { Installation } from "./installation.ts";
import { runJeton } from "./run-jeton.ts";

type App = ReturnType<Installation["openApp"]>;

/** What acts are sent through. */
export type Doors = {
  readonly installation: Installation;
  readonly app: App;
  readonly staff: Readonly<Record<string, Browser>>;
  readonly authorization: string;
};

/** Does what a row says at one door, and returns what came of it. */
export async function passThrough(doors: Doors, door: Door, row: Row): Promise<string> {
  const { installation } = doors;
  const serial = serialAt(door, row);
  const spare = takesSpare(row.act) ? [spareOf(serial)] : [];
  const documents = await documentsOf(installation);
  const logged = installation.errors.length;
  const before = new Map<string, KeyAndEvents>();
  for (const key of [serial, ...spare]) before.set(key, await keyAndEvents(installation, key));
  const answer = await answerAt(doors, door, row, serial);
  const lines = [`before   ${before.get(serial)?.key}`, ...answer];
  for (const [key, { key: was, events }] of before) {
    const { key: is, events: all } = await keyAndEvents(installation, key);
    const whose = key === serial ? "" : " of the new key";
    const added = all.slice(events.length);
    lines.push(...added.map((event) => `event    ${describeEvent(event)}${whose}`));
    lines.push(`after    ${is === was ? "unchanged" : is}${whose}`);
  }
  lines.push(...changedDocuments(documents, await documentsOf(installation)));
  const errors = installation.errors.slice(logged);
  lines.push(...errors.map((error) => `logged   ${String(error)}`));
  const text = lines.map((line) => `    ${line}`).join("\n");
  return `  ${door}\n${text.replaceAll(`${door}~`, "")}`;
}

function answerAt(doors: Doors, door: Door, row: Row, serial: string): Promise<string[]> {
  switch (door) {
    case "form":
      return throughForm(doors, row, serial);
    case "api":
      return throughApi(doors, row, serial);
    case "command":
      return throughCommand(doors, row, serial, []);
    case "json":
      return throughCommand(doors, row, serial, ["--json"]);
    default:
      return door satisfies never;
  }
}

async function throughForm({ staff }: Doors, row: Row, serial: string): Promise<string[]> {
  const browser = staff[row.by];
  if (browser === undefined) throw new Error(`Nobody is called ${row.by}`);
  const csrf = row.by === "foreign" ? { csrf: "of-another-page" } : {};
  const fields = { ...row.given(serial).fields, ...csrf };
  const page = await browser.post(`/desk/key/${row.act}`, { key: serial, ...fields });
  if (page.location === null) return describePage(page);
  const next = page.location.startsWith("/desk/key") ? await browser.get(page.location) : null;
  const then = next === null ? [] : describePage(next);
  return [`status   ${page.status} to ${maskPage(page.location)}`, ...then];
}

function describePage(page: Page): string[] {
  const head = `page     ${page.status} "${pageTitle(page.html)}" html ${pageHash(page.html)}`;
  return [head, ...pageParts(page.html).map((part) => `  ${part}`)];
}

async function throughApi(doors: Doors, row: Row, serial: string): Promise<string[]> {
  const answer = await doors.app.request(`${origin}/api/v1/keys/${serial}/acts`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: doors.authorization },
    body: JSON.stringify({ act: row.act, ...row.given(serial).body }),
  });
  const body = await answer.text();
  return [
    `status   ${answer.status}`,
    `body     ${body.replace(/("code":")[A-Z]{10}/u, "$1CODE")}`,
  ];
}

async function throughCommand(
  { installation: { directory } }: Doors,
  row: Row,
  serial: string,
  options: readonly string[],
): Promise<string[]> {
  if (directory === null) throw new Error("Commands need a directory");
  const words = ["keys", row.act, serial, ...row.given(serial).words, ...options];
  const { status, stdout, stderr } = await runJeton(directory, words);
  const lines = (name: string, text: string) =>
    text === ""
      ? []
      : text
          .trimEnd()
          .split("\n")
          .map((line) => `${name}   ${line}`);
  return [`exit     ${status}`, ...lines("stdout", stdout), ...lines("stderr", stderr)];
}

type KeyAndEvents = { readonly key: string; readonly events: readonly AuditEvent[] };

async function keyAndEvents(installation: Installation, serial: string): Promise<KeyAndEvents> {
  const { store } = installation.ports;
  return {
    key: await describeKey(installation, serial),
    events: await store.events(serial, { afterSequence: 0, limit: 1000 }),
  };
}

function describeEvent({ at, kind, actor, step, reason, diagnosis, holder }: AuditEvent): string {
  return [
    ...[
      new Date(at).toISOString(),
      kind,
      "by",
      actor === `staff:${userInfo().username}` ? "the terminal" : actor,
    ],
    ...(step === null ? [] : [`step ${step}`]),
    ...(reason === null ? [] : [`reason ${reason}`]),
    ...(diagnosis === null ? [] : [JSON.stringify(diagnosis)]),
    ...(holder === undefined ? [] : ["with the holder's name"]),
  ].join(" ");
}

async function describeKey({ ports }: Installation, serial: string): Promise<string> {
  try {
    const stored = await ports.store.load(serial);
    return stored === null ? "there is none" : describeRecord(stored.record);
  } catch (error) {
    if (error instanceof RecordDamagedError) return "damaged";
    throw error;
  }
}

function describeRecord(record: KeyRecord): string {
  const { state, holder, failures, firstUse, lastStep, asked, epoch, audit } = record;
  const { temporaryCode: code } = record;
  const { guesses, wrongPins, block } = failures.strangers;
  return [
    state.kind === "suspended" ? `suspended (before: ${state.before.kind})` : state.kind,
    holder === null ? "without holder" : `of ${holder}`,
    `failures ${guesses}+${wrongPins}${block === null ? "" : " blocked"}`,
    `asked ${asked.length}`,
    `last step ${lastStep ?? "none"}`,
    `first use ${firstUse.expiresAt ?? "open"}${firstUse.activation === null ? "" : " by code"}`,
    ...(code === null
      ? []
      : [
          `temporary code ${code.startsAt} to ${code.endsAt}, ${code.usesLeft}, ${code.returningKey}`,
        ]),
    `epoch ${epoch}`,
    `events ${audit.count}`,
  ].join(", ");
}

/** Returns the revision of each document, by its kind and name. */
async function documentsOf({ ports }: Installation): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const kind of await ports.documents.kinds()) {
    const page = { prefix: "", after: null, limit: 1000, newestFirst: false };
    for (const { id, revision } of await ports.documents.list(kind, page)) {
      found.set(`${kind} ${id}`, revision);
    }
  }
  return found;
}

function changedDocuments(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changed = names.filter((name) => before.get(name) !== after.get(name)).sort();
  return changed.map((name) => {
    const from = before.get(name) ?? "none";
    const masked = name.replaceAll(/[0-9a-f]{32,}/gu, "HEX").replaceAll(/[\w-]{43}/gu, "ID");
    return `document ${masked}, revision ${from} to ${after.get(name) ?? "none"}`;
  });
}
