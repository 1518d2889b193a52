import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { FailedError } from "./command-error.ts";
import { withFile } from "./with-file.ts";

const folder = mkdtempSync(join(tmpdir(), "jeton-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("withFile()", () => {
  const read = (file: string) =>
    withFile({ act: "read", file, wanted: "a file that can be read" }, () =>
      readFileSync(file, "utf8"),
    );

  test("answers what the work answers", () => {
    const file = join(folder, "there");
    writeFileSync(file, "text");
    expect(read(file)).toBe("text");
  });

  test("says what is wrong with the file and what was wanted, in words", () => {
    expect(() => read("/nope")).toThrow(
      new FailedError(
        'Cannot read "/nope": there is no such file or folder, wanted a file that can be read',
      ),
    );
    expect(() => read(folder)).toThrow(/: it is a folder, wanted/);
    const taken = { act: "write", file: "there", wanted: "a new file" };
    const write = () => writeFileSync(join(folder, "there"), "", { flag: "wx" });
    expect(() => withFile(taken, write)).toThrow(
      'Cannot write "there": it is there already, wanted a new file',
    );
  });

  test("keeps the system's own words for what it has none for", () => {
    const loop = Object.assign(new Error("ELOOP: too many symbolic links, open '/a, b'"), {
      ...{ code: "ELOOP", syscall: "open" },
    });
    const fail = () => {
      throw loop;
    };
    expect(() => withFile({ act: "read", file: "/a, b", wanted: "a file" }, fail)).toThrow(
      'Cannot read "/a, b": ELOOP: too many symbolic links, wanted a file',
    );
  });

  test("lets slips pass", () => {
    const slip = () => {
      throw new TypeError("a slip");
    };
    expect(() => withFile({ act: "read", file: "x", wanted: "y" }, slip)).toThrow(TypeError);
  });
});
