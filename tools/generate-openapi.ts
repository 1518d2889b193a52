// Writes packages/service/openapi.json as the service itself answers it. `--check` writes nothing
// and exits 1 when the file is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { createKeyring, defaultPolicy } from "@jeton/core";
import { createApi, nodePorts, watchClock } from "@jeton/service";
import { openMemoryStore } from "@jeton/store";

const target = new URL("../packages/service/openapi.json", import.meta.url);
const keyring = createKeyring([new Uint8Array(32)]);
const api = createApi({
  ...nodePorts,
  store: openMemoryStore(),
  keyring,
  policy: defaultPolicy,
  clockWatch: watchClock(),
});
const answer = await api.request("/api/v1/openapi.json");
const text = `${JSON.stringify(await answer.json(), null, 2)}\n`;

if (!process.argv.includes("--check")) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
  console.error("Stale: packages/service/openapi.json; run `npm run generate`");
  process.exitCode = 1;
}
