import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExternalProgram } from "./needs.ts";
import { freePort, type PostgresServer, serverUser, startBound } from "./postgres.ts";

export const pgbouncer: ExternalProgram = { names: ["pgbouncer"], debianPackage: "pgbouncer" };

/** A pooler of a test's own, on 127.0.0.1 and a free port. */
export type Pooler = {
  /** Returns the URL by which a database of the server is reached through the pooler. */
  readonly through: (url: string) => string;
  readonly remove: () => Promise<void>;
};

/** Starts PgBouncer in transaction mode, with fewer sessions than a node of ours has connections. */
export async function startPooler(path: string, server: PostgresServer): Promise<Pooler> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-pooler-"));
  const port = await freePort();
  const users = join(directory, "users");
  writeFileSync(users, '"owner" ""\n"strict" ""\n"silent" ""\n');
  const file = join(directory, "pgbouncer.ini");
  writeFileSync(
    file,
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 3
max_client_conn = 200
server_lifetime = 5
`,
  );
  const user = serverUser();
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid ?? user.uid);
  const program = startBound(path, [file], { ...user, cwd: directory });
  let complaints = "";
  program.stderr?.on("data", (text) => {
    complaints = (complaints + String(text)).slice(-4000);
  });
  for (const deadline = Date.now() + 60_000; !(await listens(port)); await sleep(50)) {
    if (program.exitCode !== null) throw new Error(`Cannot start PgBouncer: ${complaints}`);
    if (Date.now() > deadline) throw new Error(`PgBouncer does not come up: ${complaints}`);
  }
  return {
    through(url) {
      const changed = new URL(url);
      changed.port = `${port}`;
      return changed.href;
    },
    async remove() {
      const ended = new Promise((resolve) => program.once("exit", resolve));
      if (program.exitCode === null && program.kill("SIGKILL")) await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
