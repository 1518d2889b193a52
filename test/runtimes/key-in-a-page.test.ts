import { fileURLToPath } from "node:url";
import { type BuildResult, build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser/chromium.ts";
import { chromium, describeWith } from "../support/needs.ts";
import { playKeys } from "./try-key.ts";

type Bundle = BuildResult<{ readonly metafile: true; readonly write: false }>;

// Goal: a page has the same key as a program of Node.
// Method: esbuild makes one file for browsers of the key and of try-key.ts, and refuses whatever a browser has
// not. Chromium imports that file and plays the same two years as this process.
describe("@jeton/key", () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = await build({
      entryPoints: [fileURLToPath(new URL("try-key.ts", import.meta.url))],
      ...{ bundle: true, format: "esm", platform: "browser", target: "es2022" },
      ...{ write: false, metafile: true },
      conditions: ["jeton-source"],
    });
  });

  test("brings its own files, noble's hashes and the core's units, and nothing that makes the core's codes", () => {
    const files = Object.keys(bundle.metafile.inputs).map((path) => path.replace(/^.*\.\.\//, ""));
    const others = files.filter((path) => !path.startsWith("firmware-sim/key/src/"));
    const core = others.filter((path) => path.startsWith("packages/core/src/"));
    const rest = others.filter((path) => !core.includes(path));
    expect(core.toSorted()).toEqual([
      "packages/core/src/base/foreign.ts",
      "packages/core/src/base/otp-error.ts",
      "packages/core/src/base/units.ts",
      "packages/core/src/codes/code-parameters.ts",
      "packages/core/src/codes/counter-parameters.ts",
      "packages/core/src/codes/key-parameters.ts",
      "packages/core/src/codes/ocra-suite.ts",
      "packages/core/src/codes/seed-bytes.ts",
      "packages/core/src/codes/seed-hex.ts",
      "packages/core/src/units-index.ts",
    ]);
    expect(
      rest.filter((path) => !/^(test\/runtimes|node_modules\/@noble\/hashes)\//.test(path)),
    ).toEqual([]);
  });

  describeWith(chromium, "in Chromium", (path) => {
    test("reads as in Node, and waits in real time", async () => {
      const code = Buffer.from(bundle.outputFiles[0]?.contents ?? []).toString("base64");
      const url = `data:text/javascript;base64,${code}`;
      const browser = await openBrowser(path);
      try {
        // As text: the runner rewrites an import that it sees.
        const [played, early] = (await browser.page.evaluate(
          `import("${url}").then(async (key) => [key.playKeys(), await key.waitInRealTime(50)])`,
        )) as [string, number];
        expect(JSON.parse(played)).toEqual(JSON.parse(playKeys()));
        expect(early).toBeLessThanOrEqual(0);
        expect(browser.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
});
