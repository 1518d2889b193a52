import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { chromedriver, chromium, curl, describeWith, pytest } from "../support/needs.ts";
import { runAsUser, type UserRun } from "../support/run-as-user.ts";

// Goal: each recipe of docs/guides/test-a-login.md is green as it stands against a login that is not
// ours, and red against one that takes codes twice and late.
// Method: the files are run as the guide says, with `jeton-sim serve` in real time and the login
// beside them; only the two addresses are given, so that no port is fixed.

const folder = fileURLToPath(new URL("../../examples/recipes/", import.meta.url));
const command = fileURLToPath(new URL("../../firmware-sim/bin/jeton-sim.mjs", import.meta.url));
const started: ChildProcess[] = [];
let keys: string;

beforeAll(async () => {
  keys = await start([command, "serve", "--port", "0"], /Page: +(\S+)\//);
});
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

const login = (...words: string[]) => start([join(folder, "login.mjs"), ...words], /Login: (\S+)/);

describeWith(curl, "the recipe for a shell", () => {
  test("is green, and red where codes work twice", async () => {
    const good = await run("sh", [join(folder, "log-in.sh")], await login());
    expect([good.output.match(/^ok /gm)?.length, good.status]).toEqual([7, 0]);
    const bad = await run("sh", [join(folder, "log-in.sh")], await login("--careless"));
    expect(bad.output).toContain("FAILED  the same code does not log in twice: found 200");
    expect(bad.output).toContain("FAILED  the code that was passed over is refused");
    expect(bad.status).toBe(1);
  });
});

describeWith(pytest, "the recipe for pytest", (program) => {
  const words = ["-q", "-p", "no:cacheprovider", join(folder, "test_log_in.py")];

  test("is green, and red where codes work twice", async () => {
    const good = await run(program, words, await login());
    expect(good.output).toMatch(/^5 passed/m);
    const bad = await run(program, words, await login("--careless"));
    expect(bad.output).toMatch(/^FAILED .*test_lets_the_holder_in_once/m);
    expect(bad.output).toMatch(/^FAILED .*test_refuses_a_wrong_code\[next\]/m);
    expect(bad.status).toBe(1);
  });

  describeWith(chromedriver, "the recipe for Selenium", () => {
    test("is green", async () => {
      const selenium = [...words.slice(0, -1), join(folder, "test_log_in_selenium.py")];
      const { output, status } = await run(program, selenium, await login());
      expect(output).toMatch(/^1 passed/m);
      expect(status).toBe(0);
    });
  });
});

describeWith(chromium, "the recipe for Playwright in real time", (executablePath) => {
  const cli = join(dirname(fileURLToPath(import.meta.resolve("@playwright/test"))), "cli.js");
  // Playwright writes its report beside the configuration.
  const own = mkdtempSync(join(folder, "..", "run-"));
  afterEach(() => rmSync(own, { recursive: true, force: true }));

  test("is green", async () => {
    for (const name of ["real-time.config.ts", "log-in.real.ts"]) {
      copyFileSync(join(folder, name), join(own, name));
    }
    const config = join(own, "real-time.config.ts");
    const words = [cli, "test", "--config", config, "--reporter=list"];
    const { output, status } = await run(process.execPath, words, await login(), {
      ...{ CHROMIUM: executablePath, NODE_OPTIONS: "--conditions=jeton-source" },
    });
    expect(output).toContain("2 passed");
    expect(status).toBe(0);
  });
});

const webdriverio = fileURLToPath(new URL("../webdriverio/", import.meta.url));

describe.skipIf(!existsSync(join(webdriverio, "node_modules")) && process.env.CI !== "true")(
  "the recipe for WebdriverIO (npm ci --ignore-scripts --prefix test/webdriverio)",
  () => {
    describeWith(chromedriver, "with Chromium and its driver", (program) => {
      // Beside what it imports.
      const own = mkdtempSync(join(webdriverio, "run-"));
      afterEach(() => rmSync(own, { recursive: true, force: true }));

      test("is green, and red where codes work twice", async () => {
        const recipe = join(own, "log-in.wdio.mjs");
        copyFileSync(join(folder, "log-in.wdio.mjs"), recipe);
        const drive = (address: string) =>
          run(process.execPath, ["--test", "--test-force-exit", recipe], address, {
            CHROMEDRIVER: program,
          });
        const good = await drive(await login());
        expect(good.output).toMatch(/pass 1$/m);
        expect(good.status).toBe(0);
        const bad = await drive(await login("--careless"));
        expect(bad.output).toMatch(/fail 1$/m);
        expect(bad.status).toBe(1);
      });
    });
  },
);

/** Starts a program of Node and returns the address that it prints. */
async function start(words: readonly string[], address: RegExp): Promise<string> {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const found = address.exec(printed)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`Cannot start ${words[0]}: it ended`);
}

function run(
  program: string,
  words: readonly string[],
  address: string,
  more: Readonly<Record<string, string>> = {},
): Promise<UserRun> {
  const env = { PYTHONDONTWRITEBYTECODE: "1", KEYS: keys, LOGIN: address, ...more };
  return runAsUser(program, words, { cwd: tmpdir(), env });
}
