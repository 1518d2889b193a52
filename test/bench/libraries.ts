import { createHmac, createSecretKey } from "node:crypto";
import { type CodeParameters, codeAt, codeParameters, timeStep } from "@jeton/core";
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { generateHOTP, verifyTOTPWithGracePeriod } from "@oslojs/otp";
import { crypto as otplibNode } from "@otplib/plugin-crypto-node";
import { HOTP, Secret, TOTP } from "otpauth";
import { createGuardrails, generateSync, verifySync } from "otplib";
import speakeasy from "speakeasy";

/** The keys that are measured: SHA-1, 6 digits, 60 s. */
export const parameters: CodeParameters = codeParameters();
const { digits, periodSeconds: period } = parameters;

/** A library, or a way to use it, with all that it lets a caller keep of one seed. */
export type Library = {
  readonly name: string;
  /** The package whose version is told. */
  readonly packageName: string | null;
  readonly isPeer: boolean;
  /** What is kept of the seed between calls. */
  readonly kept: string;
  /** Returns the code of a step. */
  readonly code: (step: number) => string;
  /** Returns it from the seed's bytes alone, with nothing kept; null for what only keeps. */
  readonly fresh: ((step: number) => string) | null;
  /** Returns whether the code is one of the present step or of `window` steps on each side. */
  readonly verify: ((code: string, window: number) => boolean) | null;
  /** What is to be known of `verify`. */
  readonly verifyNote: string;
};

/** Returns every library with this seed, each as its own documentation has it used. */
export function librariesFor(seed: Uint8Array): readonly Library[] {
  return [
    ...[otpauth(seed), ...otplib(seed), oslo(seed), speakeasyLibrary(seed)],
    ...[otpauthWithState(seed), nodeCrypto(seed), nobleWithState(seed)],
  ];
}

function otpauth(seed: Uint8Array): Library {
  const secret = new Secret({ buffer: Uint8Array.from(seed).buffer });
  const totp = new TOTP({ secret, digits, period });
  const verifyNote = "stops at a match; answers a delta";
  return {
    ...{ name: "otpauth", packageName: "otpauth", isPeer: true, kept: "its Secret and TOTP" },
    code: (step) => HOTP.generate({ secret, digits, counter: step }),
    fresh: (counter) => {
      const read = new Secret({ buffer: Uint8Array.from(seed).buffer });
      return HOTP.generate({ secret: read, digits, counter });
    },
    verify: (token, window) => totp.validate({ token, window }) !== null,
    verifyNote,
  };
}

/** The peer's `hmac` option: what a caller could write who kept the HMAC's state. */
function otpauthWithState(seed: Uint8Array): Library {
  const secret = new Secret({ buffer: Uint8Array.from(seed).buffer });
  const keyed = hmac.create(sha1, seed);
  const scratch = keyed.clone();
  const answer = new Uint8Array(20);
  const digest = (_algorithm: string, _key: Uint8Array, message: Uint8Array): Uint8Array => {
    keyed._cloneInto(scratch).update(message).digestInto(answer);
    return answer;
  };
  const totp = new TOTP({ secret, digits, period, hmac: digest });
  return {
    ...{ name: "otpauth, own `hmac` option", packageName: "otpauth", isPeer: false },
    kept: "noble's HMAC state, by a function that the caller writes",
    code: (step) => HOTP.generate({ secret, digits, counter: step, hmac: digest }),
    fresh: null,
    verify: (token, window) => totp.validate({ token, window }) !== null,
    verifyNote: "stops at a match; answers a delta",
  };
}

