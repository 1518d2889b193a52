import { type Finding, type KeyFileError, type Place, quotedValue } from "@jeton/keyfiles";
import type { Translate } from "../i18n/messages.ts";

type Words = { readonly t: Translate };

/** Returns a finding of a key file as staff read it: "line 12, Key[2] – The seed is empty." */
export function findingWords({ t }: Words, finding: Finding): string {
  const text = t(`found.${finding.code}`);
  const value = quotedValue(finding);
  return placed({ t }, finding.place, value === null ? text : t("finding.value", { text, value }));
}

/** Returns why a whole file is of no use. */
export function unusableFileWords({ t }: Words, error: KeyFileError): string {
  return placed({ t }, error.place, t(`found.${error.code}`));
}

/** The page names the file; elements, columns and parameters are called as they are in it. */
function placed({ t }: Words, { line, path }: Place, text: string): string {
  const parts = [line === null ? "" : t("finding.line", { line }), path];
  const place = parts.filter((part) => part !== "").join(", ");
  return place === "" ? text : t("finding.at", { place, text });
}
