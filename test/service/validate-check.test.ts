import { addToken, createValidate, parseRealm } from "@jeton/service";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "./api.ts";

type CheckBody = {
  readonly time: number;
  readonly result: { readonly value: boolean };
  readonly detail: { readonly message: string; readonly transaction_id: string };
};

type Fields = Readonly<Record<string, string>>;

describe("POST /validate/check", () => {
  let bench: ApiBench;
  let app: ReturnType<typeof createValidate>;

  beforeEach(async () => {
    bench = await openApiBench();
    app = createValidate(bench.ports, { listensOnLoopback: true });
  });

  const send = (body: string | Uint8Array<ArrayBuffer>, type: string, headers: Fields = {}) =>
    app.request("/validate/check", {
      method: "POST",
      headers: { "content-type": type, ...headers },
      body,
    });
  const form = (fields: Fields, headers: Fields = {}) =>
    send(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded", headers);

  async function asked(fields: Fields, as: "form" | "json" = "form") {
    const answer =
      as === "form" ? await form(fields) : await send(JSON.stringify(fields), "application/json");
    expect(answer.status).toBe(200);
    const { time: _, ...body } = (await answer.json()) as CheckBody;
    return body;
  }

  async function commission(as: "form" | "json" = "form"): Promise<void> {
    const user = bench.holder;
    const first = await asked({ user, pass: bench.key.code() ?? "" }, as);
    expect(first).toMatchObject({
      result: { status: true, value: false, authentication: "CHALLENGE" },
      detail: { multi_challenge: [{ client_mode: "interactive" }] },
    });
    const { transaction_id } = first.detail;
    await asked({ user, pass: "k7m2", transaction_id }, as);
    const again = await asked({ user, pass: "k7m2", state: transaction_id }, as);
    expect(again.detail.message).toMatch(/another code/);
    bench.time.advance(60_000);
    const done = await asked({ user, pass: `k7m2${bench.key.code()}`, transaction_id }, as);
    expect(done).toEqual({
      ...{ id: 1, jsonrpc: "2.0", version: "Jeton" },
      result: { status: true, value: true, authentication: "ACCEPT" },
      detail: {
        ...{ message: "Access granted", serial: "K1", type: "totp", otplen: 6 },
        device: expect.stringMatching(/^v1\./u),
      },
    });
    bench.time.advance(60_000);
  }

  const refused = {
    ...{ id: 1, jsonrpc: "2.0", version: "Jeton" },
    result: { status: true, value: false, authentication: "REJECT" },
    detail: { message: "Access refused", flow: expect.stringMatching(/^[\w-]{22}$/u) },
  };

  test.each(["form", "json"] as const)(
    "takes a key into service and lets in, as %s",
    async (as) => {
      await commission(as);
      const pass = `k7m2${bench.key.code()}`;
      expect(
        await asked({ user: "Camille", pass, realm: "", client: "10.0.0.9" }, as),
      ).toMatchObject({
        result: { value: true },
      });
      expect(await asked({ user: "Camille", pass }, as)).toEqual(refused);
    },
  );

  test("lets in by the key's number in the place of a user", async () => {
    await commission();
    const pass = `k7m2${bench.key.code()}`;
    expect(await asked({ serial: "K1", pass })).toMatchObject({ detail: { serial: "K1" } });
    for (const serial of ["K1", "K9", "decoy-3"])
      expect(await asked({ serial, pass })).toEqual(refused);
  });

  test("asks again for a PIN that is unfit or differs, and sets none meanwhile", async () => {
    const user = bench.holder;
    const { detail } = await asked({ user, pass: bench.key.code() ?? "" });
    const state = detail.transaction_id;
    for (const [pass, says] of [
      ["12", /too few/],
      ["1234", /too easy/],
      ["a b c", /blank/],
    ] as const) {
      expect((await asked({ user, pass, state })).detail.message).toMatch(says);
    }
    await asked({ user, pass: "k7m2", state });
    expect((await asked({ user, pass: "k7m3", state })).detail.message).toMatch(/differ/);
    expect(await bench.stored()).toContain("choosing-pin");
  });

  test("refuses alike: unknown user, wrong code, dead and foreign dialogues", async () => {
    const user = bench.holder;
    const { detail } = await asked({ user, pass: bench.key.code() ?? "" });
    const state = detail.transaction_id;
    expect(await asked({ user: "luc", pass: "k7m2", state })).toEqual(refused);
    expect(await asked({ user, pass: "k7m2", state: "0".repeat(32) })).toEqual(refused);
    expect(await asked({ user, pass: "k7m2", state: "../../x" })).toEqual(refused);
    expect(await asked({ user: "nobody", pass: "123456" })).toEqual(refused);
    expect(await asked({ user, pass: "000000" })).toEqual(refused);
    expect(await asked({ user, pass: "" })).toEqual(refused);
    bench.time.advance(11 * 60_000);
    expect(await asked({ user, pass: "k7m2", state })).toEqual(refused);
  });

  test("gives one of many answers at once to a dialogue", async () => {
    const user = bench.holder;
    const { detail } = await asked({ user, pass: bench.key.code() ?? "" });
    const state = detail.transaction_id;
    await asked({ user, pass: "k7m2", state });
    await asked({ user, pass: "k7m2", state });
    bench.time.advance(60_000);
    const pass = `k7m2${bench.key.code()}`;
    const all = await Promise.all(Array.from({ length: 20 }, () => asked({ user, pass, state })));
    expect(all.filter((each) => each.result.value)).toHaveLength(1);
  });

  test("keeps no PIN that waits to be typed again", async () => {
    const user = bench.holder;
    const { detail } = await asked({ user, pass: bench.key.code() ?? "" });
    await asked({ user, pass: "k7m2", state: detail.transaction_id });
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const [kept] = await bench.ports.documents.list("validate-dialogue", page);
    expect(kept?.body).toMatch(/"first":"[0-9a-f]{64}"/);
    expect(kept?.body).not.toContain("k7m2");
  });

  test("undoes the second encoding of privacyIDEA's plugin, and of nobody else", async () => {
    await commission();
    // What the plugin sends for the PASSCODE: percent-encoded once, then as a form.
    const pass = encodeURIComponent(`k7m2${bench.key.code()}`).replace("k", "%6B");
    const user = bench.holder;
    expect(
      await (await form({ user, pass }, { "user-agent": "FreeRADIUS 3.2.1" })).json(),
    ).toMatchObject({ result: { value: false } });
    bench.time.advance(60_000);
    const later = `%6B7m2${bench.key.code()}`;
    expect(
      await (await form({ user, pass: later }, { "user-agent": "FreeRADIUS" })).json(),
    ).toMatchObject({ result: { value: true } });
  });

  test("says with status false what is unusable", async () => {
    const type = "application/x-www-form-urlencoded";
    const unusable = [
      [await send("pass=123456", type), 400],
      [await send("user=a&user=b&pass=1", type), 400],
      [await send("user=a&serial=b&pass=1", type), 400],
      [await send(`user=${"x".repeat(2000)}&pass=1`, type), 400],
      [await send("[]", "application/json"), 400],
      [await send('{"user":1,"pass":"1"}', "application/json"), 400],
      [await send("{", "application/json"), 400],
      [await send("user=a", "text/plain"), 415],
    ] as const;
    for (const [answer, status] of unusable) {
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({
        result: { status: false, error: { code: 905 } },
      });
    }
    expect((await send("x".repeat(20_000), type)).status).toBe(413);
    const elsewhere = await app.request("/validate/samlcheck?user=a&pass=1");
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.json()).toMatchObject({ result: { status: false } });
  });

  test("wants a token once one was made, in either header", async () => {
    const wanted = { name: "radius", createdBy: "staff:test", expiresAt: null };
    const { token } = await addToken(bench.ports, { ...wanted, scopes: ["authenticate"] });
    const other = await addToken(bench.ports, { ...wanted, scopes: ["keys:read"] });
    const fresh = createValidate(bench.ports, { listensOnLoopback: true });
    app = fresh;
    const fields = { user: "nobody", pass: "123456" };
    const denied = await form(fields);
    expect(denied.status).toBe(401);
    expect(denied.headers.get("www-authenticate")).toMatch(/Bearer/u);
    expect(await denied.json()).toMatchObject({
      result: { status: false, error: { code: 4031, message: expect.stringMatching(/token/u) } },
      detail: null,
    });
    expect((await form(fields, { authorization: `Bearer ${other.token}` })).status).toBe(403);
    expect((await form(fields, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await form(fields, { "pi-authorization": token })).status).toBe(200);
    expect((await form(fields, { "pi-authorization": `${token}x` })).status).toBe(401);
    const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
    for (const authorization of [token, `Token ${token}`, basic(`radius:${token}`), basic(token)])
      expect((await form(fields, { authorization })).status).toBe(200);
    for (const authorization of [basic(`${token}:x`), `Basic ${token}`, "Basic", "Bearer"])
      expect((await form(fields, { authorization })).status).toBe(401);
  });

  test("answers GET as POST, with the token in the address's credentials", async () => {
    await commission();
    const pass = `k7m2${bench.key.code()}`;
    const get = async (query: string) => (await app.request(`/validate/check?${query}`)).json();
    expect(await get(`user=camille&pass=${pass}`)).toMatchObject({ result: { value: true } });
    expect(await get(`user=camille&pass=${pass}`)).toMatchObject(refused);
    expect((await app.request("/validate/check?pass=1")).status).toBe(400);
  });

  test("takes no realm that it was not told of, and those that it was told of in either way", async () => {
    await commission();
    const pass = () => `k7m2${bench.key.code()}`;
    const foreign = await form({ user: bench.holder, pass: pass(), realm: "other.example" });
    expect(foreign.status).toBe(400);
    expect(await foreign.json()).toMatchObject({ result: { status: false, error: { code: 904 } } });
    const realms = [parseRealm("example.org"), parseRealm("example.net=keep")];
    app = createValidate(bench.ports, {
      ...{ listensOnLoopback: true, realms: realms.filter((realm) => realm !== null) },
    });
    for (const user of ["camille", "camille@example.org", "camille@EXAMPLE.org"]) {
      const realm = user.includes("@") ? "" : "Example.org";
      expect(await asked({ user, pass: pass(), realm })).toMatchObject({ result: { value: true } });
      bench.time.advance(60_000);
    }
    expect(await asked({ user: "camille", pass: pass(), realm: "example.net" })).toEqual(refused);
  });

  test("ends a password at its NUL, and reads bytes that are no UTF-8 as Latin-1", async () => {
    const type = "application/x-www-form-urlencoded";
    const user = bench.holder;
    const { detail } = await asked({ user, pass: `${bench.key.code()}\0` });
    for (const pass of ["k%E9m%FC", "k%C3%A9m%C3%BC%00%00rest"])
      await send(`user=${user}&pass=${pass}&state=${detail.transaction_id}`, type);
    bench.time.advance(60_000);
    const last = `user=${user}&pass=k%E9m%FC${bench.key.code()}&state=${detail.transaction_id}`;
    expect(await (await send(last, type)).json()).toMatchObject({ result: { value: true } });
  });

  test("takes each step of a dialogue once, however often its request comes", async () => {
    const user = bench.holder;
    const thrice = async (fields: Fields) => {
      const [one, two] = await Promise.all([asked(fields), asked(fields)]);
      bench.time.advance(3000);
      expect([two, await asked(fields)]).toEqual([one, one]);
      return one;
    };
    const first = await thrice({ user, pass: bench.key.code() ?? "", attempt_id: "request-1" });
    const { transaction_id } = first.detail;
    const chosen = await thrice({ user, pass: "k7m2", transaction_id, attempt_id: "request-2" });
    expect(chosen.detail.message).toMatch(/again/u);
    const other = { user, pass: "m2k7", transaction_id, attempt_id: "request-2" };
    expect(await asked(other)).toMatchObject({ result: { authentication: "REJECT" } });
    const again = await thrice({ user, pass: "k7m2", transaction_id, attempt_id: "request-3" });
    expect(again.detail.message).toMatch(/another code/u);
    bench.time.advance(60_000);
    const pass = `k7m2${bench.key.code()}`;
    const done = await thrice({ user, pass, transaction_id, attempt_id: "request-4" });
    expect(done).toMatchObject({ result: { value: true } });
    const late = { user, pass, transaction_id, attempt_id: "request-5" };
    expect(await asked(late)).toMatchObject({ result: { authentication: "REJECT" } });
  });

  test("gives an attempt that is sent again with its attempt_id the same answer", async () => {
    await commission();
    const fields = {
      user: bench.holder,
      pass: `k7m2${bench.key.code()}`,
      attempt_id: "10.0.0.1:1",
    };
    const first = await asked(fields);
    expect(first).toMatchObject({ result: { value: true } });
    bench.time.advance(5000);
    expect(await asked(fields)).toEqual(first);
    expect(await asked({ ...fields, attempt_id: "10.0.0.1:2" })).toEqual(refused);
    expect((await form({ ...fields, attempt_id: "short" })).status).toBe(400);
  });
});
