import { unixMilliseconds } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { nodePorts } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { addToken, checkToken, listTokens, revokeToken, type TokenPorts } from "./api-tokens.ts";
import { isScope } from "./scopes.ts";

const wanted = {
  name: "school",
  scopes: ["keys:read", "audit:read"],
  createdBy: "staff:test",
  expiresAt: null,
} as const;
const schools = ["069*"];

/** How versions before schools were known read the scopes of a token: whatever else stands in it they passed over. */
const earlierVersionRefuses = (body: string) =>
  !(JSON.parse(body) as { readonly scopes: readonly string[] }).scopes.every(isScope);

describe("a stored token", () => {
  let ports: TokenPorts;
  beforeEach(() => {
    const clock = () => unixMilliseconds(1_800_000_000_000);
    ports = { ...nodePorts, clock, documents: openMemoryStore().documents };
  });

  const stored = async (id: string) => {
    const found = await ports.documents.load("api-token", id);
    if (found === null) throw new TypeError("expected the token");
    return found;
  };

  test("for schools is refused by a version that does not know schools, revoked or not", async () => {
    const { token, known } = await addToken(ports, { ...wanted, schools });
    expect(earlierVersionRefuses((await stored(known.id)).body)).toBe(true);
    expect(await checkToken(ports, token)).toEqual({ ...known, ...wanted, schools });
    await revokeToken(ports, known.id, "staff:test");
    expect(earlierVersionRefuses((await stored(known.id)).body)).toBe(true);
    expect(await listTokens(ports.documents)).toMatchObject([{ ...wanted, schools }]);
  });

  test("for everybody stands as it always stood", async () => {
    const { token, known } = await addToken(ports, wanted);
    const { body } = await stored(known.id);
    expect(earlierVersionRefuses(body)).toBe(false);
    expect(Object.keys(JSON.parse(body))).toEqual([
      ...[
        "name",
        "scopes",
        "createdAt",
        "createdBy",
        "expiresAt",
        "revokedAt",
        "revokedBy",
        "hash",
      ],
    ]);
    expect(await checkToken(ports, token)).toEqual({ ...known, schools: null });
  });

  test.each([
    ["schools only", { scopes: ["keys:read"] }],
    ["the mark of schools only", { schools: undefined }],
    ["a scope about everybody", { scopes: ["keys:read", "metrics:read", "for-schools"] }],
    ["a scope of a later version", { scopes: ["keys:read", "keys:erase", "for-schools"] }],
    ["a field of a later version", { onlyFrom: "192.0.2.1" }],
  ])("with %s is refused", async (_, edit) => {
    const { token, known } = await addToken(ports, { ...wanted, schools });
    const { body, revision } = await stored(known.id);
    const edited = JSON.stringify({ ...JSON.parse(body), ...edit });
    await ports.documents.put("api-token", known.id, revision, { body: edited, expiresAt: null });
    await expect(checkToken(ports, token)).rejects.toMatchObject({ code: "RECORD_MALFORMED" });
  });
});
