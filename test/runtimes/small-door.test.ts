import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../browser/chromium.ts";
import { chromium, describeWith, testWith } from "../support/needs.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { rfc4226Vectors, rfc6238Vectors } from "../support/rfc-vectors.ts";
import { howToInstall, runtimes, workerd } from "./installed-runtimes.ts";

const execute = promisify(execFile);

// Goal: `@jeton/core/otp` runs unchanged wherever JavaScript runs.
// Method: one file is made of it and of try-door.ts, with the RFCs' vectors in it, and nothing in that file
// is made for a runtime. Each runtime imports that very file and prints what it returns.
describe("@jeton/core/otp runs unchanged on", () => {
  const folder = mkdtempSync(join(tmpdir(), "jeton-door-"));
  const wanted = "28 vectors of the RFCs are right";
  let door = "";

  beforeAll(async () => {
    door = await doorAsOneFile();
    writeFileSync(join(folder, "door.mjs"), door);
    writeFileSync(join(folder, "main.mjs"), mainModule);
    writeFileSync(join(folder, "worker.mjs"), workerModule);
    writeFileSync(join(folder, "workerd.capnp"), workerdConfiguration);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { name, program, words } of runtimes) {
    testWith(program, name, `it is not installed (${howToInstall})`, async (path) => {
      const { stdout } = await execute(path, [...words("main.mjs")], { cwd: folder });
      expect(stdout.trim()).toBe(`${wanted} on ${name}`);
    });
  }

  testWith(workerd, "workerd", `it is not installed (${howToInstall})`, async (path) => {
    const { stdout } = await execute(path, ["test", "workerd.capnp"], { cwd: folder });
    expect(stdout.trim()).toBe(wanted);
  });

  describeWith(chromium, "Chromium", (path) => {
    test("as a module of a page", async () => {
      const browser = await openBrowser(path);
      try {
        // As text: the runner rewrites an import that it sees.
        const url = `data:text/javascript;base64,${Buffer.from(door).toString("base64")}`;
        const tried = await browser.page.evaluate(
          `import("${url}").then((door) => door.tryDoor())`,
        );
        expect(tried).toBe(wanted);
        expect(browser.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
});

async function doorAsOneFile(): Promise<string> {
  const seeds = Object.fromEntries(
    (["SHA-1", "SHA-256", "SHA-512"] as const).map((algorithm) => [
      algorithm,
      new TextDecoder().decode(rfcSeed(algorithm)),
    ]),
  );
  const vectors = { seeds, hotp: rfc4226Vectors, totp: rfc6238Vectors };
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("try-door.ts", import.meta.url))],
    ...{ bundle: true, format: "esm", platform: "neutral", target: "es2022", write: false },
    conditions: ["jeton-source"],
    define: { RFC: JSON.stringify(vectors) },
  });
  return outputFiles[0]?.text ?? "";
}

const mainModule = `import { tryDoor } from "./door.mjs";
const runtime = typeof Deno === "object" ? "Deno" : typeof Bun === "object" ? "Bun" : "Node " + process.versions.node.split(".")[0];
console.log(tryDoor() + " on " + runtime);
`;

const workerModule = `import { tryDoor } from "./door.mjs";
export default { test: () => console.log(tryDoor()) };
`;

// Modules are named as they are imported. No flag: nothing of Node's is there.
const workerdConfiguration = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [
    (name = "worker.mjs", esModule = embed "worker.mjs"),
    (name = "door.mjs", esModule = embed "door.mjs"),
  ],
  compatibilityDate = "2026-01-01",
);
`;
