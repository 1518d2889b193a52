import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { progressBar } from "@jeton/cli";
import { addToken, createApp } from "@jeton/service";
import { openSqliteStore, sealedDocuments, sealedStore } from "@jeton/store";
import { keysInUse, nodePorts, watchClock } from "@jeton/validator/parts";
import { programOptions } from "../support/program-options.ts";
import { benchKeyring, benchNow, benchPolicy } from "./bench-keys.ts";

const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";

const { people = 20_000 } = programOptions({
  script: "bench:scim",
  does: "Plays the first synchronisation of an identity system over SCIM against a SQLite store: each person is looked for by externalId and created; then all are listed, page by page. Says whether the last tenth cost more than the first.",
  options: {
    people: { kind: "number", value: "N", min: 100, max: 200_000, help: "default 20000" },
  },
  status: "0",
});

const folder = mkdtempSync(join(tmpdir(), "jeton-scim-"));
try {
  await play(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function play(place: string): Promise<void> {
  const opened = openSqliteStore(join(place, "bench.db"));
  const policy = benchPolicy("trivial");
  const ports = {
    ...nodePorts,
    clock: benchNow,
    store: sealedStore(opened, benchKeyring),
    documents: sealedDocuments(opened.documents, benchKeyring),
    bareDocuments: opened.documents,
    keyring: benchKeyring,
    policy,
    inUse: keysInUse(policy.pinHashCost),
    clockWatch: watchClock(),
  };
  const wanted = { name: "scim", scopes: ["holders:write"], createdBy: "staff:bench" } as const;
  const { token } = await addToken(ports, { ...wanted, expiresAt: null });
  const app = createApp({
    ...ports,
    ...{ secureCookies: true, frameAncestors: "none", applications: [], contact: {} },
    ...{ startPath: "/portal", requestLimit: null, onError: console.error },
  });
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/scim+json",
  };
  const ask = async (path: string, init: RequestInit, status: number) => {
    const response = await app.request(`/scim/v2/Users${path}`, { ...init, headers });
    if (response.status !== status) {
      throw new Error(`Wanted ${status}, found ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as { readonly totalResults: number };
  };

  const bar = progressBar("people", people);
  const moments: number[] = [performance.now()];
  for (let person = 1; person <= people; person += 1) {
    const externalId = `ext-${person}`;
    const filter = encodeURIComponent(`externalId eq "${externalId}"`);
    await ask(`?filter=${filter}`, { method: "GET" }, 200);
    const user = { schemas: [userSchema], userName: `p${person}`, externalId, active: true };
    await ask("", { method: "POST", body: JSON.stringify(user) }, 201);
    if (person % Math.floor(people / 10) === 0) moments.push(performance.now());
    bar.at(person);
  }
  bar.end();
  const tenths = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
  const [first = Number.NaN] = tenths;
  const last = tenths.at(-1) ?? Number.NaN;
  const each = (first * 10) / people;
  console.log(
    `${people} people: ${each.toFixed(2)} ms for each of the first tenth; each of the last tenth costs ${(last / first).toFixed(2)} times as much`,
  );

  const began = performance.now();
  let firstPage = 0;
  let listed = 0;
  for (let startIndex = 1; startIndex <= people; startIndex += 200) {
    const page = await ask(`?startIndex=${startIndex}&count=200`, { method: "GET" }, 200);
    if (startIndex === 1) firstPage = performance.now() - began;
    listed = page.totalResults;
  }
  const whole = performance.now() - began;
  const pages = Math.ceil(people / 200);
  console.log(
    `listing ${listed} people in ${pages} pages costs ${(whole / firstPage).toFixed(1)} times the first page, which takes ${firstPage.toFixed(0)} ms`,
  );
}
