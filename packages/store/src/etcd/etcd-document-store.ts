import { type DocumentStore, OtpError, type StoredDocument, unixMilliseconds } from "@jeton/core";
import { boundsOf, requireContent, requireName } from "../document-arguments.ts";
import type { Gateway } from "./gateway.ts";
import type { Layout } from "./layout.ts";
import { etcdLimits } from "./limits.ts";
import {
  type Entry,
  hasVersion,
  isUnchanged,
  put,
  read,
  readNames,
  remove,
  type Span,
} from "./transaction.ts";

/** Returns the documents of an open cluster. */
export function createEtcdDocumentStore(gateway: Gateway, layout: Layout): DocumentStore {
  async function entriesOf(span: Span, options: Parameters<typeof read>[1]) {
    const { found } = await gateway.commit({ run: [read(span, options)] });
    return found[0]?.entries ?? [];
  }

  /** Removes of these entries what expired before `now` and was not changed meanwhile. */
  async function sweepEntries(entries: readonly Entry[], now: number): Promise<number> {
    let swept = 0;
    for (const entry of entries) {
      const { expiresAt } = readDocument(entry);
      if (expiresAt === null || expiresAt >= now) continue;
      const { held } = await gateway.commit({
        when: [isUnchanged(entry.key, entry)],
        run: [remove({ from: entry.key })],
      });
      if (held) swept += 1;
    }
    return swept;
  }

  return {
    async load(kind, id) {
      requireName(kind, id);
      const [entry] = await entriesOf({ from: layout.document(kind, id) }, {});
      return entry ? readDocument(entry) : null;
    },
    async put(kind, id, revision, next) {
      requireName(kind, id);
      requireContent(next);
      if (!Number.isSafeInteger(revision) || revision < 0) return false;
      const name = layout.document(kind, id);
      const { held } = await gateway.commit({
        // Of a key that is not there, etcd counts 0 changes.
        when: [hasVersion(name, revision)],
        run: [put(name, documentText(next))],
      });
      return held;
    },
    async remove(kind, id, revision) {
      requireName(kind, id);
      if (!Number.isSafeInteger(revision) || revision < 1) return false;
      const name = layout.document(kind, id);
      const { held } = await gateway.commit({
        when: [hasVersion(name, revision)],
        run: [remove({ from: name })],
      });
      return held;
    },
    async list(kind, page) {
      const bounds = boundsOf(kind, page);
      const { after, limit, newestFirst } = page;
      const name = (id: string) => layout.document(kind, id);
      const from = after === null || newestFirst ? bounds.from : later(bounds.from, `${after}\0`);
      const to = after === null || !newestFirst ? bounds.before : earlier(bounds.before, after);
      if (limit === 0 || from >= to) return [];
      const span = { from: name(from), to: name(to) };
      return (await entriesOf(span, { limit, lastFirst: newestFirst })).map(readDocument);
    },
    async kinds() {
      const { from: start, to } = layout.documents;
      const found: string[] = [];
      for (let from = start; ; ) {
        const answer = await gateway.commit({
          run: [readNames({ ...layout.documents, from }, 1)],
        });
        const kind = answer.found[0]?.entries[0]?.key.slice(start.length).split("/")[0];
        if (kind === undefined || to === undefined) return found.sort();
        found.push(kind);
        // "0" comes right behind "/".
        from = `${start}${kind}0`;
      }
    },
    /** Reads every document: etcd has no index of values. */
    async sweep(now) {
      let swept = 0;
      for (let { from } = layout.documents; ; ) {
        const page = await entriesOf({ ...layout.documents, from }, { limit: etcdLimits.pageMax });
        swept += await sweepEntries(page, now);
        const last = page.at(-1);
        if (last === undefined) return swept;
        from = `${last.key}\0`;
      }
    },
  };
}

/** Returns how a document stands in etcd: when it expires, a line break, its body. */
export function documentText({
  body,
  expiresAt,
}: Pick<StoredDocument, "body" | "expiresAt">): string {
  return `${expiresAt ?? ""}\n${body}`;
}

function readDocument({ key, value, version }: Entry): StoredDocument {
  const end = value.indexOf("\n");
  const [expires, body] = [value.slice(0, end), value.slice(end + 1)];
  if (end < 0 || !/^\d*$/.test(expires)) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read a document: it was edited");
  }
  return {
    id: key.split("/").slice(3).join("/"),
    revision: version,
    body,
    expiresAt: expires === "" ? null : unixMilliseconds(Number(expires)),
  };
}

function later(left: string, right: string): string {
  return left > right ? left : right;
}

function earlier(left: string, right: string): string {
  return left < right ? left : right;
}
