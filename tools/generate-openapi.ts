// Writes the openapi.json of both servers as they answer it. `--check` writes nothing and exits 1
// when a file is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { createKeyring, defaultPolicy, unixMilliseconds } from "@jeton/core";
import { createApi } from "@jeton/service";
import { createSimApp, KeyHouse } from "@jeton/sim/serve";
import { openMemoryStore } from "@jeton/store";
import { nodePorts, watchClock } from "@jeton/validator/parts";

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

await write("packages/service/openapi.json", await service.request("/api/v1/openapi.json"));
await write(
  "firmware-sim/openapi.json",
  await simulator.request("http://127.0.0.1/api/v1/openapi.json"),
);

async function write(path: string, answer: Response): Promise<void> {
  const target = new URL(`../${path}`, import.meta.url);
  const text = `${JSON.stringify(await answer.json(), null, 2)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
  } else if (readFileSync(target, "utf8") !== text) {
    console.error(`Stale: ${path}; run \`npm run generate\``);
    process.exitCode = 1;
  }
}
