import { unixMilliseconds } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { nodePorts } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { addToken, revokeToken, type TokenPorts } from "./api-tokens.ts";
import { createTokenChecks, keptMillisecondsMax, keptTokensMax } from "./token-checks.ts";

const wanted = { name: "ci", scopes: ["authenticate"], createdBy: "staff:test" } as const;

describe("createTokenChecks()", () => {
  let now: number;
  let asked: number;
  let ports: TokenPorts;

  beforeEach(() => {
    now = 1_800_000_000_000;
    asked = 0;
    const { documents } = openMemoryStore();
    const count = <T>(answer: T): T => {
      asked += 1;
      return answer;
    };
    ports = {
      ...nodePorts,
      clock: () => unixMilliseconds(now),
      documents: {
        ...documents,
        load: (...given) => count(documents.load(...given)),
        list: (...given) => count(documents.list(...given)),
      },
    };
  });

  const add = (expiresIn: number | null = null) => {
    const expiresAt = expiresIn === null ? null : unixMilliseconds(now + expiresIn);
    return addToken(ports, { ...wanted, expiresAt });
  };

  test("asks the store about a good token once in ten seconds", async () => {
    const { checkKept } = createTokenChecks(ports);
    const { token, known } = await add();
    for (let second = 0; second < 10; second += 1) {
      expect(await checkKept(token)).toEqual(known);
      now += 1000;
    }
    expect(asked).toBe(1);
    expect(await checkKept(token)).toEqual(known);
    expect(asked).toBe(2);
  });

  test("refuses a token at the latest ten seconds after it was revoked", async () => {
    const { check, checkKept } = createTokenChecks(ports);
    const { token, known } = await add();
    expect(await checkKept(token)).toEqual(known);
    await revokeToken(ports, known.id, "staff:anne");
    expect(await check(token)).toBeNull();
    now += keptMillisecondsMax - 1;
    expect(await checkKept(token)).toEqual(known);
    now += 1;
    expect(await checkKept(token)).toBeNull();
    now -= keptMillisecondsMax;
    expect(await checkKept(token)).toBeNull();
  });

  test("keeps a token no longer when it is used all the time", async () => {
    const { checkKept } = createTokenChecks(ports);
    const { token, known } = await add();
    await checkKept(token);
    await revokeToken(ports, known.id, "staff:anne");
    const answers: boolean[] = [];
    for (let step = 0; step < 20; step += 1) {
      answers.push((await checkKept(token)) !== null);
      now += keptMillisecondsMax / 10;
    }
    expect(answers.lastIndexOf(true)).toBe(9);
  });

  test("ends a token to the millisecond, kept or not", async () => {
    const { checkKept } = createTokenChecks(ports);
    const { token, known } = await add(5000);
    expect(await checkKept(token)).toEqual(known);
    now += 4999;
    expect(await checkKept(token)).toEqual(known);
    now += 1;
    expect(await checkKept(token)).toBeNull();
  });

  test("asks again when the clock went back", async () => {
    const { checkKept } = createTokenChecks(ports);
    const { token, known } = await add();
    await checkKept(token);
    await revokeToken(ports, known.id, "staff:anne");
    now -= 1;
    expect(await checkKept(token)).toBeNull();
  });

  test("keeps nothing of a wrong token, whatever it shares with a good one", async () => {
    const { checkKept } = createTokenChecks(ports);
    const { token, known } = await add();
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "E" : "A"}`;
    for (const given of [wrong, "", token.slice(0, -1), `${token}A`]) {
      expect(await checkKept(given)).toBeNull();
      expect(await checkKept(token)).toEqual(known);
      expect(await checkKept(given)).toBeNull();
    }
  });

  test("finds a token that was unknown as soon as it is made", async () => {
    const { checkKept } = createTokenChecks(ports);
    const made = await add();
    const other = await add();
    await revokeToken(ports, made.known.id, "staff:anne");
    expect(await checkKept(made.token)).toBeNull();
    expect(await checkKept(other.token)).toEqual(other.known);
  });

  test("keeps so many tokens and no more", async () => {
    const { checkKept } = createTokenChecks(ports);
    const first = await add();
    await checkKept(first.token);
    for (let count = 1; count < keptTokensMax; count += 1) await checkKept((await add()).token);
    asked = 0;
    await checkKept(first.token);
    expect(asked).toBe(0);
    await checkKept((await add()).token);
    asked = 0;
    await checkKept(first.token);
    expect(asked).toBe(1);
  });

  test("asks once in ten seconds whether a token was made, until one was", async () => {
    const { wasMade, wasMadeKept } = createTokenChecks(ports);
    expect([await wasMadeKept(), await wasMadeKept(), asked]).toEqual([false, false, 1]);
    await add();
    now += keptMillisecondsMax - 1;
    expect([await wasMadeKept(), await wasMade()]).toEqual([false, true]);
    now += 1;
    expect(await wasMadeKept()).toBe(true);
  });
});
