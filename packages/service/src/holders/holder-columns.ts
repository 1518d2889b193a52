import { columnNamed, plainName } from "@jeton/keyfiles";
import type { HolderField } from "./given-holder.ts";

/** The usual names of each field, in English and French and as LDAP calls them, as `plainName` writes them. */
const spellings: { readonly [field in HolderField | "holder"]: readonly string[] } = {
  // With those that key files know for a holder.
  holder: ["uid", "samaccountname", "supannaliaslogin"],
  familyName: [
    ...["familyname", "lastname", "surname", "sn"],
    ...["nom", "nomdefamille", "nomusuel", "nomdusage", "patronyme"],
  ],
  givenName: [
    "givenname",
    "firstname",
    "forename",
    "givennames",
    "prenom",
    "prenoms",
    "prenomusuel",
  ],
  email: [
    ...["email", "mail", "emailaddress", "mailaddress", "courriel", "mel"],
    ...["adressemail", "adressemel", "adresseemail", "adresseelectronique", "adressecourriel"],
  ],
  phone: [
    ...["phone", "phonenumber", "telephone", "telephonenumber", "mobile", "mobilephone", "tel"],
    ...["portable", "numerodetelephone", "ndetelephone", "telephonemobile", "telephoneportable"],
  ],
  school: [
    ...[
      "school",
      "schoolcode",
      "service",
      "department",
      "uai",
      "codeuai",
      "uaicode",
      "rne",
      "coderne",
    ],
    ...["etablissement", "codeetablissement", "structure", "servicecode", "codeservice"],
    ...["supannetablissement", "supannentiteaffectationprincipale"],
  ],
  language: ["language", "preferredlanguage", "lang", "langue", "languepreferee"],
  groups: ["groups", "group", "memberof", "groupes", "groupe", "profils", "profil"],
};

const fieldByName: ReadonlyMap<string, HolderField | "holder"> = new Map(
  Object.entries(spellings).flatMap(([field, names]) =>
    names.map((name) => [name, field as HolderField | "holder"] as const),
  ),
);

/**
 * Returns the field that a column of this name holds, however it is written: case, accents, blanks, dashes and
 * brackets do not count; null for a name that is no field's.
 */
export function holderColumn(name: string): HolderField | "holder" | null {
  const field = fieldByName.get(plainName(name));
  if (field !== undefined) return field;
  return columnNamed(name)?.field === "holder" ? "holder" : null;
}
