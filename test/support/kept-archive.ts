import {
  type Archive,
  type ArchiveLine,
  type ArchiveSink,
  decodeArchiveLine,
  encodeArchiveLine,
} from "@jeton/service";

/** An archive in memory: what was written, and what of it a crash would have left. */
export type KeptArchive = ArchiveSink & {
  readonly lines: () => readonly ArchiveLine[];
  /** Returns the archive to be read, with its lines changed. */
  readonly read: (change?: (lines: readonly ArchiveLine[]) => readonly ArchiveLine[]) => Archive;
};

/** Returns an empty archive; `onSync` may fail as a full disk does. */
export function keptArchive(onSync: () => void = () => {}): KeptArchive {
  const texts: string[] = [encodeArchiveLine({ type: "archive", version: 1, before: 1, at: 1 })];
  const lines = () => texts.map(decodeArchiveLine);
  return {
    write: (more) => void texts.push(...more.map(encodeArchiveLine)),
    sync: onSync,
    lines,
    read(change = (same) => same) {
      async function* changed() {
        yield* change(lines()).map(encodeArchiveLine);
      }
      return { name: "kept", lines: changed };
    },
  };
}
