// Makes packages/validator/src/machine/code-lanes.generated.ts: HMACs of many counters, a vector of them at
// a time, as a WebAssembly module for each hash.
//
// JavaScript has no vectors; with them a code of SHA-1 takes about a third of the time, one of SHA-512 a
// tenth. `hash-lanes/hmac-module.ts` says what stands where in a module. Every round is written out, and
// what of a block is known (padding, length) is folded into the constants.
import { gunzipSync, gzipSync } from "node:zlib";
import type { GeneratedFile } from "./generated-file.ts";
import { hmacModule } from "./hash-lanes/hmac-module.ts";
import { sha1 } from "./hash-lanes/sha1.ts";
import { sha256, sha512 } from "./hash-lanes/sha2.ts";

const modules = Object.entries({ "SHA-1": sha1, "SHA-256": sha256, "SHA-512": sha512 }).map(
  ([name, hash]) => ({ name, bytes: hmacModule(hash) }),
);

const text = `// Made by tools/generate-code-lanes.ts; change that and run \`npm run generate\`.

/** WebAssembly modules, compressed by gzip, in base64. */
export const codeLaneModules = {
${modules.map(({ name, bytes }) => `  "${name}":\n    "${inBase64(bytes)}",\n`).join("")}} as const;
`;

function inBase64(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 9 }).toString("base64");
}

/** Returns whether these modules stand in a file: compressors of other versions write other bytes. */
function holdsThem(found: string): boolean {
  const written = [...found.matchAll(/"([A-Za-z0-9+/=]{200,})"/g)].map(([, base64 = ""]) =>
    gunzipSync(Buffer.from(base64, "base64")),
  );
  return (
    written.length === modules.length &&
    modules.every(({ bytes }, index) => written[index]?.equals(bytes) === true)
  );
}

/** Returns the modules as a file of TypeScript. */
export function generateCodeLanes(): GeneratedFile {
  const path = "packages/validator/src/machine/code-lanes.generated.ts";
  return { path, text, isSame: holdsThem };
}
