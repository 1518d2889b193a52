import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BoardError, serialTransport } from "@jeton/board";
import { expect, test } from "vitest";
import { describeWith, socat } from "../support/needs.ts";
import { socatLine } from "./socat-line.ts";

async function arrived(chunks: readonly Uint8Array[], bytes: number): Promise<Buffer> {
  for (let turn = 0; Buffer.concat(chunks).length < bytes && turn < 500; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return Buffer.concat(chunks);
}

const all256 = Uint8Array.from({ length: 256 }, (_, index) => index);

// Goal: bytes go through the kernel unchanged, and every end of a line is told once, in time and
// without a busy processor. Method: two ptys joined by socat, which is killed to pull the plug.
describeWith(socat, "serialTransport()", (program) => {
  test("carries every byte both ways, at either speed", async () => {
    const line = await socatLine(program);
    const [near, far] = [line.near, line.far].map((path) =>
      serialTransport(path, { baud: 19_200 }),
    );
    if (near === undefined || far === undefined) throw new Error("Cannot make both ends");
    try {
      await near.open();
      await far.open();
      const [atNear, atFar]: [Uint8Array[], Uint8Array[]] = [[], []];
      near.onData((bytes) => atNear.push(bytes));
      far.onData((bytes) => atFar.push(bytes));
      await near.write(all256);
      expect([...(await arrived(atFar, 256))]).toEqual([...all256]);
      await near.setBaudRate(115_200);
      await far.setBaudRate(115_200);
      await far.write(all256);
      expect([...(await arrived(atNear, 256))]).toEqual([...all256]);
    } finally {
      await near.close();
      await far.close();
      await line.cut();
    }
  });

  test("tells once that the plug was pulled, and uses no processor for it", async () => {
    const line = await socatLine(program);
    const near = serialTransport(line.near, { baud: 19_200 });
    await near.open();
    const told: string[] = [];
    near.onClosed(({ kind }) => told.push(kind));
    await line.cut();
    for (let turn = 0; told.length === 0 && turn < 300; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    expect(told).toEqual(["unplugged"]);
    // A spinning line takes the whole second.
    expect((user + system) / 1e6).toBeLessThan(0.6);
    await expect(near.write(all256)).rejects.toMatchObject({ code: "PORT_CLOSED" });
    await near.close();
    await near.close();
    expect(told).toEqual(["unplugged"]);
  });

  test("says PORT_CLOSED to whoever writes when it is closed from here", async () => {
    const line = await socatLine(program);
    const near = serialTransport(line.near, { baud: 19_200 });
    await near.open();
    const told: string[] = [];
    near.onClosed(({ kind }) => told.push(kind));
    await near.close();
    expect(told).toEqual(["closed"]);
    await expect(near.write(all256)).rejects.toThrow(BoardError);
    await line.cut();
  });

  test("says of a port that is not there, and of a file, what to do", async () => {
    await expect(serialTransport("/dev/ttyNOWHERE", { baud: 19_200 }).open()).rejects.toMatchObject(
      {
        code: "PORT_UNUSABLE",
        message:
          'Cannot open /dev/ttyNOWHERE: there is no such port; plug the board in, or see "jeton-bench list"',
      },
    );
    const folder = mkdtempSync(join(tmpdir(), "jeton-no-port-"));
    const file = join(folder, "file");
    writeFileSync(file, "");
    await expect(serialTransport(file, { baud: 19_200 }).open()).rejects.toMatchObject({
      message: `Cannot open ${file}: it is no serial port, wanted the path of one ("jeton-bench list" shows them)`,
    });
    await expect(serialTransport("/dev/null", { baud: 19_200 }).open()).rejects.toMatchObject({
      message:
        'Cannot open /dev/null: it is no serial port, wanted the path of one ("jeton-bench list" shows them)',
    });
    rmSync(folder, { recursive: true });
  });

  test("says that another one has the port", async () => {
    const line = await socatLine(program);
    const first = serialTransport(line.near, { baud: 19_200 });
    await first.open();
    await expect(serialTransport(line.near, { baud: 19_200 }).open()).rejects.toMatchObject({
      code: "PORT_UNUSABLE",
      message: expect.stringContaining("another program has it"),
    });
    await first.close();
    await line.cut();
  });
});
