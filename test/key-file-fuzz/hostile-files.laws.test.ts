import { readPskc } from "@jeton/keyfiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formats, manyKeys, saidBy, seedWritings } from "./formats.ts";

type Change = { readonly at: number; readonly remove: number; readonly insert: Uint8Array };

/** Bytes that mean something to one of the formats, besides any. */
const anyInsert = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc
    .constantFrom("<", ">", "&", "&#0;", "]]>", "<!--", "<![CDATA[", '"', "%", "+", "=", "\n", "\0")
    .map((text) => new TextEncoder().encode(text)),
  fc.constantFrom("99999999999", "-1", "é", "\ufeff", "xmlns=").map((text) => Buffer.from(text)),
);

function changed(sample: string, changes: readonly Change[]): Uint8Array {
  return changes.reduce<Uint8Array>((bytes, { at, remove, insert }) => {
    const from = at % (bytes.length + 1);
    return new Uint8Array([
      ...bytes.subarray(0, from),
      ...insert,
      ...bytes.subarray(from + remove),
    ]);
  }, new TextEncoder().encode(sample));
}

describe.each(Object.entries(formats))("the reader of %s", (_name, { read, sample }) => {
  test("answers or throws a KeyFileError, whatever the bytes, and never repeats a seed", () => {
    const anyChange = fc.record({
      at: fc.nat(),
      remove: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 200 })),
      insert: anyInsert,
    });
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 4 }), (changes) => {
        const said = saidBy(() => read(changed(sample, changes)));
        for (const writing of seedWritings) expect(said).not.toContain(writing);
      }),
      { numRuns: 400 },
    );
  });

  test("answers or throws a KeyFileError when the file is cut off anywhere", () => {
    const step = Math.max(1, Math.floor(sample.length / 300));
    for (let length = 0; length < sample.length; length += step) {
      saidBy(() => read(sample.slice(0, length)));
    }
  });
});

const writable = Object.entries(formats).flatMap(([name, { read, write }]) =>
  write === null ? [] : [[name, read, write] as const],
);

describe.each(writable)("the reader of %s", (_name, read, write) => {
  test("reads 10,000 keys in no more than thrice the time per key of 1,250", () => {
    const few = write(manyKeys(1250));
    const many = write(manyKeys(10_000));
    expect(read(many)).toMatchObject({ kind: "read", problems: [], warnings: [] });
    const timesMore = costRatio({ more: () => read(many), less: () => read(few), bound: 3 * 8 });
    expect(timesMore / 8).toBeLessThan(3);
  });
});

/**
 * Returns how many times the processor time of `less` is what `more` takes, each by its cheapest run. Time in
 * which other programs run does not count, but they empty caches: both are run in turns until the ratio is
 * within the bound, at most ten times.
 */
function costRatio({
  more,
  less,
  bound,
}: {
  readonly more: () => unknown;
  readonly less: () => unknown;
  readonly bound: number;
}): number {
  let ratio = Number.POSITIVE_INFINITY;
  const cheapest = { more: Number.POSITIVE_INFINITY, less: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 10 && ratio >= bound; turn += 1) {
    // The shorter one runs three times: it is the one that a single disturbance spoils.
    for (let run = 0; run < 3; run += 1) cheapest.less = Math.min(cheapest.less, cpuOf(less));
    cheapest.more = Math.min(cheapest.more, cpuOf(more));
    ratio = cheapest.more / cheapest.less;
  }
  return ratio;
}

/** Returns the processor time that this process spends on `act`, in microseconds. */
function cpuOf(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

describe("readPskc() of XML made to harm", () => {
  test("answers a hundred thousand open elements at once", () => {
    const text = "<a>".repeat(100_000);
    expect(() => readPskc(text)).toThrow("deeper than 32");
  });

  test("answers entities that would grow to gigabytes by refusing the DTD", () => {
    const entities = Array.from(
      { length: 30 },
      (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`,
    );
    const text = `<!DOCTYPE x [<!ENTITY a0 "ha">${entities.join("")}]><x>&a30;</x>`;
    expect(() => readPskc(text)).toThrow("found a DTD");
  });

  test("reads a seed that is folded over ten thousand lines", () => {
    const text = formats["plain PSKC"]?.sample.replace(
      /(<pskc:PlainValue>.)/,
      `$1${"\n".repeat(10_000)}`,
    );
    expect(readPskc(text ?? "")).toMatchObject({ kind: "read" });
  });

  test("repeats no seed that stands for a name", () => {
    const seed = "ONSWKZBAN5TCA5DIMUQGWZLZEAYDAMBQGAYDAMA=";
    const sample = formats["PSKC of a key"]?.sample ?? "";
    const cipher = sample.replaceAll("#aes128-cbc", `#aes${seed}`);
    const element = sample.replace("<Manufacturer>", `<${seed.slice(0, -1)}><`);
    for (const text of [cipher, element]) {
      const said = saidBy(() => formats["PSKC of a key"]?.read(text) ?? readPskc(text));
      expect(said).toMatch(/characters/);
      expect(said).not.toContain(seed.slice(0, 16));
    }
  });

  test("refuses more than 64 MiB unread, and bytes that are no UTF-8", () => {
    expect(() => readPskc("<".padEnd(64 * 1024 * 1024 + 1))).toThrow("at most 67108864 bytes");
    expect(() => readPskc(new Uint8Array([0x3c, 0xe9, 0x3e]))).toThrow(
      "no UTF-8 text, expected UTF-8",
    );
  });
});
