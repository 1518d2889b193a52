import { createApp } from "@jeton/service";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "./api.ts";

type Fields = Readonly<Record<string, string>>;

// Goal: holders behind one RADIUS server or one application do not use up each other's requests.
// Method: the whole service with small limits; every request comes from one address.
describe("the request limit", () => {
  let bench: ApiBench;
  let loads: number;
  let app: ReturnType<typeof createApp>;

  beforeEach(async () => {
    bench = await openApiBench();
    loads = 0;
    const { documents } = bench.ports;
    app = createApp({
      ...bench.ports,
      documents: {
        ...documents,
        load: (kind, id) => {
          if (kind.includes("token")) loads += 1;
          return documents.load(kind, id);
        },
      },
      ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
      onError: () => {},
      requestLimit: { burst: 3, perSecond: 0.01 },
      tokenLimit: { burst: 300, perSecond: 0.01 },
    });
  });

  const check = async (user: string, headers: Fields = {}, pass = "k7m2000000") =>
    app.request("/validate/check", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ user, pass }).toString(),
    });
  const statuses = async (answers: readonly Promise<Response>[]) =>
    (await Promise.all(answers)).map(({ status }) => status);

  test("counts what comes with a token by the token: 100 at once from one address are answered", async () => {
    const bearer = await bench.bearer("authenticate");
    const holders = Array.from({ length: 100 }, (_, index) => check(`holder-${index}`, bearer));
    expect(new Set(await statuses(holders))).toEqual(new Set([200]));
    const first = await check(bench.holder, bearer, bench.key.code() ?? "");
    expect(await first.json()).toMatchObject({ result: { authentication: "CHALLENGE" } });
    const rest = await statuses(Array.from({ length: 250 }, (_, n) => check(`h-${n}`, bearer)));
    expect(rest.filter((status) => status === 429)).toHaveLength(51);
    const other = await bench.bearer("authenticate");
    expect((await check("holder-1", other)).status).toBe(200);
  });

  test("cuts a flood at one holder off, in privacyIDEA's shape, and leaves the others their share", async () => {
    const bearer = await bench.bearer("authenticate");
    const flood = await statuses(Array.from({ length: 250 }, () => check("Victim", bearer)));
    expect(flood.filter((status) => status === 200)).toHaveLength(200);
    const late = await check("victim", bearer);
    expect(late.status).toBe(429);
    expect(late.headers.get("retry-after")).toBe("1");
    expect(await late.json()).toMatchObject({ result: { status: false, error: { code: 903 } } });
    expect((await check("somebody", bearer)).status).toBe(200);
  });

  test("counts attempts of one holder as it is told to", async () => {
    const bearer = await bench.bearer("authenticate");
    app = createApp({
      ...bench.ports,
      ...{ secureCookies: false, frameAncestors: "none", applications: [], startPath: "/portal" },
      onError: () => {},
      keyLimit: { burst: 4, perSecond: 1 },
    });
    const flood = await statuses(Array.from({ length: 9 }, () => check("victim", bearer)));
    expect(flood.filter((status) => status === 200)).toHaveLength(4);
    expect((await check("somebody", bearer)).status).toBe(200);
  });

  test("counts wrong tokens by the address, and asks the store about no more of them", async () => {
    const wrong = { authorization: "Bearer jeton_wrong" };
    const flood = [];
    for (let index = 0; index < 20; index += 1) flood.push((await check("a", wrong)).status);
    expect(flood).toEqual([401, 401, 401, ...new Array<number>(17).fill(429)]);
    expect(loads).toBeLessThanOrEqual(6);
    expect((await check("a")).status).toBe(429);
  });

  test("serves a token that was good a moment ago while others use its address up", async () => {
    const bearer = await bench.bearer("authenticate");
    expect((await check("a", bearer)).status).toBe(200);
    for (let index = 0; index < 5; index += 1) await check("a");
    expect((await check("a")).status).toBe(429);
    expect((await check("a", bearer)).status).toBe(200);
  });
});
