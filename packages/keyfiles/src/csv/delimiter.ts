/** What stands between fields, in the order in which it is tried: most files have commas. */
const delimiters = [",", ";", "\t", "|"] as const;

/**
 * Returns what stands between the fields of a CSV: of comma, semicolon, tab and bar the one that parts the first
 * line into the most names that `isColumn` knows; where none is known, into the most fields. French
 * spreadsheets write semicolons.
 */
export function findDelimiter(text: string, isColumn: (name: string) => boolean): string {
  const [line = ""] = /[^\r\n]+/.exec(text) ?? [];
  let best: string = ",";
  let bestScore = -1;
  for (const delimiter of delimiters) {
    const names = line.slice(0, lineLengthMax).split(delimiter).map(unquoted);
    const score = names.filter(isColumn).length * lineLengthMax + names.length;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Characters of a first line that are looked at. */
const lineLengthMax = 16_384;

function unquoted(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}
