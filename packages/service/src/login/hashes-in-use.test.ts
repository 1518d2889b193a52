import { algorithms, codeParameters } from "@jeton/core";
import { addKey, logIn } from "@jeton/service";
import { describe, expect, test } from "vitest";
import { openStage } from "../../../../test/oracle/stage.ts";
import { hashesInUse, surveyHashes } from "./hashes-in-use.ts";

const seed = Uint8Array.from({ length: 20 }, (_, index) => index + 1);
const never = new AbortController().signal;

describe("hashesInUse()", () => {
  test("begins with that of the decoys, and forgets none", () => {
    const hashes = hashesInUse();
    expect(hashes.list()).toEqual(["SHA-1"]);
    for (const algorithm of ["SHA-512", "SHA-1", "SHA-512", "SHA-256"] as const) {
      hashes.note(algorithm);
    }
    expect(hashes.list()).toEqual(algorithms);
  });

  test("learns a hash from the attempt that meets it, before that is decided", async () => {
    const stage = await openStage(codeParameters({ algorithm: "SHA-512" }));
    const { hashes } = stage.ports;
    await logIn(stage.ports, { identifier: "nobody", passcode: "4071000000" });
    expect(hashes?.list()).toEqual(["SHA-1"]);
    await logIn(stage.ports, { identifier: stage.holder, passcode: "4071000000" });
    expect(hashes?.list()).toEqual(["SHA-1", "SHA-512"]);
  });
});

describe("surveyHashes()", () => {
  const stageWithKeys = async () => {
    const stage = await openStage();
    // More than a page, with the one that matters last.
    const count = 150;
    for (let index = 0; index < count; index += 1) {
      const algorithm = index === count - 1 ? "SHA-256" : "SHA-1";
      const parameters = codeParameters({ algorithm });
      const serial = `z-${String(index).padStart(3, "0")}`;
      await addKey(stage.ports, { serial, seed, parameters }, "staff:test");
    }
    return stage.ports;
  };

  test("finds the hashes of all keys", async () => {
    const ports = await stageWithKeys();
    await surveyHashes(ports, never);
    expect(ports.hashes?.list()).toEqual(["SHA-1", "SHA-256"]);
  });

  test("ends after the page at which it is stopped", async () => {
    const ports = await stageWithKeys();
    await surveyHashes(ports, AbortSignal.abort());
    expect(ports.hashes?.list()).toEqual(["SHA-1"]);
  });
});
