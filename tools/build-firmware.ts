// `npm run firmware`: builds hw/firmware/built: the board's binaries, and beside them the hash of the sources
// they come from.
//
// The toolchain is pinned by name: other versions make other bytes, so whoever builds with one is told.
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
  "board-max7219-cfa631.hex",
  "board-max7219-cfa633.hex",
  "board-max7219-cfa635.hex",
];

/** What a board's binary takes of its chip, bytes; the stack comes on top of its RAM. */
type Size = { readonly flash: number; readonly ram: number };
type Manifest = {
  readonly compiler: string;
  readonly sourcesSha256: string;
  readonly sizes: { readonly [binary: string]: Size };
};

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
  const before = readManifest().compiler;
  if (compiler !== before) {
    console.error(`Built with ${compiler}; the binaries before were built with ${before}`);
  }
  const sizes = withBinaries((folder) => {
    for (const name of binaries) cpSync(join(folder, name), join(built, name));
    return Object.fromEntries(binaries.map((name) => [name, sizeOf(join(folder, name))]));
  });
  const manifest: Manifest = { compiler, sourcesSha256: hashOfSources(), sizes };
  writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
}

function check(): void {
  const manifest = readManifest();
  if (manifest.sourcesSha256 !== hashOfSources()) {
    stop("hw/firmware/built is stale: run npm run firmware (needs gcc-avr, avr-libc and make)");
  }
  const compiler = compilerVersion();
  if (compiler !== manifest.compiler) {
    const here = compiler === null ? "is not installed" : `is ${compiler}`;
    console.log(
      `Sources checked; not rebuilt: built with ${manifest.compiler}, and the toolchain here ${here}`,
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

function readManifest(): Manifest {
  return JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;
}

/** Builds in a folder of its own, so that no leftover of an earlier build is taken for a result. */
function withBinaries<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "jeton-firmware-"));
  try {
    execFileSync("make", ["-s", `BUILD=${folder}`, "all"], { cwd: firmware, stdio: "inherit" });
    return use(folder);
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

/** From the ELF file beside it: initialised data stand in both. */
function sizeOf(hexPath: string): Size {
  const said = execFileSync("avr-size", [hexPath.replace(/hex$/, "elf")], { encoding: "utf8" });
  const [text = 0, data = 0, bss = 0] = (said.split("\n")[1] ?? "").trim().split(/\s+/).map(Number);
  return { flash: text + data, ram: data + bss };
}

/** Compiler, assembler and library, or null where one of them is missing. */
function compilerVersion(): string | null {
  const compiler = said("avr-gcc", ["-dumpversion"], "");
  const assembler = /\d[\d.]+/.exec(said("avr-as", ["--version"], ""))?.[0] ?? "";
  const asked = "#include <avr/version.h>\n__AVR_LIBC_VERSION_STRING__";
  const library = said("avr-gcc", ["-E", "-P", "-x", "c", "-"], asked).replaceAll('"', "");
  if (compiler === "" || assembler === "" || library === "") return null;
  return `avr-gcc ${compiler}, binutils ${assembler}, avr-libc ${library}`;
}

function said(program: string, words: readonly string[], input: string): string {
  const { status, stdout } = spawnSync(program, words, { encoding: "utf8", input });
  return status === 0 ? stdout.trim() : "";
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
