import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where pkcs11js is: no part of the workspace's own install, for it has to be compiled. */
const modules: string = fileURLToPath(new URL("node_modules", import.meta.url));

const putKey = fileURLToPath(new URL("put-key.mjs", import.meta.url));

/** Whether pkcs11js is there, and how it comes there. */
export const hasDriver: boolean = existsSync(join(modules, "pkcs11js"));
export const howToInstall = "npm ci --ignore-scripts --prefix test/pkcs11";

/** A token of SoftHSM in a folder of its own. */
export type SoftToken = {
  readonly label: string;
  /** The variables with which a command finds the token and the driver. */
  readonly env: Readonly<Record<string, string>>;
  /** The file with the PIN. */
  readonly pinFile: string;
  readonly pin: string;
  /** Returns the URI of the token's key with this label; `changes` stand in the place of its attributes. */
  readonly uri: (object: string, changes?: Readonly<Record<string, string>>) => string;
  /** Puts a key with this label and value into the token; readable by who logs in unless `sensitive`. */
  readonly put: (object: string, hex: string, kind: "sensitive" | "readable") => void;
  /** Takes the token out, as if it was unplugged, or puts it in again. */
  readonly unplug: () => void;
  readonly plugIn: () => void;
};

/** Makes a token in a new folder inside `folder`. `program` is softhsm2-util. */
export function softToken(program: string, folder: string, label: string): SoftToken {
  const home = mkdtempSync(join(folder, "token-"));
  const tokens = join(home, "tokens");
  mkdirSync(tokens);
  const conf = join(home, "softhsm2.conf");
  writeFileSync(conf, `directories.tokendir = ${tokens}\nlog.level = ERROR\n`);
  const pin = "5931-tested";
  const pinFile = join(home, "pin");
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  const env = { SOFTHSM2_CONF: conf, NODE_PATH: modules };
  const words = ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "0000-made"];
  execFileSync(program, words, { env: { ...process.env, ...env }, stdio: "pipe" });
  return {
    label,
    env,
    pin,
    pinFile,
    uri(object, changes = {}) {
      const path = { token: label, object };
      const query = { "module-path": softhsmLibrary(), "pin-source": `file:${pinFile}` };
      const given = Object.entries({ ...path, ...query, ...changes });
      const isQuery = ([name]: readonly [string, string]) => name.includes("-");
      const texts = (each: [string, string][]) => each.map(([name, value]) => `${name}=${value}`);
      const [before, after] = [given.filter((each) => !isQuery(each)), given.filter(isQuery)];
      return `pkcs11:${texts(before).join(";")}?${texts(after).join("&")}`;
    },
    put(object, hex, kind) {
      const words = [putKey, softhsmLibrary(), label, pin, object, hex, kind];
      execFileSync(process.execPath, words, { env: { ...process.env, ...env }, stdio: "pipe" });
    },
    unplug() {
      renameSync(tokens, `${tokens}.away`);
      mkdirSync(tokens);
    },
    plugIn() {
      rmSync(tokens, { recursive: true });
      renameSync(`${tokens}.away`, tokens);
    },
  };
}

/** Compiles the driver, unless it was: Node-API is the same for each Node, and its headers come from npm. */
export function compileDriver(): void {
  const driver = join(modules, "pkcs11js");
  const built = join(driver, "build/Release/pkcs11.node");
  if (existsSync(built)) return;
  if (!hasDriver) throw new Error(`Cannot compile pkcs11js: it is not there, run ${howToInstall}`);
  mkdirSync(join(driver, "build/Release"), { recursive: true });
  // Beside its place, for no name moves from one disk to another.
  const draft = `${built}.${process.pid}.new`;
  const sources = ["dl", "common", "main"].map((name) => join(driver, "src", `${name}.cpp`));
  const headers = [join(driver, "includes"), join(modules, "node-api-headers/include")];
  execFileSync(
    "g++",
    [
      ...["-shared", "-fPIC", "-std=c++17", "-DNAPI_DISABLE_CPP_EXCEPTIONS"],
      ...["-DBUILDING_NODE_EXTENSION", "-DNODE_GYP_MODULE_NAME=pkcs11"],
      ...headers.flatMap((folder) => ["-I", folder]),
      ...[...sources, "-o", draft],
    ],
    { stdio: "pipe" },
  );
  renameSync(draft, built);
}

function softhsmLibrary(): string {
  const folders = ["/usr/lib/softhsm", "/usr/lib64/softhsm", "/usr/local/lib/softhsm"];
  const found = folders.map((folder) => join(folder, "libsofthsm2.so")).find(existsSync);
  if (found === undefined) throw new Error(`Cannot find libsofthsm2.so in ${folders.join(", ")}`);
  return found;
}
