import { createHash, timingSafeEqual } from "node:crypto";
import { type DocumentStore, hasEnded, OtpError, type UnixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { soundOrNull } from "@jeton/validator/parts";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";
import { type SchoolScope, scopeEntry } from "../scope/index.ts";
import { type Scope, scopes, scopesForSchools } from "./scopes.ts";

/** What is known of a token; the token itself is nowhere. */
export type ApiToken = {
  readonly id: string;
  /** Who or what has it, for people and for the audit trail: `api:NAME`. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Whose keys it sees and acts on; null: everybody's. */
  readonly schools: SchoolScope | null;
  readonly createdAt: UnixMilliseconds;
  readonly createdBy: string;
  /** From then on it is worth nothing; null: never. */
  readonly expiresAt: UnixMilliseconds | null;
  readonly revokedAt: UnixMilliseconds | null;
  readonly revokedBy: string | null;
};

/** What tokens need from outside. */
export type TokenPorts = Pick<Ports, "documents" | "clock" | "random">;

const kind = "api-token";
/** `jeton_ID_SECRET`: found by its beginning where it must not stand, in logs and repositories. */
const tokenForm = /^jeton_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const nameForm = /^[a-z0-9][a-z0-9.-]{0,39}$/;

/**
 * Makes a token and answers it: now or never, since only its hash is kept. 32 random bytes need no
 * slow hash. Without `schools` it is for everybody. Throws RangeError for a name that is not 1 to 40 of a-z, 0-9, "."
 * and "-", and for a scope that is about everybody with schools.
 */
export async function addToken(
  ports: TokenPorts,
  wanted: Pick<ApiToken, "name" | "scopes" | "createdBy" | "expiresAt"> &
    Partial<Pick<ApiToken, "schools">>,
): Promise<{ readonly token: string; readonly known: ApiToken }> {
  if (!nameForm.test(wanted.name)) {
    throw new RangeError(
      `Cannot name a token "${wanted.name.slice(0, 60)}": expected 1 to 40 characters of a-z, 0-9, "." and "-"`,
    );
  }
  const { schools = null } = wanted;
  const whole = wanted.scopes.find((scope) => !isForSchools(scope));
  if (schools !== null && whole !== undefined) {
    throw new RangeError(
      `Cannot make a token for schools with the scope "${whole}": expected ${scopesForSchools.join(", ")}`,
    );
  }
  const id = Buffer.from(ports.random(6)).toString("hex");
  const secret = Buffer.from(ports.random(32)).toString("base64url");
  const known = {
    id,
    ...wanted,
    schools,
    createdAt: ports.clock(),
    revokedAt: null,
    revokedBy: null,
  };
  const body = encode(known, hashOf(secret));
  if (!(await ports.documents.put(kind, id, 0, { body, expiresAt: null }))) {
    throw new OtpError("STORE_UNUSABLE", "Cannot make a token: its number is taken, try again");
  }
  return { token: `jeton_${id}_${secret}`, known };
}

/** Returns the token that is good now, or null. */
export async function checkToken(ports: TokenPorts, token: string): Promise<ApiToken | null> {
  const [, id, secret] = tokenForm.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  const stored = await soundOrNull(ports.documents.load(kind, id));
  if (stored === null) return null;
  const { known, hash } = decode(id, stored.body);
  const isIt = timingSafeEqual(Buffer.from(hashOf(secret), "hex"), Buffer.from(hash, "hex"));
  return isIt && !isTokenOver(known, ports.clock()) && known.revokedAt === null ? known : null;
}

/**
 * Returns whether the token's days are over. One that was made by a clock that was ahead has none:
 * it would live longer than was asked for.
 */
export function isTokenOver(
  { createdAt, expiresAt }: Pick<ApiToken, "createdAt" | "expiresAt">,
  now: UnixMilliseconds,
): boolean {
  if (expiresAt === null) return false;
  return hasEnded({ since: createdAt, milliseconds: expiresAt - createdAt }, now);
}

/** Takes a token out of use for ever. Returns false when there is none of this id that is in use. */
export async function revokeToken(
  ports: TokenPorts,
  id: string,
  revokedBy: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{12}$/.test(id)) return false;
  for (;;) {
    const stored = await ports.documents.load(kind, id);
    if (stored === null) return false;
    const { known, hash } = decode(id, stored.body);
    if (known.revokedAt !== null) return false;
    const body = encode({ ...known, revokedAt: ports.clock(), revokedBy }, hash);
    if (await ports.documents.put(kind, id, stored.revision, { body, expiresAt: null }))
      return true;
  }
}

/** Returns all tokens that were ever made. */
export async function listTokens(documents: DocumentStore): Promise<readonly ApiToken[]> {
  const tokens: ApiToken[] = [];
  for (let after: string | null = null; ; ) {
    const page = { prefix: "", after, limit: 100, newestFirst: false };
    const found = await documents.list(kind, page);
    for (const { id, body } of found) tokens.push(decode(id, body).known);
    const last = found.at(-1);
    if (last === undefined || found.length < 100) return tokens;
    after = last.id;
  }
}

/** Returns whether a token was ever made, revoked or not. */
export async function wasTokenMade(documents: DocumentStore): Promise<boolean> {
  const page = { prefix: "", after: null, limit: 1, newestFirst: false };
  return (await documents.list(kind, page)).length > 0;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/**
 * Stands among the scopes of a token for schools and is none of them: earlier versions, which know no schools, refuse a scope that
 * they do not know, and so the token, instead of showing it everybody.
 */
const forSchools = "for-schools";

const moment = z
  .int()
  .min(0)
  .transform((value) => value as UnixMilliseconds);

const storedFields = z.strictObject({
  name: z.string().regex(nameForm),
  scopes: z.array(z.enum([...scopes, forSchools])),
  schools: z.array(z.string().refine((entry) => scopeEntry(entry) === entry)).optional(),
  createdAt: moment,
  createdBy: z.string(),
  expiresAt: moment.nullable(),
  revokedAt: moment.nullable(),
  revokedBy: z.string().nullable(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

type Stored = { readonly known: Omit<ApiToken, "id">; readonly hash: string };

const storedToken: z.ZodType<Stored> = storedFields
  .refine((token) => token.scopes.includes(forSchools) === (token.schools !== undefined))
  .transform(({ hash, schools = null, ...others }) => {
    const known = others.scopes.filter((scope) => scope !== forSchools);
    return { known: { ...others, scopes: known, schools }, hash };
  })
  .refine(({ known }) => known.schools === null || known.scopes.every(isForSchools));

function encode(known: Omit<ApiToken, "id">, hash: string): string {
  const { name, schools, createdAt, createdBy, expiresAt, revokedAt, revokedBy } = known;
  return JSON.stringify({
    name,
    scopes: schools === null ? known.scopes : [...known.scopes, forSchools],
    ...(schools !== null && { schools }),
    createdAt,
    createdBy,
    expiresAt,
    revokedAt,
    revokedBy,
    hash,
  });
}

function decode(id: string, body: string): { readonly known: ApiToken; readonly hash: string } {
  const { known, hash } = readStored(storedToken, body, `token ${id}`);
  return { known: { id, ...known }, hash };
}

function isForSchools(scope: Scope): boolean {
  return scopesForSchools.includes(scope);
}
