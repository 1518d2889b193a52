import { FailedError, quoted, UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { type HolderField, holderFields } from "../holders/given-holder.ts";
import { environment } from "./environment.ts";
import { readFirstLine, readInput } from "./read-input.ts";
import type { AttributeMap, LdapSource } from "./read-ldap.ts";

/** What an import from LDAP is told. */
export type LdapFlags = {
  readonly ldap?: string;
  readonly base?: string;
  readonly filter: string;
  readonly map?: string;
  readonly bind?: string;
  readonly passwordFile?: string;
  readonly ca?: string;
};

/** inetOrgPerson (RFC 2798). Schools and groups are called differently everywhere. */
const usual: AttributeMap = {
  ...{ holder: "uid", familyName: "sn", givenName: "givenName" },
  ...{ email: "mail", phone: "telephoneNumber" },
};

/** Adds the options of an LDAP server. */
export function addLdapOptions(command: Command): Command {
  return command
    .option("--ldap <url>", "read people from this server instead of a file: ldaps://host:port")
    .option("--base <dn>", "where they stand in it: ou=people,dc=example,dc=org")
    .option("--filter <filter>", "who is one of them (RFC 4515)", "(objectClass=person)")
    .option(
      "--map <list>",
      "attributes that differ from identifier=uid, familyName=sn, givenName=givenName, email=mail, phone=telephoneNumber; add school=…, groups=… and language=…; phone= leaves a field out",
    )
    .option("--bind <dn>", "as whom; the password is in --password-file or JETON_LDAP_PASSWORD")
    .option("--password-file <file>", "its first line is the password")
    .option("--ca <file>", "certificates (PEM) of the authorities that are trusted");
}

/** Returns the source that the options name. Throws UsageError for options that fit no server. */
export function ldapSourceOf(options: LdapFlags & { readonly ldap: string }): LdapSource {
  const { ldap, base, filter, ca } = options;
  if (base === undefined)
    throw new UsageError("Cannot read from LDAP: found no --base, wanted one");
  return {
    ...{ url: urlOf(ldap), base, filter, attributes: attributesOf(options.map ?? "") },
    ...{ login: loginOf(options), ca: ca === undefined ? null : readInput(ca) },
  };
}

function urlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWhole = url?.protocol === "ldaps:" && url.hostname !== "";
  // A name or a password in it would stand in the list of processes.
  if (isWhole && url.username === "" && url.password === "" && /^\/?$/u.test(url.pathname)) {
    return text.replace(/\/$/u, "");
  }
  throw new UsageError(
    `Cannot read --ldap: found ${quoted(text.replace(/\/\/.*@/u, "//…@"))}, wanted ldaps://host or ldaps://host:port, with TLS from the first byte`,
  );
}

function attributesOf(text: string): AttributeMap {
  const map: { holder: string } & { [field in HolderField]?: string } = { ...usual };
  for (const part of text.split(",").filter((each) => each.trim() !== "")) {
    const [, name = "", attribute] =
      /^\s*(\w+)\s*=\s*([A-Za-z][A-Za-z0-9;.-]*|)\s*$/u.exec(part) ?? [];
    const field = name === "identifier" ? "holder" : holderFields.find((each) => each === name);
    if (
      field === undefined ||
      attribute === undefined ||
      (field === "holder" && attribute === "")
    ) {
      throw new UsageError(
        `Cannot read --map: found ${quoted(part.trim())}, wanted FIELD=ATTRIBUTE with a field of identifier, ${holderFields.join(", ")}`,
      );
    }
    if (attribute !== "") map[field] = attribute;
    else if (field !== "holder") delete map[field];
  }
  return map;
}

function loginOf({ bind, passwordFile }: LdapFlags): LdapSource["login"] {
  if (bind === undefined) {
    if (passwordFile === undefined) return null;
    throw new UsageError("Cannot use --password-file: found no --bind, wanted the name beside it");
  }
  const password =
    passwordFile === undefined ? environment.ldapPassword : readFirstLine(passwordFile);
  // A server takes an empty password for nobody's, and says that all is well (RFC 4513 §5.1.2).
  if (password) return { name: bind, password };
  throw new FailedError(
    `Cannot log in as ${quoted(bind)}: found no password, wanted --password-file or JETON_LDAP_PASSWORD`,
  );
}
