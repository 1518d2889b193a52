import { codeParameters } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { openStage } from "../../../../test/support/stage.ts";
import { addKey } from "../keys/stored-keys.ts";
import type { Ports } from "../ports/ports.ts";
import { surveyKeys } from "./survey-keys.ts";

const never = new AbortController().signal;

/** Ports over a store of so many keys, decoys and the stage's own included, and the pages that are read. */
async function portsOver(count: number) {
  const { ports } = await openStage();
  const seed = new Uint8Array(20).fill(9);
  for (let index = 17; index < count; index += 1) {
    const algorithm = index === count - 1 ? "SHA-256" : "SHA-1";
    const serial = `z-${String(index).padStart(3, "0")}`;
    await addKey(ports, { serial, seed, parameters: codeParameters({ algorithm }) }, "staff:test");
  }
  const pages: (string | null)[] = [];
  const store: Ports["store"] = {
    ...ports.store,
    list(page) {
      pages.push(page.after);
      return ports.store.list(page);
    },
  };
  return { ports: { ...ports, store }, pages };
}

describe("surveyKeys()", () => {
  test("meets every key, page by page, and stops at the last page", async () => {
    const { ports, pages } = await portsOver(150);
    await surveyKeys(ports, never);
    expect(ports.inUse?.hashes()).toEqual(["SHA-1", "SHA-256"]);
    expect(pages).toEqual([null, "z-099"]);
  });

  test("looks behind a page that was full", async () => {
    const { ports, pages } = await portsOver(100);
    await surveyKeys(ports, never);
    expect(pages).toEqual([null, "z-099"]);
  });

  test("ends after the page at which it is stopped", async () => {
    const { ports, pages } = await portsOver(150);
    await surveyKeys(ports, AbortSignal.abort());
    expect(pages).toEqual([null]);
  });

  test("reads nothing where nobody wants to know, and passes over what is damaged", async () => {
    const { ports, pages } = await portsOver(17);
    const { inUse: _, ...without } = ports;
    await surveyKeys(without, never);
    expect(pages).toEqual([]);
    const damaged = { record: null, serial: "a", revision: 1, lastStep: null, problem: "edited" };
    const store: Ports["store"] = { ...ports.store, list: async () => [damaged] };
    await surveyKeys({ ...ports, store }, never);
    expect(ports.inUse?.hashes()).toEqual(["SHA-1"]);
  });
});
