import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { avrGcc, describeWith, findProgram } from "../../support/needs.ts";
import { firmwareFolder, runProgram } from "./make-firmware.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const check = [`${root}tools/run-source.mjs`, `${root}tools/build-firmware.ts`, "--check"];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jeton-built-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

// The hash is compared everywhere; the bytes where the toolchain that made them is, as it is in CI.
test("the kept binaries are what the sources beside them make", async () => {
  const said = await runProgram(process.execPath, check);
  expect(said).toMatch(/^Sources checked; /);
  const mustRebuild = process.env.CI === "true" || findProgram(avrGcc.names) !== null;
  if (mustRebuild) expect(said).toContain("the same bytes");
});

test("another toolchain is named beside the one that they were built with", async () => {
  for (const program of ["avr-gcc", "avr-as"]) {
    writeFileSync(join(folder, program), "#!/bin/sh\necho 99.1.0\n", { mode: 0o755 });
  }
  const path = `${folder}:${process.env.PATH}`;
  const said = await runProgram("/usr/bin/env", [`PATH=${path}`, process.execPath, ...check]);
  expect(said).toMatch(/not rebuilt: built with avr-gcc \d[\d.]+, binutils \d[\d.]+, avr-libc \d/);
  expect(said).toContain("the toolchain here is avr-gcc 99.1.0, binutils 99.1.0");
});

describeWith(avrGcc, "the kept binaries", () => {
  test("come out the same from a copy of the sources in a folder of another name", async () => {
    const copy = join(folder, "a-longer-way", "to-the-sources");
    mkdirSync(copy, { recursive: true });
    for (const name of ["Makefile", "board.h", "core", "display", "port"]) {
      cpSync(join(firmwareFolder, name), join(copy, name), { recursive: true });
    }
    const build = join(copy, "out");
    await runProgram("make", ["-s", "-C", copy, "-j", "2", `BUILD=${build}`, "all"]);
    const names = readdirSync(join(firmwareFolder, "built")).filter((name) =>
      name.endsWith(".hex"),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const kept = readFileSync(join(firmwareFolder, "built", name), "latin1");
      expect(readFileSync(join(build, name), "latin1") === kept, name).toBe(true);
    }
  }, 120_000);
});
