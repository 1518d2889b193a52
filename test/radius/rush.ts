import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Listening, listen } from "@jeton/http";
import { addToken, createApp } from "@jeton/service";
import { openSqliteStore, sealedDocuments, sealedStore } from "@jeton/store";
import { ensureDecoys, keysInUse, nodePorts, watchClock } from "@jeton/validator/parts";
import {
  benchKeyring,
  benchNow,
  benchParts,
  benchPolicy,
  holderNamed,
  passcodesAt,
} from "../bench-service/bench-keys.ts";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { accessRequest, packetCodes } from "./access-request.ts";
import { startFreeRadius } from "./free-radius.ts";

export type RushOptions = {
  /** Of FreeRADIUS. */
  readonly program: string;
  /** Up to 256: a RADIUS client tells that many apart. */
  readonly requests: number;
  /** Whether every core of the machine has something else to do. */
  readonly isBusy: boolean;
  /** How long a client waits for its answer. It sends its request once. */
  readonly secondsMax: number;
};

export type Rush = {
  readonly accepted: number;
  readonly rejected: number;
  readonly unanswered: number;
  /** Right PASSCODEs that were rejected, wrong ones that were accepted. */
  readonly wrong: number;
  /** From sending to the answer, the fastest first. */
  readonly seconds: readonly number[];
  /** The end of what FreeRADIUS wrote. */
  readonly output: string;
};

/**
 * Sends so many requests at once through FreeRADIUS to a service with what `jeton serve` has by default:
 * limits, cost of a PIN, SQLite. Each is of another holder, every second PASSCODE is wrong.
 */
export async function rush(options: RushOptions): Promise<Rush> {
  const directory = makeStoreDirectory();
  const { server, token } = await serve(directory.file, options.requests);
  const { program } = options;
  const radius = await startFreeRadius(program, { url: server.url, token, isChatty: false });
  const others = options.isBusy ? keepBusy() : [];
  try {
    if (options.isBusy) await sleep(1000);
    return { ...(await send(radius.port, options)), output: radius.output().slice(-3000) };
  } finally {
    for (const other of others) other.kill("SIGKILL");
    await radius.remove();
    await server.close();
    directory.remove();
  }
}

async function serve(
  file: string,
  holders: number,
): Promise<{ readonly server: Listening; readonly token: string }> {
  const opened = openSqliteStore(file);
  await opened.fill(benchParts(holders, { sealed: holders, hash: "real" }));
  const policy = benchPolicy("real");
  const ports = {
    ...nodePorts,
    clock: benchNow,
    store: sealedStore(opened, benchKeyring),
    documents: sealedDocuments(opened.documents, benchKeyring),
    keyring: benchKeyring,
    policy,
    inUse: keysInUse(policy.pinHashCost),
    clockWatch: watchClock(),
  };
  await ensureDecoys(ports);
  const wanted = { name: "radius", scopes: ["authenticate"], createdBy: "staff:test" } as const;
  const { token } = await addToken(ports, { ...wanted, expiresAt: null });
  const app = createApp({
    ...ports,
    ...{ secureCookies: false, frameAncestors: "none", applications: [], contact: {} },
    ...{ startPath: "/portal", listensOnLoopback: true, onError: console.error },
  });
  const server = await listen(app, { host: "127.0.0.1", port: 0 });
  return {
    server: {
      ...server,
      async close() {
        await server.close();
        await opened.close();
      },
    },
    token,
  };
}

async function send(
  port: number,
  { requests, secondsMax }: RushOptions,
): Promise<Omit<Rush, "output">> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const answers = new Map<number, { readonly code: number; readonly seconds: number }>();
  const [right, wrong] = [passcodesAt(true), passcodesAt(false)];
  const isRight = (id: number) => id % 2 === 0;
  const now = benchNow();
  const packets = Array.from({ length: requests }, (_, id) =>
    accessRequest(id, holderNamed(id), (isRight(id) ? right : wrong)(now)),
  );
  const began = performance.now();
  const done = new Promise<void>((resolve) => {
    socket.on("message", (answer) => {
      const [code = 0, id = 0] = answer;
      if (!answers.has(id)) answers.set(id, { code, seconds: (performance.now() - began) / 1000 });
      if (answers.size === requests) resolve();
    });
  });
  for (const packet of packets) socket.send(packet, port, "127.0.0.1");
  await Promise.race([done, sleep(secondsMax * 1000)]);
  socket.close();
  const all = [...answers];
  const counted = (wanted: number) => all.filter(([, { code }]) => code === wanted).length;
  return {
    accepted: counted(packetCodes.accept),
    rejected: counted(packetCodes.reject),
    unanswered: requests - all.length,
    wrong: all.filter(([id, { code }]) => isRight(id) !== (code === packetCodes.accept)).length,
    seconds: all.map(([, { seconds }]) => seconds).sort((one, other) => one - other),
  };
}

/** Two programs for each core that do nothing but count. */
function keepBusy(): readonly ChildProcess[] {
  const words = ["-e", "for (;;) {}"];
  const count = 2 * availableParallelism();
  return Array.from({ length: count }, () => spawn(process.execPath, words, { stdio: "ignore" }));
}
