import { keyParameters } from "@jeton/core";
import { fileKey, writePskc } from "@jeton/keyfiles";
import { beforeEach, describe, expect, test } from "vitest";
import { AskedSim, simBegin, simSeedHex } from "../support/asked-sim.ts";

let sim: AskedSim;
beforeEach(() => {
  sim = new AskedSim();
});

describe("the control interface", () => {
  test("makes a key of a seed that shows RFC 4226's code, and never gives the seed back", async () => {
    expect(await sim.create()).toEqual({ status: 201, said: [{ serial: "000000001" }] });
    await sim.ask("POST", "/keys/000000001/offset", { milliseconds: 59_000 - simBegin });
    const { said } = await sim.ask("GET", "/keys/000000001");
    expect(said).toMatchObject({ code: "755224", seen: { kind: "code", code: "755224" } });
    const { said: all } = await sim.ask("GET", "/keys");
    expect(JSON.stringify([said, all])).not.toContain(simSeedHex);
  });

  test("tells the seed of a random key once, in hex and as otpauth", async () => {
    const { said } = await sim.ask("POST", "/keys", { from: "random", count: 2 });
    expect(said.map((key: { serial: string }) => key.serial)).toEqual(["000000001", "000000002"]);
    expect(said[0].seedHex).toBe("07".repeat(20));
    const again = await sim.ask("POST", "/keys", {
      from: "otpauth",
      uri: said[0].otpauth,
      serial: "B",
    });
    expect(again).toEqual({ status: 201, said: [{ serial: "B" }] });
    const codes = sim.house.keys().map((key) => key.code());
    expect(new Set(codes).size).toBe(1);
  });

  test("makes all keys of a PSKC file, or none of them when one is bad", async () => {
    const pskc = (length: string) => `<?xml version="1.0"?>
      <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
      ${["A1", "A2"].map((serial, index) => keyPackage(serial, index === 0 ? "6" : length)).join("")}
      </KeyContainer>`;
    expect(await sim.ask("POST", "/keys", { from: "pskc", xml: pskc("5") })).toMatchObject({
      status: 400,
      said: { detail: expect.stringContaining("KeyPackage[2]") },
    });
    expect(sim.house.keys()).toHaveLength(0);
    const { said } = await sim.ask("POST", "/keys", { from: "pskc", xml: pskc("8") });
    expect(said).toEqual([{ serial: "A1" }, { serial: "A2" }]);
    expect(sim.house.key("A2").parameters.digits).toBe(8);
  });

  test("makes a key with a keypad of a PSKC file that says a suite", async () => {
    const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";
    const key = fileKey({
      seed: new Uint8Array(20).fill(49),
      parameters: keyParameters({ suite }),
      counter: 3,
      serial: "O1",
    });
    const xml = writePskc([key], { encryption: null });
    const { said } = await sim.ask("POST", "/keys", { from: "pskc", xml });
    expect(said).toEqual([{ serial: "O1" }]);
    const shown = await sim.ask("GET", "/keys/O1");
    expect(shown.said).toMatchObject({ kind: "ocra", suite, counter: 3 });
  });

  test("draws the display as text, SVG and PNG", async () => {
    await sim.create();
    expect((await sim.ask("GET", "/keys/000000001/display.txt")).said).toMatch(/^╭─+╮\n/);
    expect((await sim.ask("GET", "/keys/000000001/display.svg")).said).toMatch(/^<svg /);
    const png = await sim.app.request("http://127.0.0.1/api/v1/keys/000000001/display.png");
    expect(png.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await png.arrayBuffer()).slice(0, 4)).toEqual(
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
    );
  });

  test("presses the button, restarts, loads seeds, moves clock, crystal and temperature", async () => {
    await sim.create({ display: { kind: "button", shownMilliseconds: 10_000 } });
    const act = async (path: string, body: object) =>
      (await sim.ask("POST", `/keys/000000001/${path}`, body)).said;
    expect(await act("button", { act: "press" })).toMatchObject({ mode: "shown" });
    expect(await act("power-up", {})).toMatchObject({ mode: "dark" });
    expect(await act("jump", { milliseconds: -5000 })).toMatchObject({ offsetMilliseconds: -5000 });
    expect(await act("rate", { ppm: 12.5 })).toMatchObject({ ratePpm: 12.5 });
    expect(await act("temperature", { temperature: -5 })).toMatchObject({ celsius: -5 });
    expect(await act("temperature", { temperature: "car" })).not.toMatchObject({ celsius: -5 });
    expect(await act("glass", { contrast: 0 })).toMatchObject({ seen: { kind: "unreadable" } });
    expect(await act("seed", { seedHex: "00", check: "000000" })).toEqual({ load: "wrong-check" });
  });

  test("lets faults strike, lists them, clears them", async () => {
    await sim.create();
    const { status, said } = await sim.ask("POST", "/keys/000000001/faults", { name: "dead-line" });
    expect({ status, name: said.name }).toEqual({ status: 201, name: "dead-line" });
    expect((await sim.ask("GET", "/keys/000000001")).said.faults).toEqual([said]);
    expect((await sim.ask("DELETE", "/keys/000000001/faults")).status).toBe(204);
    expect((await sim.ask("GET", "/keys/000000001")).said.faults).toEqual([]);
    const { said: table } = await sim.ask("GET", "/faults");
    expect(table.map(({ name }: { name: string }) => name)).toContain("stuck-button");
  });

  test("moves virtual time, for all keys alike", async () => {
    await sim.create();
    expect((await sim.ask("POST", "/time/advance", { milliseconds: 60_000 })).said).toEqual({
      ...{ kind: "virtual", at: simBegin + 60_000, factor: 0 },
    });
    expect((await sim.ask("POST", "/time/jump", { at: simBegin + 90_000 })).said.at).toBe(
      simBegin + 90_000,
    );
    expect((await sim.ask("GET", "/keys/000000001")).said.at).toBe(simBegin + 90_000);
    expect(await sim.ask("GET", "/health")).toMatchObject({ said: { status: "ok", keys: 1 } });
  });
});

