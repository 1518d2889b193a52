import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type Listening, listen } from "@jeton/http";
import { addToken, createValidate } from "@jeton/service";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "../service/api.ts";
import { describeWith, freeradius } from "../support/needs.ts";
import { accessRequest, packetCodes } from "./access-request.ts";
import { type FreeRadius, secret, startFreeRadius } from "./free-radius.ts";

// Goal: the configuration of docs/guides/radius.md lets holders in by RADIUS, first use included.
// Method: Debian's FreeRADIUS with the two files of the guide in front of a service in virtual
// time; radclient sends what a VPN would.
describeWith(freeradius, "docs/guides/radius.md", (program) => {
  let bench: ApiBench;
  let server: Listening;
  let radius: FreeRadius;

  beforeAll(async () => {
    bench = await openApiBench();
    server = await listen(createValidate(bench.ports), { host: "127.0.0.1", port: 0 });
    const wanted = { name: "radius", scopes: ["authenticate"], createdBy: "staff:test" } as const;
    const { token } = await addToken(bench.ports, { ...wanted, expiresAt: null });
    radius = await startFreeRadius(program, { url: server.url, token });
  });

  afterAll(async () => {
    await radius?.remove();
    await server?.close();
  });

  test("takes a key into service by challenges, lets its holder in once a code, refuses all else alike", async () => {
    const first = await ask(bench.key.code() ?? "");
    expect(first).toMatchObject({ packet: "Access-Challenge" });
    expect(first.message).toMatch(/choose a PIN/);
    const trivial = await ask("1234", first.state);
    expect(trivial).toMatchObject({ packet: "Access-Challenge", state: first.state });
    const chosen = await ask("k7%2", trivial.state);
    expect(chosen.message).toMatch(/again/);
    const repeated = await ask("k7%2", chosen.state);
    expect(repeated.message).toMatch(/another code/);
    bench.time.advance(60_000);
    expect(await ask(`k7%2${bench.key.code()}`, repeated.state)).toMatchObject({
      packet: "Access-Accept",
    });

    bench.time.advance(60_000);
    const passcode = `k7%2${bench.key.code()}`;
    expect(await ask(passcode)).toMatchObject({ packet: "Access-Accept" });
    const refused = await ask(passcode);
    expect(refused).toEqual({ packet: "Access-Reject", state: null, message: null });
    expect(await ask(`0000${bench.key.code()}`)).toEqual(refused);
    expect(await ask(passcode, null, "nobody")).toEqual(refused);
    expect(await ask(passcode, repeated.state)).toEqual(refused);
  });

  test("answers a request that is sent again to a second server as the first one did, and spends its code once", async () => {
    bench.time.advance(60_000);
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    const send = async (to: number, packet: Uint8Array): Promise<number> => {
      socket.send(packet, to, "127.0.0.1");
      const [answer] = (await once(socket, "message")) as [Buffer];
      return answer[0] ?? 0;
    };
    const { accept, reject } = packetCodes;
    const { port, secondPort } = radius;
    const passcode = `k7%2${bench.key.code()}`;
    const request = accessRequest(7, "camille", passcode);
    expect(await send(port, request)).toBe(accept);
    expect(await send(secondPort, request)).toBe(accept);
    expect(await send(secondPort, accessRequest(8, "camille", passcode))).toBe(reject);
    const wrong = accessRequest(9, "camille", "k7%2000000");
    const count = async () =>
      (await bench.ports.store.events("K1", { afterSequence: 0, limit: 1000 })).length;
    expect(await send(port, wrong)).toBe(reject);
    const before = await count();
    expect(await send(secondPort, wrong)).toBe(reject);
    expect(await count()).toBe(before);
    socket.close();
  });

  type Answer = {
    readonly packet: string | null;
    readonly state: string | null;
    readonly message: string | null;
  };

  function ask(pass: string, state: string | null = null, user = "camille"): Promise<Answer> {
    const fields = [`User-Name = "${user}"`, `User-Password = "${pass}"`];
    if (state !== null) fields.push(`State = ${state}`);
    return new Promise((resolve) => {
      const words = ["-x", "-r", "1", "-t", "20", `127.0.0.1:${radius.port}`, "auth", secret];
      const child = execFile("radclient", words, { timeout: 30_000 }, (_error, stdout, stderr) => {
        const [, received = ""] = stdout.split("Received ");
        const found = (form: RegExp) => form.exec(received)?.[1] ?? null;
        const packet = found(/^(Access-\w+)/);
        if (packet === null) console.error(stdout, stderr, radius.output().slice(-3000));
        const message = found(/Reply-Message = "(.*)"/);
        resolve({ packet, state: found(/State = (0x[0-9a-f]+)/), message });
      });
      child.stdin?.end(fields.join(", "));
    });
  }
});
