import { describe, expect, test } from "vitest";
import { unixMilliseconds } from "../base/units.ts";
import { createKeyring } from "../seals/keyring.ts";
import { checkAnchor, signAnchor, type TrailAnchor } from "./audit-anchor.ts";
import { checkSignature, noCheckpointHash, signCheckpoint } from "./audit-checkpoint.ts";

const keyring = createKeyring([new Uint8Array(32).fill(1)]);
const content = {
  ...{ serial: "K1", count: 57, hash: "ab".repeat(32) },
  ...{ at: unixMilliseconds(1_700_000_000_000), actor: "staff:anne" },
};

describe("checkAnchor()", () => {
  test("finds good what was signed, whatever else the object holds", () => {
    const signed = { ...signAnchor(keyring, content), other: 1 };
    expect(checkAnchor(keyring, signed)).toBe("good");
    expect(signed.keyId).toBe(keyring.active.id);
  });

  const edits: readonly Partial<TrailAnchor>[] = [
    { serial: "K2" },
    { count: 56 },
    { hash: "ac".repeat(32) },
    { at: unixMilliseconds(1_700_000_000_001) },
    { actor: "staff:eve" },
    { signature: "00".repeat(32) },
    { signature: "" },
    { signature: "no hash" },
  ];
  test.each(edits)("finds wrong what was edited: %o", (edit) => {
    expect(checkAnchor(keyring, { ...signAnchor(keyring, content), ...edit })).toBe("wrong");
  });

  test("does not know a key that the keyring has not, and knows one that is not active", () => {
    const signed = signAnchor(keyring, content);
    const [old, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(checkAnchor(createKeyring([other]), signed)).toBe("unknown-key");
    expect(checkAnchor(createKeyring([other, old]), signed)).toBe("good");
  });

  test("takes no other kind of content's signature for an anchor's", () => {
    const { at } = content;
    const checkpoint = signCheckpoint(keyring, {
      ...{ sequence: 1, at, keys: 1, events: 1, heads: "ab".repeat(32) },
      previous: noCheckpointHash,
    });
    const { signature } = checkpoint;
    expect(checkSignature(keyring, checkpoint)).toBe("good");
    expect(checkAnchor(keyring, { ...signAnchor(keyring, content), signature })).toBe("wrong");
  });
});
