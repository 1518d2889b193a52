import type { SeedEncoding } from "../read-seed.ts";
import type { CsvField } from "./column-map.ts";

/** What the name of a column says: the field, and of a seed perhaps how it is written. */
export type NamedColumn = { readonly field: CsvField; readonly seedEncoding: SeedEncoding | null };

/**
 * The usual names of each field, in English and French, as `plainName` writes them. A name that may mean two
 * fields ("key", "name", "mail") is in none.
 */
export const spellings: { readonly [field in CsvField]: readonly string[] } = {
  serial: [
    ...["serial", "serialnumber", "serialno", "serialnum", "sn", "sno"],
    ...["tokenserial", "tokenserialnumber", "tokensn", "deviceserial", "deviceserialnumber"],
    ...["numerodeserie", "numeroserie", "numserie", "ndeserie", "nserie"],
    ...["ndelacle", "numerodelacle", "numerodecle", "ndecle"],
  ],
  seed: [
    ...["seed", "secret", "secretkey", "otpkey", "otpseed", "otpsecret", "sharedsecret"],
    ...["tokenseed", "tokensecret", "graine", "secretpartage", "clesecrete"],
  ],
  kind: [
    ...["kind", "type", "tokentype", "tokenkind", "otptype", "otpkind", "keytype", "codetype"],
    ...["genre", "sorte", "typedecle", "typedejeton", "sortedecle"],
  ],
  suite: ["suite", "ocrasuite", "suiteocra"],
  counter: [
    ...["counter", "eventcounter", "movingfactor", "hotpcounter", "initialcounter", "startcounter"],
    ...["compteur", "compteurinitial"],
  ],
  algorithm: [
    ...["algorithm", "algo", "hash", "hashalgorithm", "hashalgo", "hashfunction", "hashlib"],
    ...["hmac", "hmacalgorithm", "otpalgorithm", "algorithme", "hachage", "fonctiondehachage"],
  ],
  digits: [
    ...["digits", "digit", "otplen", "otplength", "otpdigits", "codelength", "codedigits"],
    ...["numberofdigits", "numdigits", "chiffres", "nombredechiffres", "nbchiffres"],
    ...["longueurducode", "longueurcode"],
  ],
  periodSeconds: [
    ...["periodseconds", "period", "timestep", "timesteps", "timestepseconds", "step", "stepsize"],
    ...["timeinterval", "timeintervals", "timeintervalseconds", "interval", "intervalseconds"],
    ...["timeperiod", "refreshinterval", "otpperiod", "periode", "periodesecondes"],
    ...["pasdetemps", "intervalle", "intervalledetemps", "dureeducode"],
  ],
  t0Seconds: ["t0seconds", "t0", "epoch", "unixtimestart"],
  holder: [
    ...["holder", "user", "username", "userid", "useridentifier", "upn", "userprincipalname"],
    ...["login", "identifier", "account", "accountname", "owner"],
    ...["identifiant", "titulaire", "utilisateur", "nomdutilisateur", "compte"],
  ],
  issuer: ["issuer", "emetteur"],
  friendlyName: ["friendlyname", "label", "description", "libelle"],
  manufacturer: ["manufacturer", "vendor", "maker", "fabricant", "constructeur", "marque"],
  model: ["model", "tokenmodel", "hardwaremodel", "modele"],
};

const fieldByName: ReadonlyMap<string, CsvField> = new Map(
  Object.entries(spellings).flatMap(([field, names]) =>
    names.map((name) => [name, field as CsvField] as const),
  ),
);

/** How headers call the ways in which a seed is written. */
const encodings: { readonly [name: string]: SeedEncoding } = {
  hexadecimal: "hex",
  hexa: "hex",
  hex: "hex",
  base32: "base32",
  b32: "base32",
  base64: "base64",
  b64: "base64",
};

const encodingForm = new RegExp(
  `^(${Object.keys(encodings).join("|")})?(.*?)(?:(?:in|en|encoded)?(${Object.keys(encodings).join("|")}))?$`,
);

/**
 * Returns the field that a column of this name holds, however it is written: case, accents, blanks, dashes,
 * underscores and brackets do not count. `Seed (hex)` and `secret_base32` also say how the seed is written.
 * Null for a name that is no field's.
 */
export function columnNamed(name: string): NamedColumn | null {
  const plain = plainName(name);
  const field = fieldByName.get(plain);
  if (field !== undefined) return { field, seedEncoding: null };
  const [, before, word = "", after] = encodingForm.exec(plain) ?? [];
  const encoding = encodings[before ?? after ?? ""];
  if (encoding === undefined || fieldByName.get(word) !== "seed") return null;
  return { field: "seed", seedEncoding: encoding };
}

/** Returns the letters a-z and digits of a name, small and without accents; of its first 64 characters. */
export function plainName(name: string): string {
  return name
    .slice(0, 64)
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "");
}
