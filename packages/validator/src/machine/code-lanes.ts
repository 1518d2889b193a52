import { gunzipSync } from "node:zlib";
import { type Algorithm, type AlgorithmLanes, type CodeLanes, timeStep } from "@jeton/core";
import { codeLaneModules } from "./code-lanes.generated.ts";

let made: CodeLanes | null | undefined;

/**
 * Returns what computes codes by the vectors of this machine, made at the first call; null on a machine
 * without them. There is one of each hash: a call writes the secrets, computes and clears them
 * without a pause.
 */
export function codeLanes(): CodeLanes | null {
  if (made === undefined) made = make();
  return made;
}

/** What of WebAssembly is used here: Node's types leave it to those of browsers. */
type WebAssemblyApi = {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
};

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly absorb: () => void;
  readonly codes: (high: number, low: number, count: number) => void;
};

function make(): CodeLanes | null {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
  const instanceOf = (algorithm: Algorithm): Exports | null => {
    const bytes = gunzipSync(Buffer.from(codeLaneModules[algorithm], "base64"));
    if (!WebAssembly.validate(bytes)) return null;
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  };
  const [sha1, sha256, sha512] = [
    instanceOf("SHA-1"),
    instanceOf("SHA-256"),
    instanceOf("SHA-512"),
  ];
  if (sha1 === null || sha256 === null || sha512 === null) return null;
  return {
    "SHA-1": lanesOf(sha1, 4),
    "SHA-256": lanesOf(sha256, 4),
    "SHA-512": lanesOf(sha512, 8),
  };
}

// Where the modules have them, see tools/hash-lanes/hmac-module.ts.
const statesAt = 0;
const statesBytes = 128;
const blocksAt = 128;
const codesAt = 512;

/** More are computed in several calls: the codes must fit into the module's memory. */
const codesMax = 8192;

const innerPad = 0x36;
const outerPad = 0x5c;

function lanesOf({ memory, absorb, codes }: Exports, wordBytes: 4 | 8): AlgorithmLanes {
  const secrets = new Uint8Array(memory.buffer, 0, codesAt);
  const numbers = new Int32Array(memory.buffer, codesAt, codesMax + 4);
  const blockBytes = 16 * wordBytes;

  return {
    keyed(key) {
      for (let index = 0; index < blockBytes; index += 1) {
        // Words are big-endian in the message, little-endian in memory; a vector is a word of both blocks.
        const word = Math.floor(index / wordBytes);
        const place = blocksAt + 16 * word + wordBytes - 1 - (index % wordBytes);
        const byte = key[index] ?? 0;
        secrets[place] = byte ^ innerPad;
        secrets[place + wordBytes] = byte ^ outerPad;
      }
      absorb();
      const states = secrets.slice(statesAt, statesAt + statesBytes);
      secrets.fill(0);
      return states;
    },
    truncatedFrom(states, from, count) {
      const found = new Int32Array(count);
      secrets.set(states, statesAt);
      for (let index = 0; index < count; ) {
        const step = timeStep(from + index);
        const low = step % 2 ** 32;
        // The lanes share the upper word of the counter: a call ends where that changes.
        const many = Math.min(count - index, codesMax, 2 ** 32 - low);
        codes(Math.floor(step / 2 ** 32), low, many);
        found.set(numbers.subarray(0, many), index);
        index += many;
      }
      secrets.fill(0);
      numbers.fill(0, 0, Math.min(count, codesMax) + 4);
      return found;
    },
  };
}
