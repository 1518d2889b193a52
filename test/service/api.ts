import { createKeyring, defaultPolicy, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { SimulatedKey, VirtualTime } from "@jeton/key";
import { type ApiOptions, addToken, createApi, type Scope } from "@jeton/service";
import { openMemoryStore } from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  ensureDecoys,
  nodePorts,
  type Ports,
  watchClock,
} from "@jeton/validator/parts";

/** Returns the JSON object that a response holds. */
export async function jsonObject(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = await answer.json();
  if (typeof body !== "object" || body === null) throw new TypeError("Cannot use the answer");
  return body as Readonly<Record<string, unknown>>;
}

/** The API over a memory store in virtual time, with one key assigned to one holder. */
export type ApiBench = {
  readonly key: SimulatedKey;
  readonly time: VirtualTime;
  readonly ports: Ports;
  readonly holder: string;
  /** Posts a body, as JSON unless it is text or bytes already. */
  readonly post: (
    path: string,
    body: unknown,
    type?: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Makes an API token and answers the headers with which it is given. */
  readonly bearer: (...scopes: readonly Scope[]) => Promise<Readonly<Record<string, string>>>;
  /** Everything stored, to be compared before and after. */
  readonly stored: () => Promise<string>;
};

const start: UnixMilliseconds = unixMilliseconds(1_800_000_010_000);

export async function openApiBench(options: ApiOptions = {}): Promise<ApiBench> {
  const time = new VirtualTime(start);
  const store = openMemoryStore();
  const ports: Ports = {
    ...nodePorts,
    clock: () => time.now(),
    store,
    documents: store.documents,
    clockWatch: watchClock(),
    keyring: createKeyring([new Uint8Array(32).fill(7)]),
    policy: { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } },
  };
  await ensureDecoys(ports);
  const seed = ports.random(20);
  const key = new SimulatedKey({ serial: "K1", seed, timeSource: time });
  await addKey(ports, { serial: "K1", seed, parameters: key.parameters }, "staff:test");
  await actOnStoredKey(ports, "K1", { kind: "assign", holder: "camille" }, "staff:test");
  const api = createApi(ports, { listensOnLoopback: true, ...options });
  return {
    key,
    time,
    ports,
    holder: "camille",
    post: async (path, body, type = "application/json", headers = {}) =>
      api.request(path, {
        method: "POST",
        headers: { "content-type": type, ...headers },
        body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    get: async (path, headers = {}) => api.request(path, { headers }),
    bearer: async (...scopes) => {
      const wanted = { name: "test", scopes, createdBy: "staff:test", expiresAt: null };
      return { authorization: `Bearer ${(await addToken(ports, wanted)).token}` };
    },
    stored: async () => JSON.stringify(await store.list({ after: null, limit: 1000 })),
  };
}
