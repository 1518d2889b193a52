import { closeSync, openSync } from "node:fs";
import { createKeyring, defaultPolicy, unixMilliseconds } from "@jeton/core";
import { archiveInto, retainTrail } from "@jeton/service";
import { openSqliteStore } from "@jeton/store";
import { nodePorts, type Ports, watchClock } from "@jeton/validator/parts";

// A retention that ends: `retain-and-end.ts FILE ARCHIVE BEFORE`. The archive is a new file.
const [, , path = "", archivePath = "", moment = ""] = process.argv;
const store = openSqliteStore(path);
const ports: Ports = {
  ...nodePorts,
  ...{ store, documents: store.documents, policy: defaultPolicy, clockWatch: watchClock() },
  keyring: createKeyring([new Uint8Array(32).fill(3)]),
};
const before = unixMilliseconds(Number(moment));
const file = openSync(archivePath, "wx", 0o600);
const archive = archiveInto(file, { before, at: ports.clock() });
const { kind } = await retainTrail(ports, { before, actor: "staff:anne", archive });
if (kind !== "done") throw new Error("The trail is broken");
closeSync(file);
await store.close();
