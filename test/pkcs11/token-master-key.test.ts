// Goal: a master key that a token gives seals a store, and is made, rotated and missed as any other.
// Method: the command `jeton`, over tokens of SoftHSM. What a token makes of a key that was put there on purpose is
// computed beside it by Node's own HMAC.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commandPath, jeton, servedAt } from "../support/jeton.ts";
import { describeWith, softhsm } from "../support/needs.ts";
import { compileDriver, hasDriver, howToInstall, type SoftToken, softToken } from "./soft-token.ts";

const seedHex = "3132333435363738393031323334353637383930";

describe.skipIf(!hasDriver && process.env.CI !== "true")(`a token (${howToInstall})`, () => {
  beforeAll(compileDriver, 600_000);
  describeWith(softhsm, "a master key in a token", (program) => {
    let folder: string;
    let data: string;
    let token: SoftToken;
    const keyFile = () => join(data, "master.key");
    const name = (...lines: readonly string[]) =>
      writeFileSync(keyFile(), lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      jeton([...words, "--data", data], { input: seedHex, env: { ...token.env, ...env } });
    const addKey = (env?: NodeJS.ProcessEnv) => run(["keys", "add", "K1", "--seed-file", "-"], env);
    const list = (env?: NodeJS.ProcessEnv) => run(["keys", "list"], env);
    const opened = { status: 0, stderr: "" };

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "jeton-token-"));
      data = join(folder, "data");
      mkdirSync(data, { mode: 0o700 });
      token = softToken(program, folder, "jeton");
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    test("is made in the token with a new store, and nothing else opens that store", async () => {
      name(token.uri("master"));
      expect(await addKey()).toMatchObject(opened);
      expect(readFileSync(keyFile(), "utf8")).toBe(`${token.uri("master")}\n`);
      expect(await list()).toMatchObject(opened);
      name(token.uri("other"));
      const missed = await list();
      expect(missed).toMatchObject({ status: 1, stdout: "" });
      expect(missed.stderr).toContain('found no secret key "other" in it, correct the URI');
      token.put("other", "77".repeat(32), "sensitive");
      expect((await list()).stderr).toContain("put back the master key of this store");
    });

    test("is HKDF-Expand of the token's key (RFC 5869), from a file as from JETON_MASTER_KEY", async () => {
      const hex = "0f".repeat(32);
      token.put("master", hex, "sensitive");
      const env = { JETON_MASTER_KEY: token.uri("master") };
      expect(await addKey(env)).toMatchObject(opened);
      const block = createHmac("sha256", Buffer.from(hex, "hex")).update("jeton/v1/master-key\x01");
      name(block.digest("hex"));
      expect(await list()).toMatchObject(opened);
    });

    test("takes the place of a file's key, and another token's takes its", async () => {
      expect(await addKey()).toMatchObject(opened);
      const first = token.uri("master");
      const reseal = (...words: readonly string[]) => run(["keys", "reseal", ...words]);
      expect(await reseal("--new-master-key", first)).toMatchObject(opened);
      expect(readFileSync(keyFile(), "utf8")).toBe(`${first}\n`);
      expect(await reseal("--new-master-key", first)).toMatchObject(opened);
      expect(readFileSync(keyFile(), "utf8")).toBe(`${first}\n`);

      const second = token.uri("second");
      expect((await reseal("--new-master-key", second)).stdout).toMatch(/^17 keys sealed anew/);
      expect(readFileSync(keyFile(), "utf8")).toBe(`${second}\n`);
      expect(await list()).toMatchObject(opened);
      expect((await reseal("--new-master-key")).stdout).toMatch(/^17 keys sealed anew/);
      expect(readFileSync(keyFile(), "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
      expect((await run(["audit", "verify", "--json"])).stdout).toContain('"broken":[]');
    });

    test("is told from what is wrong, with the cure and without the PIN", async () => {
      name(token.uri("master"));
      expect(await addKey()).toMatchObject(opened);
      const wrongPin = join(folder, "wrong");
      writeFileSync(wrongPin, "31415926\n", { mode: 0o600 });
      const openPin = join(folder, "open");
      writeFileSync(openPin, `${token.pin}\n`);
      chmodSync(openPin, 0o644);
      const cures: readonly (readonly [Record<string, string>, string])[] = [
        [{ "module-path": "/nowhere.so" }, "install what your token's maker gives"],
        [{ token: "yours" }, 'found the tokens "jeton", wanted token "yours", plug it in'],
        [{ "pin-source": wrongPin }, "correct the file that pin-source names"],
        [{ "pin-source": openPin }, `run chmod 600 on it`],
        [{ "pin-source": join(folder, "none") }, "write it to the file that pin-source names"],
        [{ "pin-value": token.pin }, "write that to a file, mode 0600"],
      ];
      for (const [changes, cure] of cures) {
        name(token.uri("master", changes));
        const { status, stdout, stderr } = await list();
        expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
        expect(stderr).toContain(cure);
        expect(stderr).not.toMatch(/5931-tested|31415926|\n./);
      }
      name(token.uri("master"));
      expect((await list({ NODE_PATH: "" })).stderr).toContain("run npm install pkcs11js");
    });

    test("is refused of a key that can be read, and of two of one name", async () => {
      token.put("plain", "11".repeat(32), "readable");
      name(token.uri("plain"));
      expect((await addKey()).stderr).toContain("can be read out of it, make a sensitive one");
      token.put("twice", "22".repeat(32), "sensitive");
      token.put("twice", "33".repeat(32), "sensitive");
      name(token.uri("twice"));
      expect((await addKey()).stderr).toContain("add id= to the URI");
    });

    test("stays in the running service when the token goes; doctor and the next start name it", async () => {
      name(token.uri("master"));
      expect(await addKey()).toMatchObject(opened);
      const good = await run(["doctor", "--json"]);
      expect(good.stdout).toContain("1 key, the active one from a token");
      const child = spawn(process.execPath, [commandPath, "serve", "--port", "0", "--data", data], {
        env: { PATH: process.env.PATH, ...token.env },
        stdio: ["ignore", "pipe", "ignore"],
      });
      try {
        const address = await servedAt(child);
        token.unplug();
        expect((await fetch(`${address}/readyz`)).status).toBe(200);
        expect((await fetch(`${address}/portal`)).status).toBe(200);
      } finally {
        child.kill();
        await once(child, "close");
      }
      expect((await list()).stderr).toContain('found no token, wanted token "jeton", plug it in');
      const looked = await run(["doctor", "--json"]);
      const findings = JSON.parse(looked.stdout) as { part: string; state: string }[];
      expect(findings.filter(({ part }) => part === "master key")).toMatchObject([
        { state: "bad" },
      ]);
      token.plugIn();
      expect(await list()).toMatchObject(opened);
    });
  });
});
