import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type ClientRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type TimedAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  /** From the request's last byte handed over to the answer's last byte arrived. */
  readonly milliseconds: number;
};

/** One connection that is kept, with one request on it at a time. */
export type TimedClient = {
  readonly ask: (request: ClientRequest) => Promise<TimedAnswer>;
  readonly close: () => void;
};

/** Connects to a port of this machine. What is timed is put together before the clock starts. */
export async function openTimedClient(port: number): Promise<TimedClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const failed = new Promise<never>((_, reject) => {
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The server closed the connection")));
  });
  // Told to whoever asks; nobody may be asking when it fails.
  failed.catch(() => {});
  return {
    ask: (request) => Promise.race([ask(socket, port, request), failed]),
    close: () => socket.destroy(),
  };
}

function ask(socket: Socket, port: number, request: ClientRequest): Promise<TimedAnswer> {
  const body = Buffer.from(request.body);
  const headers = Object.entries({
    host: `127.0.0.1:${port}`,
    ...request.headers,
    ...(request.method === "POST" && { "content-length": String(body.length) }),
  });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const text = `${request.method} ${request.path} HTTP/1.1\r\n${head}\r\n`;
  const bytes = Buffer.concat([Buffer.from(text), body]);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let began = 0;
    const onData = (chunk: Buffer) => {
      const milliseconds = performance.now() - began;
      chunks.push(chunk);
      const answer = parsed(Buffer.concat(chunks));
      if (answer === null) return;
      socket.off("data", onData);
      resolve({ ...answer, milliseconds });
    };
    socket.on("data", onData);
    began = performance.now();
    socket.write(bytes);
  });
}

/** Returns the answer once it is whole, else null. */
function parsed(bytes: Buffer): Omit<TimedAnswer, "milliseconds"> | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [name = "", value = ""] = line.split(/: *(.*)/s);
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  const rest = bytes.subarray(end + 4);
  const status = Number(first.split(" ")[1]);
  const length = headers.get("content-length")?.[0];
  if (length !== undefined) {
    if (rest.length < Number(length)) return null;
    return { status, headers, body: rest.toString("utf8") };
  }
  if (!headers.has("transfer-encoding")) return { status, headers, body: "" };
  const text = rest.toString("utf8");
  return text.endsWith("0\r\n\r\n") ? { status, headers, body: unchunked(text) } : null;
}

function unchunked(text: string): string {
  return text.replaceAll(/(?:^|\r\n)[0-9a-f]+\r\n/g, "");
}
