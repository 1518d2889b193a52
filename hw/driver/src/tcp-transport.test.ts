import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { boardLine } from "./board-line.ts";
import { tcpTransport } from "./tcp-transport.ts";

/** A server on this machine that sends back what it gets. */
async function echoServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe("tcpTransport()", () => {
  test("carries bytes both ways, and tells once that it was closed", async () => {
    const server = await echoServer();
    const line = tcpTransport("127.0.0.1", server.port);
    await line.open();
    const echoed = new Promise((resolve) => line.onData((bytes) => resolve([...bytes])));
    const told: string[] = [];
    line.onClosed(({ kind }) => told.push(kind));
    await line.write(Uint8Array.of(0, 128, 255));
    expect(await echoed).toEqual([0, 128, 255]);
    await line.close();
    await line.close();
    expect(told).toEqual(["closed"]);
    await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "PORT_CLOSED" });
    await server.close();
  });

  test("tells that the other end hung up", async () => {
    const server = await echoServer();
    const line = tcpTransport("127.0.0.1", server.port);
    await line.open();
    const told = new Promise((resolve) => line.onClosed(({ kind }) => resolve(kind)));
    await line.write(Uint8Array.of(1));
    server.hangUp();
    expect(["unplugged", "failed"]).toContain(await told);
    await server.close();
  });

  test("says that nothing listens there", async () => {
    const server = await echoServer();
    await server.close();
    await expect(tcpTransport("127.0.0.1", server.port).open()).rejects.toMatchObject({
      code: "PORT_UNUSABLE",
      message: expect.stringContaining("is something listening there?"),
    });
  });
});

describe("boardLine()", () => {
  test("takes a path as it is, and TCP by its name", async () => {
    expect((await boardLine("/dev/ttyS9", null)()).name).toBe("/dev/ttyS9");
    expect((await boardLine("tcp://127.0.0.1:4000", null)()).name).toBe("tcp://127.0.0.1:4000");
  });

  test("says what is wrong with a port that names no path", async () => {
    await expect(boardLine("usb:2341", null)()).rejects.toMatchObject({ code: "PORT_UNUSABLE" });
  });
});
