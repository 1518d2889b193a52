import { createHmac } from "node:crypto";

/** What a response is made of, as `@jeton/core/ocra` takes it. */
export type OcraParts = {
  readonly suite: string;
  readonly seed: Uint8Array;
  readonly question: string | readonly [string, string];
  readonly counter?: number;
  readonly pinHash?: Uint8Array;
  readonly session?: Uint8Array;
  readonly at?: number;
};

/**
 * Returns the response by a route of its own (RFC 6287 §5): hexadecimal text put together as the RFC's §5.1 says, OpenSSL's
 * HMAC and big integers, nothing of core or of the simulator.
 */
export function independentOcra(parts: OcraParts): string {
  const { suite, question, counter, pinHash, session, at } = parts;
  const joined = typeof question === "string" ? question : question.join("");
  const format = /Q([NHA])/.exec(suite)?.[1];
  const hexQuestion =
    format === "A"
      ? Buffer.from(joined, "latin1").toString("hex")
      : format === "H"
        ? joined
        : BigInt(joined).toString(16);
  const number = (value: number | bigint) => value.toString(16).padStart(16, "0");
  const [, size = "", unit = ""] = /-T(\d+)([SMH])$/.exec(suite) ?? [];
  const seconds = Number(size) * ({ S: 1, M: 60, H: 3600 }[unit] ?? 0);
  const sessionHex = Buffer.from(session ?? []).toString("hex");
  const sessionLength = Number(/-S(\d{3})(?:-|$)/.exec(suite)?.[1] ?? 0);
  const hex = [
    Buffer.from(suite, "latin1").toString("hex"),
    "00",
    counter === undefined ? "" : number(counter),
    hexQuestion.padEnd(256, "0"),
    Buffer.from(pinHash ?? []).toString("hex"),
    sessionHex.padStart(2 * sessionLength, "0"),
    at === undefined ? "" : number(BigInt(at) / BigInt(1000 * seconds)),
  ].join("");
  const [, hash = "", digits = ""] = /HOTP-SHA(\d+)-(\d+)/.exec(suite) ?? [];
  const mac = createHmac(`sha${hash}`, parts.seed).update(Buffer.from(hex, "hex")).digest();
  if (digits === "0") return mac.toString("hex");
  const truncated = BigInt(mac.readUInt32BE(mac.readUInt8(mac.length - 1) % 16)) % 2n ** 31n;
  return (truncated % 10n ** BigInt(digits)).toString().padStart(Number(digits), "0");
}
