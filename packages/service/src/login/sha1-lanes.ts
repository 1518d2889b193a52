import type { Sha1Lanes } from "@jeton/core";
import { sha1LanesModule } from "./sha1-lanes.generated.ts";

let made: Sha1Lanes | null | undefined;

/**
 * Answers HMAC-SHA-1 by the vectors of this machine, made when first asked for; null on one that has
 * none. There is one of it: an attempt loads, computes and clears without a pause.
 */
export function sha1Lanes(): Sha1Lanes | null {
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
  readonly hmacs: (high: number, low: number) => void;
};

function make(): Sha1Lanes | null {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
  const bytes = Buffer.from(sha1LanesModule, "base64");
  if (!WebAssembly.validate(bytes)) return null;
  const { memory, hmacs } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  // Where the module has them, see tools/generate-sha1-lanes.ts.
  const states = new Int32Array(memory.buffer, 0, 40);
  const digests = new Int32Array(memory.buffer, 160, 20);
  return {
    load(inner, outer) {
      for (let word = 0; word < 5; word += 1) {
        states.fill(inner[word] as number, 4 * word, 4 * word + 4);
        states.fill(outer[word] as number, 20 + 4 * word, 24 + 4 * word);
      }
    },
    hmacs(high, low) {
      hmacs(high, low);
      return digests;
    },
    clear() {
      states.fill(0);
      digests.fill(0);
    },
  };
}
