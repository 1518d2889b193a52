/** Texts that mean something to one of the formats. */
const tokens = [
  ...[
    "<",
    ">",
    "/>",
    "&",
    "&#0;",
    "&lt;",
    "]]>",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE x [",
    "xmlns=",
    "<?",
  ],
  ...[
    '"',
    "'",
    "%",
    "%00",
    "%FF",
    "+",
    "=",
    "\n",
    "\r",
    "\0",
    ";",
    ",",
    "\t",
    " ",
    ":",
    "#",
    "{",
    "}",
    "[",
    "]",
  ],
  ...[
    "99999999999",
    "-1",
    "0",
    "1e9",
    "null",
    "true",
    "é",
    "\ufeff",
    "\u2028",
    "A".repeat(40),
    "\ud800",
  ],
].map((text) => new TextEncoder().encode(text));

/**
 * Returns a copy of `sample` with one to six changes: bits turned, bytes left out, put in, doubled or moved,
 * numbers changed, the end cut off, or a piece of another sample put in.
 */
export function mutate(
  random: () => number,
  sample: Uint8Array,
  others: readonly Uint8Array[],
): Uint8Array {
  const below = (end: number) => Math.floor(random() * end);
  let bytes = sample;
  for (let left = 1 + below(6); left > 0; left -= 1) {
    const at = below(bytes.length + 1);
    const length = random() < 0.8 ? below(4) : below(200);
    const piece = bytes.subarray(at, at + length);
    const kind = below(7);
    if (kind === 0) bytes = turned(bytes, below(bytes.length), 1 << below(8));
    else if (kind === 1) bytes = spliced(bytes, at, length, new Uint8Array());
    else if (kind === 2)
      bytes = spliced(bytes, at, below(2), tokens[below(tokens.length)] ?? piece);
    else if (kind === 3) bytes = spliced(bytes, at, 0, piece);
    else if (kind === 4) bytes = spliced(bytes, below(bytes.length + 1), 0, piece);
    else if (kind === 5)
      bytes = random() < 0.2 ? bytes.subarray(0, at) : digitChanged(bytes, at, below(10));
    else {
      const other = others[below(others.length)] ?? bytes;
      const from = below(other.length);
      bytes = spliced(bytes, at, length, other.subarray(from, from + below(120)));
    }
  }
  return bytes;
}

function turned(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
}

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const copy = new Uint8Array(Math.max(at, bytes.length - remove) + insert.length);
  copy.set(bytes.subarray(0, at));
  copy.set(insert, at);
  const rest = bytes.subarray(at + remove);
  copy.set(rest, at + insert.length);
  return copy.subarray(0, at + insert.length + rest.length);
}

/** The next digit from `at` on becomes another one: numbers are what decides codes. */
function digitChanged(bytes: Uint8Array, at: number, digit: number): Uint8Array {
  const place = bytes.findIndex((byte, index) => index >= at && byte >= 0x30 && byte <= 0x39);
  if (place < 0) return bytes;
  const copy = Uint8Array.from(bytes);
  copy[place] = 0x30 + digit;
  return copy;
}
