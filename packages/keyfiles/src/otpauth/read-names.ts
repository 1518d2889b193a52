import { shown } from "../finding.ts";
import { readName } from "../read-parameters.ts";
import type { At, Reading } from "../reading.ts";

/**
 * Returns the holder and the issuer of a label (Key Uri Format: label = accountname / issuer (":" / "%3A")
 * *"%20" accountname) and an issuer beside it, empty where there is none.
 */
export function readNames(
  reading: Reading,
  at: (path: string) => At,
  given: { readonly label: string; readonly issuer: string },
): { readonly holder: string | null; readonly issuer: string | null } {
  const issuer = readName(reading, at("issuer"), given.issuer);
  const [before, after] = partsOfLabel(given.label, issuer);
  const prefix = readName(reading, at("label"), before);
  const holder = readName(reading, at("label"), after);
  if (holder === null) reading.warning("holder-missing", at("label"), "no account name", "one");
  if (holder?.includes(":")) {
    const wanted = "one at most, after the issuer";
    reading.warning("holder-with-colon", at("label"), "a second colon", wanted);
  }
  if (issuer !== null && prefix !== null && issuer !== prefix) {
    const wanted = `the label's ${shown(prefix)}`;
    reading.warning("issuer-differs", at("issuer"), shown(issuer), wanted);
  }
  return { holder, issuer: issuer ?? prefix };
}

/**
 * Returns what stands before the label's colon and behind it. The format allows one colon; an issuer such as
 * `localhost:8000` has another, and the parameter says so.
 */
function partsOfLabel(label: string, issuer: string | null): readonly [string, string] {
  const trimmed = label.trimStart();
  if (issuer !== null && trimmed.startsWith(`${issuer}:`)) {
    return [issuer, trimmed.slice(issuer.length + 1)];
  }
  const colon = label.indexOf(":");
  return [label.slice(0, Math.max(0, colon)), label.slice(colon + 1)];
}