function otplib(seed: Uint8Array): readonly Library[] {
  const guardrails = createGuardrails({ MAX_WINDOW: 10_000 });
  const use = (name: string, packageName: string, plugin: object): Library => ({
    ...{ name, packageName, isPeer: true, kept: "the seed as bytes" },
    code: (counter) =>
      generateSync({ secret: seed, strategy: "hotp", counter, digits, guardrails, ...plugin }),
    fresh: (counter) =>
      generateSync({ secret: seed, strategy: "hotp", counter, digits, guardrails, ...plugin }),
    verify: (token, window) => {
      const asked = { secret: seed, token, digits, period, guardrails, ...plugin };
      return verifySync({ ...asked, epochTolerance: window * period }).valid;
    },
    verifyNote: "stops at a match; answers an object",
  });
  return [
    use("otplib (noble, its default)", "otplib", {}),
    use("otplib (its node:crypto plugin)", "@otplib/plugin-crypto-node", { crypto: otplibNode }),
  ];
}

function oslo(seed: Uint8Array): Library {
  return {
    ...{ name: "@oslojs/otp", packageName: "@oslojs/otp", isPeer: true, kept: "the seed as bytes" },
    code: (step) => generateHOTP(seed, BigInt(step), digits),
    fresh: (step) => generateHOTP(seed, BigInt(step), digits),
    verify: (code, window) =>
      verifyTOTPWithGracePeriod(seed, period, digits, code, window * period),
    verifyNote: "stops at a match; answers a boolean",
  };
}

function speakeasyLibrary(seed: Uint8Array): Library {
  // Its types want text; its code takes a Buffer, which spares it the decoding.
  const buffer = () => Buffer.from(seed) as unknown as string;
  const secret = buffer();
  return {
    ...{ name: "speakeasy", packageName: "speakeasy", isPeer: true, kept: "the seed as a Buffer" },
    code: (counter) => speakeasy.hotp({ secret, counter, digits }),
    fresh: (counter) => speakeasy.hotp({ secret: buffer(), counter, digits }),
    verify: (token, window) =>
      speakeasy.totp.verifyDelta({ secret, token, digits, step: period, window }) !== undefined,
    verifyNote: "stops at a match, compares numbers; answers a delta",
  };
}

function nodeCrypto(seed: Uint8Array): Library {
  const key = createSecretKey(seed);
  const counter = counterMessage();
  return {
    ...{ name: "node:crypto", packageName: null, isPeer: false, kept: "a KeyObject" },
    code: (step) => textOf(createHmac("sha1", key).update(counter(step)).digest()),
    fresh: (step) => textOf(createHmac("sha1", seed).update(counter(step)).digest()),
    verify: null,
    verifyNote: "",
  };
}

function nobleWithState(seed: Uint8Array): Library {
  const keyed = hmac.create(sha1, seed);
  const scratch = keyed.clone();
  const counter = counterMessage();
  const digest = new Uint8Array(20);
  return {
    ...{ name: "@noble/hashes", packageName: "@noble/hashes", isPeer: false },
    kept: "the HMAC's state",
    code: (step) => {
      keyed._cloneInto(scratch).update(counter(step)).digestInto(digest);
      return textOf(digest);
    },
    fresh: (step) => textOf(hmac(sha1, seed, counter(step))),
    verify: null,
    verifyNote: "",
  };
}

/** RFC 4226 §5.2: the counter as 8 bytes, big-endian; always in the same bytes. */
function counterMessage(): (step: number) => Uint8Array {
  const message = new Uint8Array(8);
  const view = new DataView(message.buffer);
  return (step) => {
    view.setUint32(0, Math.floor(step / 2 ** 32));
    view.setUint32(4, step % 2 ** 32);
    return message;
  };
}

/** RFC 4226 §5.3 and its digits as text, for hashes that come without them. */
function textOf(digest: Uint8Array): string {
  const offset = (digest[19] ?? 0) & 15;
  const view = new DataView(digest.buffer, digest.byteOffset, digest.length);
  return String((view.getUint32(offset) & 0x7fff_ffff) % 10 ** digits).padStart(digits, "0");
}

/** Returns our code, with the seed prepared anew: what the peers are checked against. */
export function ownCode(seed: Uint8Array, step: number): string {
  return codeAt(seed, timeStep(step), parameters);
}
