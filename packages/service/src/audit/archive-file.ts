import { fsyncSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import type { UnixMilliseconds } from "@jeton/core";
import type { Archive } from "./archive.ts";
import { type ArchiveLine, encodeArchiveLine } from "./archive-line.ts";
import type { ArchiveSink } from "./retain-trail.ts";

/** Returns what writes an archive to an open, empty file: its first line comes with the first others. */
export function archiveInto(
  file: number,
  head: { readonly before: UnixMilliseconds; readonly at: UnixMilliseconds },
): ArchiveSink {
  let first: readonly ArchiveLine[] = [{ type: "archive", version: 1, ...head }];
  return {
    write(lines) {
      const text = [...first, ...lines].map((line) => `${encodeArchiveLine(line)}\n`).join("");
      first = [];
      const bytes = Buffer.from(text);
      // It may write less than it was given.
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    },
    sync: () => fsyncSync(file),
  };
}

/** Returns an archive to be read. Reading it throws what the file system says. */
export function readArchiveFile(path: string): Archive {
  async function* lines(): AsyncGenerator<string> {
    const file = await open(path);
    // It closes the file when it ends.
    yield* file.readLines();
  }
  return { name: path, lines };
}
