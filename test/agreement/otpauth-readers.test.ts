import { type OtpauthKey, OtpError, parseOtpauth } from "@jeton/core/otpauth";
import { readOtpauth } from "@jeton/keyfiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** What the core's reader finds, as both can say it; null for what it refuses. */
function readByCore(uri: string): unknown {
  let key: OtpauthKey;
  try {
    key = parseOtpauth(uri);
  } catch (error) {
    expect(error).toBeInstanceOf(OtpError);
    return null;
  }
  const { seed, algorithm, digits, holder, issuer } = key;
  const moved = key.kind === "totp" ? key.periodSeconds : key.counter;
  return { seed: [...seed], algorithm, digits, holder, issuer, kind: key.kind, moved };
}

/** The same of the reader of key files. */
function readByFiles(uri: string): unknown {
  const reading = readOtpauth(uri, { mode: "keep-good" });
  const [key] = reading.kind === "read" ? reading.keys : [];
  if (key === undefined) return null;
  const { seed, parameters, counter, holder, issuer } = key;
  const { algorithm, digits } = parameters;
  const [kind, moved] =
    "periodSeconds" in parameters ? ["totp", parameters.periodSeconds] : ["hotp", counter];
  return { seed: [...seed], algorithm, digits, holder: holder ?? "", issuer, kind, moved };
}

const from = (...texts: readonly string[]) => fc.constantFrom(...texts);
const parameter = fc.oneof(
  from("secret", "Secret").chain((name) =>
    from(secret, secret.toLowerCase(), "GEZD%20GNBV-GY3T", "MZXW6===", "MZ", "A", "M1", "").map(
      (text) => `${name}=${text}`,
    ),
  ),
  from("SHA1", "sha-256", "HmacSHA512", "hmac_sha_1", "MD5", "SHA224", "").map(
    (text) => `algorithm=${text}`,
  ),
  from("6", "8", "10", "5", "11", "6x", "0x8", "6.0", "").map((text) => `digits=${text}`),
  from("15", "30", "60", "86400", "86401", "0", "29.5", "").map((text) => `period=${text}`),
  from("0", "42", `${2 ** 52}`, "-1", "1x", "1e3", "").map((text) => `counter=${text}`),
  from("ACME", "ACME+Co", "%20", "", "%E9", "a:b", "a%3Ab").map((text) => `issuer=${text}`),
  from(
    "image=x",
    "interval=60",
    "otp_len=8",
    "icon=y",
    "Hash=SHA256",
    "encoder=steam",
    "digits=6",
    "Period=30",
    "=",
    "amp;digits=8",
    "#38;digits=8",
  ),
);
const anyUri = fc
  .record({
    scheme: from("otpauth://", "OTPAUTH://", "https://"),
    kind: fc.oneof({ weight: 8, arbitrary: from("totp", "hotp", "TOTP") }, from("yaotp", "")),
    label: from("alice", "ACME:alice", "ACME%3A%20a%2Bb@x.fr", "a:b:c", "", "%", "A:"),
    parameters: fc.array(parameter, { maxLength: 5 }),
    isUsual: fc.boolean(),
  })
  .map(({ scheme, kind, label, parameters, isUsual }) => {
    const all = isUsual ? [`secret=${secret}`, "counter=7", ...parameters] : parameters;
    return `${scheme}${kind}/${label}?${all.join("&")}`;
  });

// Goal: one URI is one key. The core's reader throws at the first fault, that of files goes on and says
// everything; so each is written by itself (decision 61, docs/design), and this test holds them together.
describe("parseOtpauth() of the core and readOtpauth() of key files", () => {
  test("read the same key out of the same URI, or both refuse it", () => {
    let read = 0;
    fc.assert(
      fc.property(anyUri, (uri) => {
        const found = readByCore(uri);
        if (found !== null) read += 1;
        expect([uri, readByFiles(uri)]).toEqual([uri, found]);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  const uri = (parameters: string, kind = "totp") => `otpauth://${kind}/a?secret=${parameters}`;
  test.each([
    ["a period with which holders could not log in", uri(`${secret}&period=14`)],
    [
      "a counter from which the windows have no room",
      uri(`${secret}&counter=${2 ** 53 - 1}`, "hotp"),
    ],
    ["a name that another format could not hold", `otpauth://totp/a%0Ab?secret=${secret}`],
    ["a parameter whose name means one that decides codes in French", uri(`${secret}&chiffres=8`)],
    ["a number written with more digits than any", uri(`${secret}&digits=00000000006`)],
  ])("differ: a file may not hold %s", (_, text) => {
    expect([readByCore(text) === null, readByFiles(text) === null]).toEqual([false, true]);
  });

  test.each([
    ["blanks round a number", uri(`${secret}&digits=%206`)],
    ["minus zero", uri(`${secret}&counter=-0`, "hotp")],
    ["some of the padding", uri("MZXW6=")],
    ["an unknown parameter twice with two values", uri(`${secret}&image=a&image=b`)],
  ])("differ: files are read with %s", (_, text) => {
    expect([readByCore(text) === null, readByFiles(text) === null]).toEqual([true, false]);
  });
});
