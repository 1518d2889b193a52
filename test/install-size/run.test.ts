import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const workspace = fileURLToPath(new URL("../..", import.meta.url));

test("install-size names what to do when packages are not built, and packs nothing", async () => {
  const root = mkdtempSync(join(tmpdir(), "jeton-unbuilt-"));
  try {
    for (const [folder, files] of [
      ["packages/core", ["dist/index.js"]],
      ["firmware-sim/key", []],
    ] as const) {
      mkdirSync(join(root, folder, "dist"), { recursive: true });
      for (const file of files) writeFileSync(join(root, folder, file), "");
      const entry = { types: "./dist/index.d.ts", default: "./dist/index.js" };
      writeFileSync(
        join(root, folder, "package.json"),
        JSON.stringify({ name: folder, exports: { ".": entry } }),
      );
    }
    const words = ["--package", "@jeton/key", "--root", root];
    const child = spawn(
      process.execPath,
      ["tools/run-source.mjs", "test/install-size/run.ts", ...words],
      { cwd: workspace },
    );
    const ended = once(child, "exit");
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const sentence = `Cannot measure installations: found firmware-sim/key not built; run "npm run build" in ${root} first\n`;
    expect([await ended, out, error]).toEqual([[1, null], "", sentence]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
