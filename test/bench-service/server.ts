import { listen } from "@jeton/http";
import { createApi, ensureDecoys, nodePorts, watchClock } from "@jeton/service";
import { isPostgresUrl, openPostgresStore, openSqliteStore } from "@jeton/store";
import { benchKeyring, benchPolicy, type HashKind } from "./bench-keys.ts";

// A node under load: `server.ts STORE HASH`. Says its port, and serves the API until it is told to
// stop.
const [, , place = "", hash = "trivial"] = process.argv;
const store = isPostgresUrl(place) ? await openPostgresStore(place) : openSqliteStore(place);
const ports = {
  ...nodePorts,
  store,
  documents: store.documents,
  keyring: benchKeyring,
  policy: benchPolicy(hash as HashKind),
  clockWatch: watchClock(),
};
await ensureDecoys(ports);
const api = createApi(ports, { listensOnLoopback: true });
const server = await listen(
  { fetch: (request) => api.fetch(request) },
  { host: "127.0.0.1", port: 0 },
);
process.on("disconnect", () => process.exit(0));
process.send?.(server.port);
