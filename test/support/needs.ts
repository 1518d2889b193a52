import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, test } from "vitest";

/** A program that is not ours, under any of its names. */
export type ExternalProgram = {
  readonly names: readonly [string, ...string[]];
  readonly debianPackage: string;
  /** Where it may be besides PATH. */
  readonly folders?: readonly string[];
};

export const oathtool: ExternalProgram = { names: ["oathtool"], debianPackage: "oathtool" };
export const pskctool: ExternalProgram = { names: ["pskctool"], debianPackage: "pskctool" };
/** With its module for HTTP, and radclient. */
export const freeradius: ExternalProgram = {
  names: ["freeradius", "radiusd"],
  debianPackage: "freeradius freeradius-rest freeradius-utils",
};
export const tmux: ExternalProgram = { names: ["tmux"], debianPackage: "tmux" };
export const socat: ExternalProgram = { names: ["socat"], debianPackage: "socat" };
export const chromium: ExternalProgram = {
  names: ["chromium", "chromium-browser", "google-chrome"],
  debianPackage: "chromium",
};
export const curl: ExternalProgram = { names: ["curl"], debianPackage: "curl" };
export const pytest: ExternalProgram = {
  names: ["pytest-3", "pytest"],
  debianPackage: "python3-pytest",
};
/** With Selenium for Python. */
export const chromedriver: ExternalProgram = {
  names: ["chromedriver"],
  debianPackage: "chromium-driver python3-selenium",
};
/** The LDAP server of OpenLDAP, with slapadd beside it. */
export const slapd: ExternalProgram = { names: ["slapd"], debianPackage: "slapd" };
/** The model checker; it writes C, which gcc compiles. */
export const spin: ExternalProgram = { names: ["spin"], debianPackage: "spin gcc libc6-dev" };
export const clang: ExternalProgram = {
  names: ["clang"],
  debianPackage: "clang libclang-rt-dev make",
};
export const avrGcc: ExternalProgram = {
  names: ["avr-gcc"],
  debianPackage: "gcc-avr avr-libc make",
};
/** The command stands for the library beside it, with which our own runner is built. */
export const simavr: ExternalProgram = {
  names: ["simavr"],
  debianPackage: "simavr libsimavr-dev gcc make",
};
/** Proves things of C programs. */
export const frama: ExternalProgram = { names: ["frama-c"], debianPackage: "frama-c-base make" };
/** Programs that drive displays: LCDproc's server, and lcd4linux. */
export const lcdd: ExternalProgram = { names: ["LCDd"], debianPackage: "lcdproc" };
export const lcd4linux: ExternalProgram = { names: ["lcd4linux"], debianPackage: "lcd4linux" };
/** QEMU for the AVR, with the Arduino Uno as a machine. */
export const qemuAvr: ExternalProgram = {
  names: ["qemu-system-avr"],
  debianPackage: "qemu-system-misc",
};
/** With etcd, a proxy and PostgreSQL beside it, in network namespaces. */
export const patroni: ExternalProgram = {
  names: ["patroni"],
  debianPackage: "patroni python3-etcd etcd-server etcd-client haproxy postgresql iproute2",
};
/** What stands before or beside the service of an installation. */
export const nginx: ExternalProgram = { names: ["nginx"], debianPackage: "nginx-light" };
export const caddy: ExternalProgram = { names: ["caddy"], debianPackage: "caddy" };
export const systemdAnalyze: ExternalProgram = {
  names: ["systemd-analyze"],
  debianPackage: "systemd",
};
export const sqlite3: ExternalProgram = { names: ["sqlite3"], debianPackage: "sqlite3" };
/** Tokens of PKCS#11 as files, with a compiler for the driver. */
export const softhsm: ExternalProgram = {
  names: ["softhsm2-util"],
  debianPackage: "softhsm2 g++",
};
export const dockerCompose: ExternalProgram = {
  names: ["docker-compose"],
  debianPackage: "docker-compose",
};

/**
 * Describes what needs `program`; `body` is given its path. Where the program is missing, CI fails
 * and any other machine says what was skipped and how to have it.
 */
export function describeWith(
  program: ExternalProgram,
  name: string,
  body: (path: string) => void,
): void {
  const path =
    findProgram(program.names) ??
    findProgram(program.names, (program.folders ?? []).join(delimiter));
  if (path === null) testMissing(name, missingSentence(program));
  else describe(name, () => body(path));
}

/** Tests what needs the program at `path`, or does as `describeWith` if there is none. */
export function testWith(
  path: string | null,
  name: string,
  missing: string,
  body: (path: string) => Promise<void>,
): void {
  if (path === null) testMissing(name, missing);
  else test(name, () => body(path));
}

function testMissing(name: string, sentence: string): void {
  if (process.env.CI === "true") {
    test(name, () => {
      throw new Error(`Cannot test ${name}: ${sentence}`);
    });
    return;
  }
  console.warn(`${name}: skipped, because ${sentence}`);
  test(`${name}: skipped, because ${sentence}`, (context) => context.skip(sentence));
}

/** Returns the first of these programs that PATH leads to, or null. */
export function findProgram(
  names: readonly string[],
  // Servers stand where the PATH of people who are no administrators does not lead.
  path: string = `${process.env.PATH ?? ""}${delimiter}/usr/sbin`,
): string | null {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      if (isProgram(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}

/** "X is not installed (apt-get install Y)". */
export function missingSentence({ names, debianPackage }: ExternalProgram): string {
  return `${names[0]} is not installed (apt-get install ${debianPackage})`;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
