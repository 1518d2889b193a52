// `prepack` and `postpack` of each package. What is packed has dist/ and no src/: its manifest says nothing of the
// condition by which this workspace runs unbuilt, nor of scripts whose files stay here.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { argv } from "node:process";

const manifest = "package.json";
const whole = "package.whole.json";

/** Returns a manifest as it is packed. */
function packedManifest({ scripts: _, ...fields }) {
  return withoutSource(fields);
}

function withoutSource(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "jeton-source")
      .map(([name, part]) => [name, withoutSource(part)]),
  );
}

// A pack that broke off has left the whole one.
if (existsSync(whole)) renameSync(whole, manifest);
if (argv[2] === "strip") {
  copyFileSync(manifest, whole);
  const packed = packedManifest(JSON.parse(readFileSync(whole, "utf8")));
  writeFileSync(manifest, `${JSON.stringify(packed, null, 2)}\n`);
}
