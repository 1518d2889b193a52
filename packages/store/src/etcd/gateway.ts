import { OtpError } from "@jeton/core";
import { etcdLimits } from "./limits.ts";
import type { EtcdPlace } from "./place.ts";
import { outcomeUnknown, storeUnusable } from "./store-failure.ts";
import { decode, type Entry, type Found, isReading, type Transaction } from "./transaction.ts";

/** What a transaction came to. */
export type Committed = {
  /** Whether all comparisons held. */
  readonly held: boolean;
  /** The id of the cluster that answered. */
  readonly cluster: string;
  /** What each operation found that was done; nothing for one that wrote. */
  readonly found: readonly Found[];
};

/** An etcd cluster as the adapter speaks to it: transactions only, over its JSON gateway. */
export type Gateway = {
  /** For people. */
  readonly place: string;
  /**
   * Carries out a transaction. Throws OtpError STORE_UNUSABLE when it certainly was not; OUTCOME_UNKNOWN
   * when it writes and nobody knows.
   */
  readonly commit: (transaction: Transaction) => Promise<Committed>;
  /** Waits for what is under way; everything after it is refused. */
  readonly close: () => Promise<void>;
};

/** Returns the cluster at a place. Nothing is connected before something is asked. */
export function openGateway({ members, name: place }: EtcdPlace): Gateway {
  let isClosed = false;
  let first = 0;
  const underWay = new Set<Promise<unknown>>();

  /** Tries one member after the other, the one that answered last first. */
  async function commit(transaction: Transaction): Promise<Committed> {
    const all = [...transaction.run, ...(transaction.otherwise ?? [])];
    const reads = all.every(isReading);
    const { when = [], run, otherwise = [] } = transaction;
    const body = JSON.stringify({ compare: when, success: run, failure: otherwise });
    let last: Failure | null = null;
    for (let number = 0; number < members.length; number += 1) {
      const at = (first + number) % members.length;
      const answer = await send(`${members[at]}/v3/kv/txn`, body);
      if (answer.ok) {
        first = at;
        return answer.committed;
      }
      last = answer;
      if (answer.isKnown && answer.isFinal) break;
      // The member may have passed it on before it failed.
      if (!answer.isKnown && !reads) throw outcomeUnknown(place, answer.problem, answer.cause);
    }
    const found = last?.problem ?? "it names no member";
    const cure = "start the cluster's members or mend the way to them";
    throw storeUnusable("use", place, { found, cure }, last?.cause);
  }

  return {
    place,
    async commit(transaction) {
      if (isClosed) {
        throw storeUnusable("use", place, { found: "it is closed", cure: "open it again" });
      }
      const asked = commit(transaction);
      underWay.add(asked);
      try {
        return await asked;
      } finally {
        underWay.delete(asked);
      }
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
    },
  };
}

type Failure = {
  readonly ok: false;
  /** Whether the transaction certainly was not carried out. */
  readonly isKnown: boolean;
  /** Whether every other member would say the same. */
  readonly isFinal: boolean;
  readonly problem: string;
  readonly cause?: unknown;
};

async function send(
  url: string,
  body: string,
): Promise<{ readonly ok: true; readonly committed: Committed } | Failure> {
  let status: number;
  let text: string;
  try {
    const signal = AbortSignal.timeout(etcdLimits.answerMillisecondsMax);
    const response = await fetch(url, { method: "POST", body, signal });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    const isKnown = neverSent.has(codeOf(cause));
    const problem = `a member does not answer (${codeOf(cause)})`;
    return { ok: false, isKnown, isFinal: false, problem, cause };
  }
  try {
    if (status === 200) return { ok: true, committed: readCommitted(JSON.parse(text)) };
  } catch (cause) {
    const problem = "a member answers something else than etcd does";
    return { ok: false, isKnown: false, isFinal: false, problem, cause };
  }
  const problem = `the cluster refused (${status}: ${text.slice(0, 200).replaceAll(/\s+/g, " ")})`;
  const isKnown = refusedFirst.has(grpcCodeOf(text));
  return { ok: false, isKnown, isFinal: isKnown, problem };
}

/** Nothing had left when these happened. */
const neverSent = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
  "UND_ERR_CONNECT_TIMEOUT",
]);

function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  for (const each of [cause, error]) {
    const code = (each as { readonly code?: unknown } | undefined)?.code;
    if (typeof code === "string") return code;
  }
  return error instanceof Error ? error.name : "no reason";
}

/**
 * gRPC's INVALID_ARGUMENT, PERMISSION_DENIED, RESOURCE_EXHAUSTED (no space, too many requests) and
 * UNAUTHENTICATED: said before, or instead of, carrying it out. All others, UNAVAILABLE above all
 * ("request timed out", "leader changed"), may come after it.
 */
const refusedFirst = new Set([3, 7, 8, 16]);

function grpcCodeOf(text: string): number {
  try {
    const { code } = JSON.parse(text) as { readonly code?: unknown };
    return typeof code === "number" ? code : 0;
  } catch {
    return 0;
  }
}

type Json = { readonly [name: string]: unknown };

function readCommitted(answer: unknown): Committed {
  const { succeeded, responses, header } = answer as Json;
  const cluster = (header as Json | undefined)?.cluster_id;
  if (typeof cluster !== "string") throw new TypeError("Cannot read etcd's answer: no header");
  const all = (responses ?? []) as readonly Json[];
  return {
    ...{ held: succeeded === true, cluster },
    found: all.map(({ response_range }) => readFound((response_range ?? {}) as Json)),
  };
}

function readFound({ kvs, count }: Json): Found {
  const entries = ((kvs ?? []) as readonly Json[]).map(readEntry);
  return { entries, count: Number(count ?? 0) };
}

function readEntry({ key, value, version, mod_revision }: Json): Entry {
  if (typeof key !== "string" || typeof mod_revision !== "string") {
    throw new OtpError("STORE_UNUSABLE", "Cannot read etcd's answer: a key without revision");
  }
  return {
    key: decode(key),
    value: typeof value === "string" ? decode(value) : "",
    version: Number(version),
    changedAt: mod_revision,
  };
}
