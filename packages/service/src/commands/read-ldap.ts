import { FailedError, quoted, UsageError } from "@jeton/cli";
import { Client, type Entry, type Filter, FilterParser } from "ldapts";
import {
  checkHolders,
  type HolderField,
  type HolderList,
  holderFields,
  type RawHolder,
  type RawValue,
} from "../holders/given-holder.ts";
import { ldapProblem } from "./ldap-problem.ts";

/** Which attribute holds which field. A field that is not there is not asked for. */
export type AttributeMap = { readonly holder: string } & {
  readonly [field in HolderField]?: string;
};

/** Where people are read from, and as whom. */
export type LdapSource = {
  /** `ldaps://host:port`. */
  readonly url: string;
  readonly base: string;
  /** As in RFC 4515. */
  readonly filter: string;
  readonly attributes: AttributeMap;
  /** Null: anonymously. */
  readonly login: { readonly name: string; readonly password: string } | null;
  /** Certificates in PEM that are trusted in place of those that Node.js knows; null for these. */
  readonly ca: Uint8Array | null;
};

/** Entries that are asked for at a time (RFC 2696): most servers give a thousand at most. */
const pageSize = 500;
const connectMilliseconds = 10_000;
/** For one page. */
const answerMilliseconds = 60_000;

/**
 * Reads the people of an LDAP server, page by page, over TLS. An attribute that no entry has is taken for one that
 * the source does not have, not for one that is empty everywhere: a misspelt name or a missing right erases nothing.
 * Throws FailedError, with the cure, if the server cannot be read to its end, UsageError for a filter that is none.
 */
export async function readLdap(
  source: LdapSource,
  onProgress: (read: number) => void = () => {},
): Promise<HolderList> {
  const entries = await readEntries(source, onProgress);
  const found = new Set(entries.flatMap((entry) => Object.keys(lowered(entry))));
  const { attributes } = source;
  const known = holderFields.filter((field) => found.has(attributes[field]?.toLowerCase() ?? ""));
  const unknown = holderFields.flatMap((field) => {
    const name = attributes[field];
    return name === undefined || known.includes(field) ? [] : [name];
  });
  const raws = entries.map((entry) => rawHolder(entry, attributes, known));
  return checkHolders(raws, entries.length === 0 ? [] : unknown);
}

async function readEntries(
  source: LdapSource,
  onProgress: (read: number) => void,
): Promise<readonly Entry[]> {
  const { url, base, login, attributes } = source;
  const filter = filterOf(source.filter);
  const client = clientOf(source);
  const entries: Entry[] = [];
  try {
    if (login !== null) await client.bind(login.name, login.password);
    const names = [...new Set(Object.values(attributes))];
    const question = { scope: "sub", filter, attributes: names, paged: { pageSize } } as const;
    for await (const { searchEntries } of client.searchPaginated(base, question)) {
      entries.push(...searchEntries);
      onProgress(entries.length);
    }
  } catch (cause) {
    throw new FailedError(
      `Cannot read ${quoted(url)}: ${ldapProblem(cause, base)}. Nothing was changed`,
      { cause },
    );
  } finally {
    await client.unbind().catch(() => {});
  }
  return entries;
}

function filterOf(text: string): Filter {
  try {
    return FilterParser.parseString(text);
  } catch {
    throw new UsageError(
      `Cannot read --filter: found ${quoted(text)}, wanted one as in RFC 4515, such as (objectClass=person)`,
    );
  }
}

function clientOf({ url, ca }: LdapSource): Client {
  return new Client({
    ...{ url, timeout: answerMilliseconds, connectTimeout: connectMilliseconds, strictDN: false },
    tlsOptions: { minVersion: "TLSv1.2", ...(ca && { ca: Buffer.from(ca) }) },
    // A new connection is nobody's: the rest of the search would find what nobody may see.
    autoRebind: true,
  });
}

function rawHolder(
  entry: Entry,
  attributes: AttributeMap,
  known: readonly HolderField[],
): RawHolder {
  const values = lowered(entry);
  const value = (name: string): RawValue => ({ name, values: values[name.toLowerCase()] ?? [] });
  const fields = known.map((field) => {
    const of = value(attributes[field] ?? "");
    return [field, field === "groups" ? { ...of, values: of.values.map(groupName) } : of] as const;
  });
  const place = JSON.stringify(entry.dn);
  return { place, holder: value(attributes.holder), fields: Object.fromEntries(fields) };
}

/** Returns the attributes that an entry has by their names in small letters: servers spell them in their own way. */
function lowered(entry: Entry): Readonly<Record<string, readonly string[]>> {
  const { dn: _, ...attributes } = entry;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, found]) => {
      const values = (Array.isArray(found) ? found : [found]).map((value) => value.toString());
      return values.length === 0 ? [] : [[name.toLowerCase(), values] as const];
    }),
  );
}

/** Of a group's distinguished name (`cn=desk,ou=groups,…`) people know the first part. */
function groupName(text: string): string {
  const [, name] = /^[A-Za-z0-9.-]+=((?:[^,\\]|\\.)+),/u.exec(text) ?? [];
  return name?.replaceAll(/\\(.)/gu, "$1") ?? text;
}
