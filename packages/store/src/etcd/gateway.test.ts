import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openGateway } from "./gateway.ts";
import { put, read } from "./transaction.ts";

// Goal: no failure of a member makes a change look refused that may be stored, or stored that is not.
// Method: members that fail in one way each; a reading and a writing transaction.

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function member(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const says =
  (status: number, body: unknown): RequestListener =>
  (request, response) => {
    request.resume().on("end", () => response.writeHead(status).end(JSON.stringify(body)));
  };
const hangsUp: RequestListener = (request) => {
  request.resume().on("end", () => request.socket.destroy());
};
const works = says(200, {
  header: { cluster_id: "1" },
  succeeded: true,
  responses: [{ response_put: {} }],
});

/** Nothing listens there any more. */
async function nobody(): Promise<string> {
  const url = await member(works);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

function codesOf(members: readonly string[]) {
  const gateway = openGateway({ members, prefix: "p", name: "etcd://test/p" });
  return Promise.all(
    [[read({ from: "k" })], [put("k", "v")]].map((run) =>
      gateway.commit({ run }).then(
        ({ held }) => held,
        (error: unknown) => (error as { readonly code?: unknown }).code,
      ),
    ),
  );
}

describe("openGateway()", () => {
  test.each([
    ["that hangs up", hangsUp],
    ["that lost its leader", says(503, { code: 14, message: "etcdserver: leader changed" })],
    ["that waited too long", says(503, { code: 14, message: "etcdserver: request timed out" })],
    ["that fails without a code", says(500, "proxy error")],
    ["that is no etcd", says(200, "hello")],
  ])("does not know what became of a change at a member %s", async (_what, listener) => {
    expect(await codesOf([await member(listener)])).toEqual(["STORE_UNUSABLE", "OUTCOME_UNKNOWN"]);
    // A change is not sent twice; a question is.
    const other = [await member(listener), await member(works)];
    expect(await codesOf(other)).toEqual([true, "OUTCOME_UNKNOWN"]);
  });

  test.each([
    ["too many operations", says(400, { code: 3, message: "etcdserver: too many operations" })],
    ["no space", says(429, { code: 8, message: "etcdserver: mvcc: database space exceeded" })],
    ["a user who is needed", says(401, { code: 16, message: "etcdserver: user name is empty" })],
  ])("knows that nothing was stored when the cluster says %s", async (_what, listener) => {
    const members = [await member(listener), await member(works)];
    expect(await codesOf(members)).toEqual(["STORE_UNUSABLE", "STORE_UNUSABLE"]);
  });

  test("goes on to the next member when one cannot be reached", async () => {
    expect(await codesOf([await nobody(), await member(works)])).toEqual([true, true]);
    expect(await codesOf([await nobody()])).toEqual(["STORE_UNUSABLE", "STORE_UNUSABLE"]);
  });
});
