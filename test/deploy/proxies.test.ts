import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stopProcess } from "../contracts/source-process.ts";
import { commandPath, jeton, servedAt } from "../support/jeton.ts";
import { caddy, describeWith, nginx } from "../support/needs.ts";
import { ownCertificate } from "../support/own-certificate.ts";
import { freePort } from "../support/postgres.ts";
import { deployFile } from "./deploy-file.ts";

// Goal: behind the proxies as deploy/ sets them up, browsers get TLS and cookies that stay in it, and nobody
// passes for another address by saying so. Method: the real proxies before a real `jeton serve`, with a
// certificate of the test's own; ports and the certificate's place are all that is changed.
const name = "login.example.org";
const folder = mkdtempSync(join(tmpdir(), "jeton-proxies-"));
const { certificate, privateKey } = ownCertificate(folder, [`DNS:${name}`, "DNS:localhost"]);
const started: ChildProcess[] = [];
const burst = 30;

afterAll(async () => {
  await Promise.all(started.map((each) => stopProcess(each, "SIGTERM")));
  rmSync(folder, { recursive: true, force: true });
});

function start(program: string, words: readonly string[], home = folder): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const child = spawn(program, words, { env, cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  return child;
}

/** Starts the service on data of its own, and returns where it listens. */
async function startService(data: string): Promise<string> {
  const server = start(process.execPath, [
    ...[commandPath, "serve", "--port", "0", "--data", data],
    ...["--host-name", name, "--host-name", "localhost", "--secure-cookies"],
    ...[
      "--trusted-proxy",
      "127.0.0.1",
      "--requests-per-second",
      "1",
      "--request-burst",
      `${burst}`,
    ],
  ]);
  return new URL(await servedAt(server)).host;
}

type Answer = { readonly status: number; readonly headers: IncomingMessage["headers"] };

function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const options = { host: "127.0.0.1", port, path, servername: name };
  return new Promise((resolve, reject) => {
    const asked = request(
      { ...options, ca: readFileSync(certificate), headers: { host: name, ...headers } },
      (response) => {
        response.resume();
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers }),
        );
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

async function listening(port: number): Promise<void> {
  for (const ends = Date.now() + 30_000; ; await sleep(50)) {
    const isThere = await ask(port, "/healthz").then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isThere) return;
    if (Date.now() > ends) throw new Error(`Nothing listens on ${port}`);
  }
}

async function startNginx(program: string, upstream: string): Promise<number> {
  const port = await freePort();
  const site = deployFile("nginx/jeton.conf", [
    ["listen 80;", `listen 127.0.0.1:${await freePort()};`],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    ["  listen [::]:80;\n", ""],
    ["  listen [::]:443 ssl http2;\n", ""],
    ["/etc/ssl/jeton/fullchain.pem", certificate],
    ["/etc/ssl/jeton/privkey.pem", privateKey],
    ["127.0.0.1:8080", upstream],
  ]);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const file = join(folder, "nginx.conf");
  const main = `error_log stderr;\npid ${folder}/nginx.pid;\nevents {}\n`;
  writeFileSync(file, `${main}http {\naccess_log off;\n${paths.join("\n")}\n${site}}\n`);
  start(program, ["-c", file, "-p", folder, "-g", "daemon off;"]);
  await listening(port);
  return port;
}

async function startCaddy(program: string, upstream: string): Promise<number> {
  const port = await freePort();
  const site = deployFile("caddy/Caddyfile", [
    [
      `${name} {`,
      `https://${name}:${port}, https://localhost:${port} {\n\ttls ${certificate} ${privateKey}`,
    ],
    ["127.0.0.1:8080", upstream],
  ]);
  const file = join(folder, "Caddyfile");
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  const home = join(folder, "caddy");
  mkdirSync(home);
  start(program, ["run", "--config", file, "--adapter", "caddyfile"], home);
  await listening(port);
  return port;
}

describe.each([
  ["nginx", nginx, startNginx],
  ["Caddy", caddy, startCaddy],
] as const)("behind %s", (title, needed, startProxy) => {
  describeWith(needed, title, (program) => {
    const data = join(folder, `data-${title}`);
    let port: number;
    beforeAll(async () => {
      port = await startProxy(program, await startService(data));
    });

    test("the portal comes by TLS, with cookies that stay in it", async () => {
      const page = await ask(port, "/portal");
      expect(page.status).toBe(200);
      expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
      for (const cookie of page.headers["set-cookie"] ?? []) expect(cookie).toContain("Secure");
    });

    test("metrics stay inside", async () => {
      expect((await ask(port, "/metrics")).status).toBe(404);
    });

    test("jeton doctor finds nothing bad in it", async () => {
      const words = [
        "doctor",
        "--data",
        join(folder, "data"),
        "--url",
        `https://localhost:${port}`,
      ];
      const env = { NODE_EXTRA_CA_CERTS: certificate };
      const { stdout } = await jeton([...words, "--json"], { env });
      const findings = JSON.parse(stdout) as readonly { part: string; state: string }[];
      const states = new Map(findings.map(({ part, state }) => [part, state]));
      expect([states.get("service"), states.get("TLS")]).toEqual(["good", "good"]);
    });

    test("nobody has more requests by saying they come from elsewhere", async () => {
      const statuses: number[] = [];
      for (let number = 0; number < 2 * burst; number += 1) {
        const from = `198.51.100.${number}`;
        const headers = { "x-forwarded-for": from, forwarded: `for=${from}`, "x-real-ip": from };
        statuses.push((await ask(port, "/portal", headers)).status);
      }
      expect(statuses).toContain(429);
    });
  });
});
