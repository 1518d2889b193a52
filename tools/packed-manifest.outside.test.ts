import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const whole = {
  name: "a",
  scripts: { prepack: "node strip.mjs" },
  exports: { ".": { "jeton-source": "./src/index.ts", default: "./dist/index.js" } },
  files: ["dist"],
};
const packed = { name: "a", exports: { ".": { default: "./dist/index.js" } }, files: ["dist"] };
const program = fileURLToPath(new URL("packed-manifest.mjs", import.meta.url));

describe("packed-manifest.mjs", () => {
  test("leaves the manifest as it was, also after a pack that broke off", () => {
    const folder = mkdtempSync(join(tmpdir(), "jeton-packed-"));
    const path = join(folder, "package.json");
    const manifest = () => JSON.parse(readFileSync(path, "utf8")) as unknown;
    const run = (word: string) => execFileSync(process.execPath, [program, word], { cwd: folder });
    try {
      writeFileSync(path, JSON.stringify(whole));
      run("strip");
      expect(manifest()).toEqual(packed);
      run("strip");
      expect(manifest()).toEqual(packed);
      run("restore");
      expect(readFileSync(path, "utf8")).toBe(JSON.stringify(whole));
      expect(readdirSync(folder)).toEqual(["package.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
