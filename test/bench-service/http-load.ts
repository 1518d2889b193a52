import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { benchNow, holderNamed, passcodesAt } from "./bench-keys.ts";

/** What a load came to. */
export type LoadResult = {
  readonly loginsPerSecond: number;
  readonly accepted: number;
  readonly answered: number;
  /** Milliseconds from sending to the whole answer. */
  readonly p50: number;
  readonly p99: number;
};

/** What is to be done. */
export type LoadOptions = {
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  readonly keys: number;
  readonly firstKey: number;
  readonly token: string;
  /** Whether the PASSCODE is the right one, or one with a wrong code. */
  readonly isRight: boolean;
  /** So many log-ins on each port come before what is measured. */
  readonly warmUpLogins: number;
};

/**
 * Logs in over HTTP for some seconds by so many connections, spread over the ports, each of them
 * always waiting for its answer. Each key is used in its turn, so that with enough of them every
 * code is a fresh one.
 *
 * Node compiles what it found to be used much, and a log-in costs a fresh process several times what
 * it costs one that has run for minutes. What a server does that runs for days is measured.
 */
export async function loadHttp(
  options: LoadOptions,
  onMeasuring: () => void,
): Promise<LoadResult & { readonly nextKey: number }> {
  const { seconds, keys, ports, token } = options;
  const latencies: number[] = [];
  let accepted = 0;
  let next = options.firstKey;
  let warmUpLeft = options.warmUpLogins * ports.length;
  let measuringFrom = Number.POSITIVE_INFINITY;
  let end = Number.POSITIVE_INFINITY;
  const passcode = passcodesAt(options.isRight);
  const measure = () => {
    measuringFrom = performance.now();
    end = measuringFrom + seconds * 1000;
    onMeasuring();
  };

  async function one(port: number): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    await new Promise<void>((resolve, reject) => {
      let began = 0;
      const ask = () => {
        began = performance.now();
        if (began >= end) return resolve();
        const identifier = holderNamed(next++ % keys);
        post(socket, token, `{"identifier":"${identifier}","passcode":"${passcode(benchNow())}"}`);
      };
      onAnswers(socket, reject, (answer) => {
        const ended = performance.now();
        if (began >= measuringFrom && ended <= end) {
          latencies.push(ended - began);
          if (answer.includes('"accepted"')) accepted += 1;
        }
        warmUpLeft -= 1;
        if (warmUpLeft === 0) measure();
        ask();
      });
      ask();
    });
    socket.destroy();
  }

  const runs = Array.from({ length: options.connections }, (_, index) =>
    one(ports[index % ports.length] ?? 0),
  );
  await Promise.race([Promise.all(runs), tooLong()]);
  latencies.sort((left, right) => left - right);
  const at = (part: number) => latencies[Math.floor((latencies.length - 1) * part)] ?? Number.NaN;
  return {
    loginsPerSecond: latencies.length / seconds,
    ...{ accepted, answered: latencies.length, p50: at(0.5), p99: at(0.99), nextKey: next },
  };
}

/** Many times what any load takes. */
const patienceMilliseconds = 600_000;

async function tooLong(): Promise<never> {
  await sleep(patienceMilliseconds, undefined, { ref: false });
  throw new Error("A server stopped answering");
}

// A client that costs little, since it shares the machine with what it measures: text put together
// by hand, one listener for the life of a connection, nothing made for a request but its text.

/** Sends a request whose body is ASCII. */
function post(socket: Socket, token: string, body: string): void {
  socket.write(
    `POST /api/v1/authenticate HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    "latin1",
  );
}

/** Calls `onAnswer` with the text of each whole answer, and `onFailure` for any but 200. */
function onAnswers(
  socket: Socket,
  onFailure: (error: Error) => void,
  onAnswer: (answer: string) => void,
): void {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
    const head = text.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    if (text.length < head + 4 + length) return;
    const answer = text;
    text = "";
    if (answer.startsWith("HTTP/1.1 200")) onAnswer(answer);
    else onFailure(new Error(`The server answered ${answer.slice(0, 300)}`));
  });
  socket.on("error", onFailure);
  socket.on("close", () => onFailure(new Error("The server closed the connection")));
}
