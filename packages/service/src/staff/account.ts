import type { Ports } from "@jeton/validator/parts";
import { soundOrNull } from "@jeton/validator/parts";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";
import { type SchoolScope, scopeEntriesMax, scopeEntry } from "../scope/index.ts";
import { type StaffRole, staffRoles } from "./rights.ts";

/** Someone of the staff. What their password and their codes are checked against is their key's record. */
export type StaffAccount = {
  readonly name: string;
  readonly role: StaffRole;
  readonly factor: StaffFactor;
  /** Whose keys and requests they see and act on; null: everybody's. */
  readonly scope: SchoolScope | null;
};

/** By what they log in. */
export type StaffFactor =
  /** A password, and the code of an application on their phone. */
  | { readonly kind: "totp" }
  /** The PASSCODE of the commissioned key that this holder has: what they know and what they have. */
  | { readonly kind: "key"; readonly holder: string };

/** The kind of the documents of accounts. */
export const staffAccountKind = "staff-account";
const kind = staffAccountKind;
const nameForm = /^[a-z][a-z0-9._-]{1,31}$/;

/** Returns the name in the form in which it is stored, or null for a text that is no name. */
export function staffName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return nameForm.test(name) ? name : null;
}

export async function loadAccount(
  { documents }: Pick<Ports, "documents">,
  name: string,
): Promise<StaffAccount | null> {
  const stored = await soundOrNull(documents.load(kind, name));
  return stored && decodeAccount(stored.body);
}

/** Returns false when there is such an account. */
export function createAccount(
  { documents }: Pick<Ports, "documents">,
  account: StaffAccount,
): Promise<boolean> {
  return documents.put(kind, account.name, 0, document(account));
}

/** Writes an account anew; returns false if there is none, or somebody else wrote it meanwhile. */
export async function replaceAccount(
  { documents }: Pick<Ports, "documents">,
  name: string,
  change: (account: StaffAccount) => StaffAccount,
): Promise<boolean> {
  const stored = await documents.load(kind, name);
  if (stored === null) return false;
  return documents.put(kind, name, stored.revision, document(change(decodeAccount(stored.body))));
}

/** Returns all accounts in the order of their names. */
export async function allAccounts({
  documents,
}: Pick<Ports, "documents">): Promise<readonly StaffAccount[]> {
  const accounts: StaffAccount[] = [];
  for (let after: string | null = null; ; ) {
    const page = await documents.list(kind, {
      prefix: "",
      after,
      limit: pageSize,
      newestFirst: false,
    });
    accounts.push(...page.map(({ body }) => decodeAccount(body)));
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize) return accounts;
  }
}

const pageSize = 200;

const storedFields = z.strictObject({
  name: z.string().regex(nameForm),
  role: z.enum(staffRoles),
  factor: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("totp") }),
    z.strictObject({ kind: z.literal("key"), holder: z.string().min(1) }),
  ]),
  // Earlier versions, which know no scope, refuse an account with one.
  scope: z
    .array(z.string().refine((entry) => scopeEntry(entry) === entry))
    .min(1)
    .max(scopeEntriesMax)
    .optional(),
  // Kept by earlier versions; sessions go by the epoch of the account's key now.
  sessionsFrom: z.int().min(0).optional(),
});

const stored: z.ZodType<StaffAccount> = storedFields.transform(
  ({ name, role, factor, scope = null }) => ({ name, role, factor, scope }),
);

function document({ scope, ...account }: StaffAccount) {
  const body = JSON.stringify({ ...account, ...(scope !== null && { scope }) });
  return { body, expiresAt: null };
}

/** Returns the account of a stored text. Throws OtpError RECORD_MALFORMED for what we did not write. */
export function decodeAccount(body: string): StaffAccount {
  return readStored(stored, body, "a stored staff account");
}
