import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { holderNamed, passcodeAt } from "./bench-keys.ts";

/** What a load came to. */
export type LoadResult = {
  readonly loginsPerSecond: number;
  readonly accepted: number;
  readonly answered: number;
  /** Milliseconds from sending to the whole answer. */
  readonly p50: number;
  readonly p99: number;
};

/**
 * Logs in over HTTP for some seconds by so many connections, spread over the ports, each of them
 * always waiting for its answer. Each key is used in its turn, so that with enough of them every
 * code is a fresh one.
 */
export async function loadHttp(options: {
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  readonly keys: number;
  readonly firstKey: number;
}): Promise<LoadResult & { readonly nextKey: number }> {
  const latencies: number[] = [];
  let accepted = 0;
  let next = options.firstKey;
  const warmUp = 1000;
  const measuringFrom = performance.now() + warmUp;
  const end = measuringFrom + options.seconds * 1000;

  async function one(port: number): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    while (performance.now() < end) {
      const identifier = holderNamed(next++ % options.keys);
      const began = performance.now();
      const body = await post(socket, { identifier, passcode: passcodeAt(Date.now()) });
      const ended = performance.now();
      if (began < measuringFrom || ended > end) continue;
      latencies.push(ended - began);
      if (body.includes('"accepted"')) accepted += 1;
    }
    socket.destroy();
  }

  const runs = Array.from({ length: options.connections }, (_, index) =>
    one(options.ports[index % options.ports.length] ?? 0),
  );
  await Promise.race([Promise.all(runs), tooLong(options.seconds)]);
  latencies.sort((left, right) => left - right);
  const at = (part: number) => latencies[Math.floor((latencies.length - 1) * part)] ?? Number.NaN;
  return {
    loginsPerSecond: latencies.length / options.seconds,
    ...{ accepted, answered: latencies.length, p50: at(0.5), p99: at(0.99), nextKey: next },
  };
}

async function tooLong(seconds: number): Promise<never> {
  await sleep((seconds + 60) * 1000, undefined, { ref: false });
  throw new Error("A server stopped answering");
}

/** A client that costs little, since it shares the machine with what it measures. */
function post(socket: Socket, content: object): Promise<string> {
  const body = JSON.stringify(content);
  socket.write(
    `POST /api/v1/authenticate HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const head = text.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      done();
      if (text.startsWith("HTTP/1.1 200")) resolve(text.slice(head + 4));
      else reject(new Error(`The server answered ${text.slice(0, 200)}`));
    };
    const onEnd = () => {
      done();
      reject(new Error("The server closed the connection"));
    };
    const done = () => {
      socket.off("data", onData);
      socket.off("close", onEnd);
      socket.off("error", onEnd);
    };
    socket.on("data", onData);
    socket.on("close", onEnd);
    socket.on("error", onEnd);
  });
}
