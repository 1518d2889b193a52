// `npm run firmware`: builds hw/firmware/built: the board's binaries, and beside them the hash of the sources
// they come from.
//
// The binaries are kept because the emulator runs them and a board is flashed with them on machines
// that have no avr-gcc; the hash makes sure that nobody changes a source and forgets them.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { programOptions } from "../test/support/program-options.ts";

const firmware = fileURLToPath(new URL("../hw/firmware/", import.meta.url));
const built = join(firmware, "built");
const manifestPath = join(built, "sources.json");
const sources = ["Makefile", "board.h", "core", "display", "port/atmega328p"];
const binaries = [
  "board-hd44780.hex",
  "board-hd44780-cfa633.hex",
  "board-ks0073-cfa631.hex",
  "board-ks0073-cfa635.hex",
  "board-max7219.hex",
];

type Manifest = { readonly compiler: string; readonly sourcesSha256: string };

const options = programOptions({
  script: "firmware",
  does: "Builds the board's binaries by avr-gcc into hw/firmware/built, beside the hash of their sources.",
  options: {
    check: {
      kind: "flag",
      help: "write nothing; compare the hash and, with the same compiler, the binaries",
    },
  },
  status: "0 built, or not stale; 1 no avr-gcc, or stale; 2 wrong use.",
});
if (options.check) check();
else build();

function build(): void {
  const compiler = compilerVersion();
  if (compiler === null) stop("Cannot build the firmware: avr-gcc is not installed");
  withBinaries((folder) => {
    for (const name of binaries) cpSync(join(folder, name), join(built, name));
  });
  const manifest: Manifest = { compiler, sourcesSha256: hashOfSources() };
  writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
}

function check(): void {
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;
  if (manifest.sourcesSha256 !== hashOfSources()) {
    stop("hw/firmware/built is stale: run npm run firmware (needs gcc-avr, avr-libc and make)");
  }
  const compiler = compilerVersion();
  if (compiler !== manifest.compiler) {
    const here = compiler === null ? "is not installed" : `is ${compiler}`;
    console.log(
      `Sources checked; not rebuilt: built with ${manifest.compiler}, avr-gcc here ${here}`,
    );
    return;
  }
  withBinaries((folder) => {
    for (const name of binaries) {
      if (readFileSync(join(folder, name)).equals(readFileSync(join(built, name)))) continue;
      stop(`hw/firmware/built/${name} is not what its sources make: run npm run firmware`);
    }
  });
  console.log(`Sources checked; rebuilt with ${manifest.compiler}: the same bytes`);
}

/** Builds in a folder of its own, so that no leftover of an earlier build is taken for a result. */
function withBinaries(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "jeton-firmware-"));
  try {
    execFileSync("make", ["-s", `BUILD=${folder}`, "all"], { cwd: firmware, stdio: "inherit" });
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  for (const path of sources.flatMap((source) => filesOf(join(firmware, source))).sort()) {
    const content = readFileSync(path);
    hash.update(`${relative(firmware, path)}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  if (/\.(c|h)$|Makefile$/.test(path)) return [path];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}

/** "5.4.0", or null where there is no avr-gcc. */
function compilerVersion(): string | null {
  const answer = spawnSync("avr-gcc", ["-dumpversion"], { encoding: "utf8" });
  return answer.status === 0 ? `avr-gcc ${answer.stdout.trim()}` : null;
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
