import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { verifyChain } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { describe, expect, test } from "vitest";
import { raceKey } from "../contracts/race-key.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import type { Stopped } from "./login-until-failure.ts";

// Goal: when the disk takes no more, the attempt is refused as a whole: what was answered is there,
// what was not answered is not. Method: a process whose files may not grow past 512 KiB
// (`ulimit -f`, in blocks of 512 bytes), so that a write fails in the middle of a transaction.

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("replace() over openSqliteStore()", () => {
  test("stores nothing of a change that the disk did not take, and says why", async () => {
    const directory = makeStoreDirectory();
    try {
      const made = openSqliteStore(directory.file);
      await made.insert(raceKey("K1"), []);
      await made.close();

      const script = 'ulimit -f 1024; exec "$0" tools/run-source.mjs "$@"';
      const program = ["test/faults/login-until-failure.ts", directory.file, "K1"];
      const output = execFileSync("/bin/sh", ["-c", script, process.execPath, ...program], {
        cwd: root,
        encoding: "utf8",
      });
      const stopped: Stopped = JSON.parse(output);
      expect(stopped.code).toBe("STORE_UNUSABLE");
      expect(stopped.message).toMatch(
        /^Cannot use the store \S+: (its disk answered with an error|no space is left)/,
      );
      expect(stopped.answered).toBeGreaterThan(10);

      const store = openSqliteStore(directory.file);
      const stored = await store.load("K1");
      expect(stored?.revision).toBe(stopped.answered + 1);
      const events = await store.events("K1", { afterSequence: 0, limit: 10_000 });
      expect(stored && verifyChain("K1", stored.record.audit, events)).toEqual({
        kind: "intact",
        count: stopped.answered,
      });
      await store.close();
    } finally {
      directory.remove();
    }
  });
});
