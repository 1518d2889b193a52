import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { ownCertificate } from "./own-certificate.ts";
import { freePort, startBound } from "./postgres.ts";

/** Below this people stand; everyone who may log in there has this password. */
export const ldapBase = "dc=example,dc=org";
export const ldapPassword = "correct horse";
/** May read everything. */
export const ldapReader = `cn=reader,${ldapBase}`;
/** May read 100 entries at most. */
export const ldapLimited = `cn=limited,${ldapBase}`;

/** An LDAP server of a test's own, on 127.0.0.1 and a free port, over TLS only. */
export type LdapServer = {
  readonly url: string;
  /** The certificate by which it is known, in a file. */
  readonly ca: string;
  /** Ends it, as an outage does. */
  readonly stop: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Starts slapd with these people: attributes of inetOrgPerson by uid. */
export async function startLdap(
  path: string,
  people: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): Promise<LdapServer> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-ldap-"));
  const port = await freePort();
  const { ca, config } = writeConfig(directory);
  const ldif = join(directory, "people.ldif");
  writeFileSync(ldif, ldifOf(people));
  execFileSync(join(dirname(path), "slapadd"), ["-q", "-f", config, "-l", ldif]);
  const url = `ldaps://127.0.0.1:${port}`;
  const words = ["-d", "0", "-h", url, "-f", config];
  const program = startBound(path, words, { cwd: directory });
  let complaints = "";
  program.stderr?.on("data", (text) => {
    complaints = (complaints + String(text)).slice(-4000);
  });
  for (const deadline = Date.now() + 60_000; !(await answers(port)); await sleep(50)) {
    if (program.exitCode !== null) throw new Error(`Cannot start slapd: ${complaints}`);
    if (Date.now() > deadline) throw new Error(`slapd does not come up: ${complaints}`);
  }
  const stop = async () => {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    if (program.exitCode === null && program.signalCode === null && program.kill("SIGKILL"))
      await ended;
  };
  return {
    ...{ url, ca, stop },
    async remove() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function writeConfig(directory: string): { readonly ca: string; readonly config: string } {
  const { certificate: ca, privateKey: key } = ownCertificate(directory, ["IP:127.0.0.1"]);
  mkdirSync(join(directory, "db"));
  const config = join(directory, "slapd.conf");
  const schemas = ["core", "cosine", "inetorgperson"].map(
    (name) => `include /etc/ldap/schema/${name}.schema\n`,
  );
  writeFileSync(
    config,
    `${schemas.join("")}
pidfile ${join(directory, "pid")}
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${ca}
TLSCertificateKeyFile ${key}
database mdb
suffix "${ldapBase}"
rootdn "cn=root,${ldapBase}"
directory ${join(directory, "db")}
maxsize 104857600
sizelimit 500
limits dn.exact="${ldapReader}" size.prtotal=unlimited
limits dn.exact="${ldapLimited}" size=100 size.prtotal=100
access to attrs=userPassword by anonymous auth
access to * by users read by * none
`,
  );
  return { ca, config };
}

function ldifOf(people: Parameters<typeof startLdap>[1]): string {
  const entry = (dn: string, attributes: Readonly<Record<string, string | readonly string[]>>) =>
    [
      `dn: ${dn}`,
      ...Object.entries(attributes).flatMap(([name, values]) =>
        // In base64, whatever is in it.
        [values].flat().map((value) => `${name}:: ${Buffer.from(value).toString("base64")}`),
      ),
      "\n",
    ].join("\n");
  const login = { objectClass: "person", sn: "-", userPassword: ldapPassword };
  return [
    entry(ldapBase, { objectClass: ["dcObject", "organization"], o: "Example" }),
    entry(ldapReader, { ...login, cn: "reader" }),
    entry(ldapLimited, { ...login, cn: "limited" }),
    entry(`ou=people,${ldapBase}`, { objectClass: "organizationalUnit" }),
    ...Object.entries(people).map(([uid, given]) =>
      entry(`uid=${uid},ou=people,${ldapBase}`, {
        ...{ objectClass: "inetOrgPerson", sn: "-", cn: uid },
        ...given,
      }),
    ),
  ].join("");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
    socket.once("secureConnect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
