import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type InstalledHolder,
  installedHolder,
  type ServiceNode,
} from "../support/installed-holder.ts";

// Goal: no PASSCODE that was accepted before a file was put back is accepted after it, and the next
// codes are, without anybody having to act (law 12).
// Method: the real service on real files, which are copied, lost and put back in every way.

describe("a PASSCODE that was accepted before, on SQLite", () => {
  let holder: InstalledHolder;
  let place: string;
  let file: string;
  let passcode: string;

  beforeEach(async () => {
    holder = installedHolder();
    place = join(holder.directory, "data");
    mkdirSync(place);
    file = join(place, "store.sqlite");
    const node = await holder.openNode(file);
    await holder.commission(node);
    // As long as nobody restores within a second, the file beside tells a copy.
    await sleep(1100);
    await node.close();
    backUp();
    const later = await holder.openNode(file);
    passcode = holder.passcode();
    expect(await holder.answer(later, passcode)).toBe("accepted");
    await later.close();
  });
  afterEach(() => holder.remove());

  const backup = () => join(holder.directory, "backup");

  function backUp(): void {
    cpSync(place, backup(), { recursive: true });
  }

  async function refusedThere(node: ServiceNode): Promise<void> {
    const again = await holder.answer(node, passcode);
    expect({ again, errors: node.errors }).toEqual({ again: "refused", errors: [] });
    const stored = await node.ports.store.load(holder.serial);
    expect(stored?.record).toHaveProperty("floor");
    holder.waitForNextCode(4);
    expect(await holder.answer(node, holder.passcode())).toBe("accepted");
  }

  test("is refused when the file alone was put back over the old one", async () => {
    copyFileSync(join(backup(), "store.sqlite"), file);
    await refusedThere(await holder.openNode(file));
  });

  test("is refused when all files were put back over the old ones", async () => {
    cpSync(backup(), place, { recursive: true, preserveTimestamps: true });
    await refusedThere(await holder.openNode(file));
  });

  test("is refused when the whole directory was put back", async () => {
    rmSync(place, { recursive: true });
    cpSync(backup(), place, { recursive: true, preserveTimestamps: true });
    await refusedThere(await holder.openNode(file));
  });

  test("is refused where the copy is opened in another place", async () => {
    await refusedThere(await holder.openNode(join(backup(), "store.sqlite")));
  });

  test("is refused when the file beside was lost, and the next open says so", async () => {
    rmSync(`${file}-history`);
    await refusedThere(await holder.openNode(file));
  });

  test("is refused when the file beside is no longer what was written", async () => {
    writeFileSync(`${file}-history`, "[]");
    await refusedThere(await holder.openNode(file));
  });

  test("is refused by a node under whose feet the file was replaced, and after its restart", async () => {
    const node = await holder.openNode(file);
    copyFileSync(join(backup(), "store.sqlite"), `${file}.new`);
    rmSync(`${file}-wal`, { force: true });
    renameSync(`${file}.new`, file);
    expect(await holder.answer(node, passcode)).toBe("503");
    await node.close();
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    await refusedThere(await holder.openNode(file));
  });

  test("lets nobody in while the file beside cannot be written", async () => {
    const node = await holder.openNode(file);
    rmSync(`${file}-history`);
    mkdirSync(`${file}-history`);
    holder.waitForNextCode();
    expect(await holder.answer(node, holder.passcode())).toBe("503");
    expect(node.errors).toMatchObject([{ code: "STORE_UNUSABLE" }]);
  });

  test("needs no other code where nothing was put back", async () => {
    holder.waitForNextCode();
    const node = await holder.openNode(file);
    expect(await holder.answer(node, holder.passcode())).toBe("accepted");
    await node.close();
    const db = new Database(file);
    expect(db.prepare("SELECT floor FROM history").pluck().get()).toBeNull();
    db.close();
    holder.waitForNextCode();
    expect(await holder.answer(await holder.openNode(file), holder.passcode())).toBe("accepted");
  });
});
