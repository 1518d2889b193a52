import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// Goal: who writes a store runs the contract suites by copying the guide's test.
// Method: the guide's file, beside a store of SQLite files that stands for theirs, is run by Vitest.

const root = fileURLToPath(new URL("../../", import.meta.url));

const myStore = (folder: string) => `
import { openSqliteStore } from "@jeton/store";
export const openMyStore = (name) => openSqliteStore(${JSON.stringify(folder)} + "/" + name);
`;

test("docs/guides/write-a-store.md runs every contract suite on a store", () => {
  const guide = readFileSync(join(root, "docs/guides/write-a-store.md"), "utf8");
  const code = /```ts\n(\/\/ my-store\.test\.ts\n.*?)```/s.exec(guide)?.[1] ?? "";
  const folder = mkdtempSync(join(root, "test/guides/my-store-"));
  try {
    writeFileSync(join(folder, "my-store.test.ts"), code);
    writeFileSync(join(folder, "my-store.js"), myStore(folder));
    const words = [
      "node_modules/vitest/vitest.mjs",
      "run",
      relative(root, folder),
      "--reporter=json",
    ];
    const printed = execFileSync(process.execPath, words, { cwd: root, encoding: "utf8" });
    const report = JSON.parse(printed.slice(printed.indexOf("{")));
    expect(report.numFailedTests).toBe(0);
    expect(report.numPassedTests).toBeGreaterThan(50);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
