import fc from "fast-check";

const two = (value: number) => String(value).padStart(2, "0");
const between = (min: number, max: number) => fc.integer({ min, max });
const hash = fc.constantFrom("SHA1", "SHA256", "SHA512");
const time = fc.oneof(
  fc.tuple(between(1, 59), fc.constantFrom("S", "M")),
  fc.tuple(between(1, 48), fc.constant("H")),
);

/** Any OCRA suite (RFC 6287 §6). */
export const anySuite: fc.Arbitrary<string> = fc
  .record({
    hash,
    digits: fc.constantFrom(0, 4, 5, 6, 7, 8, 9, 10),
    counter: fc.boolean(),
    format: fc.constantFrom("N", "H", "A"),
    length: between(4, 64),
    pin: fc.option(hash),
    session: fc.option(between(1, 512)),
    time: fc.option(time),
  })
  .map((suite) => {
    const input = [
      ...(suite.counter ? ["C"] : []),
      `Q${suite.format}${two(suite.length)}`,
      ...(suite.pin === null ? [] : [`P${suite.pin}`]),
      ...(suite.session === null ? [] : [`S${String(suite.session).padStart(3, "0")}`]),
      ...(suite.time === null ? [] : [`T${suite.time.join("")}`]),
    ];
    return `OCRA-1:HOTP-${suite.hash}-${suite.digits}:${input.join("-")}`;
  });

const characters = { N: "0123456789", H: "0123456789abcdefABCDEF", A: "abcxyzABCXYZ0189" };

/** Any question to a key of any suite, with all that the suite wants. */
export const anyOcraQuestion = anySuite.chain((suite) => {
  const [, format = "N", length = ""] = /Q([NHA])(\d\d)/.exec(suite) ?? [];
  const [, pin] = /PSHA(\d+)/.exec(suite) ?? [];
  const [, session] = /S(\d{3})/.exec(suite.slice(12)) ?? [];
  const bytes = pin === "1" ? 20 : Number(pin ?? 0) / 8;
  const letters = fc.constantFrom(...characters[format as keyof typeof characters]);
  const text = fc.string({ unit: letters, minLength: 1, maxLength: Number(length) });
  const isTimed = /-T\d+[SMH]$/.test(suite);
  return fc
    .record({
      suite: fc.constant(suite),
      seed: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      question: fc.oneof(text, fc.tuple(text, text)),
      pinHash: fc.uint8Array({ minLength: bytes, maxLength: bytes }),
      session: fc.uint8Array({ maxLength: Number(session ?? 0) }),
      counter: fc.nat(2 ** 40),
      at: fc.nat(4_000_000_000_000),
    })
    .map(({ pinHash, session: info, counter, at, ...question }) => ({
      ...question,
      ...(pin !== undefined && { pinHash }),
      ...(session !== undefined && { session: info }),
      ...(/:C-Q/.test(suite) && { counter }),
      ...(isTimed && { at }),
    }));
});
