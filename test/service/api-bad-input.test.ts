import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, jsonObject, openApiBench } from "./api.ts";

const client = { device: "v1.00", flow: "q1Xw" };
const routes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "/api/v1/authenticate": { identifier: "camille", passcode: "k7m2123456", ...client },
  "/api/v1/transactions/status": { transaction: "v1.00" },
  "/api/v1/transactions/pin": { transaction: "v1.00", pin: "k7m2", pinAgain: "k7m2" },
  "/api/v1/transactions/confirm": { transaction: "v1.00", passcode: "k7m2123456", ...client },
};

const unusable: readonly (readonly [string, unknown])[] = [
  ["a number", 123456],
  ["null", null],
  ["a boolean", true],
  ["a list", ["camille"]],
  ["an object", { $ne: "" }],
  ["empty text", ""],
  ["a NUL character", "a\u0000b"],
  ["a line break", "a\nb"],
  ["a C1 control character", "a\u0085b"],
  ["10,000 characters", "a".repeat(10_000)],
];

const fields = Object.entries(routes).flatMap(([path, body]) =>
  Object.keys(body).flatMap((field) =>
    unusable.map(([what, value]) => ({ path, body, field, what, value })),
  ),
);

// Goal: bad input gets a clear 4xx and changes nothing.
// Method: each field of each route in turn is given what it cannot be, the others are right.
describe("the API, given bad input,", () => {
  let bench: ApiBench;

  beforeEach(async () => {
    bench = await openApiBench();
  });

  test.each(fields)("names the field: $path, $field is $what", async (given) => {
    const before = await bench.stored();
    const answer = await bench.post(given.path, { ...given.body, [given.field]: given.value });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const body = await answer.json();
    expect(body).toMatchObject({ status: 400, errors: [{ field: given.field }] });
    expect(await bench.stored()).toBe(before);
  });

  const wholeBodies: readonly (readonly [string, string | Uint8Array, number])[] = [
    ["no body", "", 400],
    ["text that is no JSON", "{identifier:", 400],
    ["a JSON text instead of an object", '"camille"', 400],
    ["a JSON list", "[]", 400],
    ["null", "null", 400],
    ["a field too many", '{"identifier":"a","passcode":"b","admin":true}', 400],
    ["bytes that are no UTF-8", invalidUtf8(), 400],
    ["1 MB", "x".repeat(1_000_000), 413],
    ["1 MB in one field", `{"identifier":"${"x".repeat(1_000_000)}","passcode":"b"}`, 413],
  ];

  test.each(wholeBodies)("answers a problem to %s", async (_, body, status) => {
    const before = await bench.stored();
    for (const path of Object.keys(routes)) {
      const answer = await bench.post(path, body);
      expect(answer.status).toBe(status);
      expect((await jsonObject(answer)).detail).toMatch(/^Cannot /);
    }
    expect(await bench.stored()).toBe(before);
  });

  test("answers 415 to another media type, 404 to another path or method", async () => {
    const path = "/api/v1/authenticate";
    expect((await bench.post(path, "identifier=a", "text/plain")).status).toBe(415);
    expect((await bench.get(path)).status).toBe(404);
    expect((await bench.post("/api/v1/nothing", {})).status).toBe(404);
  });

  test("answers one and the same refusal to what is usable but wrong", async () => {
    const bodies = [
      { identifier: "camille", passcode: "000000" },
      { identifier: "nobody", passcode: "k7m2123456" },
      { identifier: "no body", passcode: "12345" },
      { identifier: "camille", passcode: "٣٤٥" },
    ];
    for (const body of bodies) {
      const answer = await bench.post("/api/v1/authenticate", body);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toMatch(/^\{"result":"refused","flow":"[\w-]{22}"\}$/u);
    }
  });
});

function invalidUtf8(): Uint8Array {
  const body = new TextEncoder().encode('{"identifier":"camille","passcode":"k7m2123456"}');
  body[16] = 0xff;
  return body;
}
