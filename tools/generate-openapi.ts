// Makes the openapi.json of both servers as they answer it.
import { createKeyring, defaultPolicy, unixMilliseconds } from "@jeton/core";
import { createApi } from "@jeton/service";
import { createSimApp, KeyHouse } from "@jeton/sim/serve";
import { openMemoryStore } from "@jeton/store";
import { nodePorts, watchClock } from "@jeton/validator/parts";
import type { GeneratedFile } from "./generated-file.ts";

const store = openMemoryStore();
const service = createApi({
  ...nodePorts,
  store,
  documents: store.documents,
  keyring: createKeyring([new Uint8Array(32)]),
  policy: defaultPolicy,
  clockWatch: watchClock(),
});
const house = new KeyHouse({ kind: "virtual", startsAt: unixMilliseconds(0) });
const simulator = createSimApp({
  house,
  apply: (operation) => house.apply(operation),
  random: nodePorts.random,
  host: "127.0.0.1",
  token: null,
  onError: console.error,
});

/** Returns what each server says of its API. */
export async function generateOpenapi(): Promise<
  Readonly<Record<"service" | "simulator", GeneratedFile>>
> {
  const ofService = await service.request("/api/v1/openapi.json");
  const ofSimulator = await simulator.request("http://127.0.0.1/api/v1/openapi.json");
  return {
    service: await fileOf("packages/service/openapi.json", ofService),
    simulator: await fileOf("firmware-sim/openapi.json", ofSimulator),
  };
}

async function fileOf(path: string, answer: Response): Promise<GeneratedFile> {
  return { path, text: `${JSON.stringify(await answer.json(), null, 2)}\n` };
}
