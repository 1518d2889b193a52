import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("README.md", () => {
  test("shows an example that runs and prints what it says", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const [, example = "", printed = ""] =
      /```ts\n(.*?)```.*?It prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
    // Within the workspace, where its packages are found by name.
    mkdirSync(join(root, "test-output"), { recursive: true });
    const directory = mkdtempSync(join(root, "test-output", "readme-"));
    try {
      writeFileSync(join(directory, "example.mts"), example);
      const source = join(root, "tools", "register-source.mjs");
      const output = execFileSync(process.execPath, ["--import", source, "example.mts"], {
        cwd: directory,
        encoding: "utf8",
      });
      expect(printed).not.toBe("");
      expect(output).toBe(printed);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
