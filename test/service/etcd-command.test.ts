import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeStoreDirectory, type StoreDirectory } from "../contracts/store-directory.ts";
import { type EtcdServer, etcd, startEtcd } from "../support/etcd.ts";
import { jeton } from "../support/jeton.ts";
import { describeWith } from "../support/needs.ts";

const seedHex = "3132333435363738393031323334353637383930";

// Goal: an installation on etcd is made, used and copied by the commands alone.
// Method: the commands as an administrator types them, each a process of its own.
vi.setConfig({ testTimeout: 240_000 });

describeWith(etcd, "jeton on etcd", (path) => {
  let server: EtcdServer;
  let directory: StoreDirectory;
  beforeAll(async () => {
    server = await startEtcd(path);
    directory = makeStoreDirectory();
  });
  afterAll(async () => {
    directory.remove();
    await server.remove();
  });

  test("adds, assigns, lets in once, verifies its trail, and goes to SQLite", async () => {
    const url = server.freshUrl();
    const data = join(directory.path, "data");
    const on = (words: readonly string[], input = "") =>
      jeton(words, { env: { JETON_DATA: data, JETON_STORE: url }, input });

    expect(await on(["keys", "list"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`Cannot open the store ${url}: nothing is there`),
    });
    expect(await on(["keys", "add", "K1", "--seed-file", "-"], seedHex)).toMatchObject({
      status: 0,
    });
    expect((await on(["keys", "assign", "K1", "ada"])).status).toBe(0);
    const now = String(Math.floor(Date.now() / 1000));
    const code = (await on(["code", "--seed-hex", seedHex, "--at", now])).stdout;
    expect((await on(["authenticate", "ada"], code)).stdout).toBe("choose-pin\n");
    expect((await on(["authenticate", "ada"], code)).stdout).toBe("refused\n");
    expect((await on(["audit", "verify"])).status).toBe(0);

    const file = join(directory.path, "copy.sqlite");
    const copied = await on(["store", "copy", "--from", url, "--to", file]);
    expect(copied).toMatchObject({ status: 0, stderr: "" });
    expect(copied.stdout).toMatch(/^records and heads +([0-9a-f]{16}) +\1 +same$/m);
    const listed = await on(["keys", "list", "--json", "--store", file]);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ serial: "K1", holder: "ada" }]);
  });
});