describe("who may ask", () => {
  test("refuses another host's name and another site's page", async () => {
    expect((await sim.app.request("http://evil.example/api/v1/keys")).status).toBe(421);
    const elsewhere = { origin: "http://evil.example", "sec-fetch-site": "cross-site" };
    expect((await sim.ask("POST", "/time/advance", { milliseconds: 1 }, elsewhere)).status).toBe(
      403,
    );
    expect(sim.house.time.view().at).toBe(simBegin);
  });

  test("wants the token, as a header or as a cookie from the page", async () => {
    sim = new AskedSim("correct-horse");
    expect((await sim.ask("GET", "/keys")).status).toBe(401);
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await sim.ask("GET", "/keys", undefined, bearer("correct-hors"))).status).toBe(401);
    expect((await sim.ask("GET", "/keys", undefined, bearer("correct-horse"))).status).toBe(200);
    const page = await sim.app.request("http://10.0.0.1/?token=correct-horse");
    expect(page.status).toBe(303);
    const cookie = page.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    expect(
      (await sim.ask("GET", "/keys", undefined, { cookie: cookie.split(";")[0] ?? "" })).status,
    ).toBe(200);
    expect((await sim.app.request("http://10.0.0.1/")).status).toBe(401);
  });

  test("serves the page with a policy that lets no foreign script in", async () => {
    const page = await sim.app.request("http://127.0.0.1/");
    expect(page.headers.get("content-security-policy")).toMatch(
      /default-src 'none'; script-src 'self'/,
    );
    expect(await page.text()).not.toMatch(/<script>|style="| on\w+="/);
  });
});

describe("the stream of changes", () => {
  test("begins with all there is, then tells what changes", async () => {
    await sim.create();
    const abort = new AbortController();
    const answer = await sim.app.request("http://127.0.0.1/api/v1/events", {
      signal: abort.signal,
    });
    const reader = answer.body?.getReader();
    if (reader === undefined) throw new Error("the stream has a body");
    const heard = async (wanted: RegExp): Promise<void> => {
      let text = "";
      while (!wanted.test(text)) text += new TextDecoder().decode((await reader.read()).value);
    };
    await heard(/event: time[\s\S]*event: key\ndata: .*"serial":"000000001".*\n\n/);
    await sim.ask("POST", "/time/advance", { milliseconds: 60_000 });
    await heard(new RegExp(`event: key\\ndata: .*"at":${simBegin + 60_000}.*\\n\\n`));
    await sim.ask("DELETE", "/keys/000000001");
    await heard(/event: gone\ndata: \{"serial":"000000001"\}\n\n/);
    await reader.cancel();
    abort.abort();
  });
});

function keyPackage(serial: string, length: string): string {
  return `<KeyPackage><DeviceInfo><Manufacturer>oath.x</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
    <Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters>
    <ResponseFormat Length="${length}" Encoding="DECIMAL"/></AlgorithmParameters><Data>
    <Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
    <Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>30</PlainValue></TimeInterval>
    </Data></Key></KeyPackage>`;
}
