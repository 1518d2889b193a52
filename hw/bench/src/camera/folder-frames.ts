import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "@jeton/cli";
import { type Frame, frameFrom } from "@jeton/glass";
import { pictureIn } from "./picture-file.ts";

/**
 * Yields the pictures of a folder in order of time. A file's name ends in the moment at which it was
 * stored, milliseconds since 1970: `key-1790000000123.png`. It was exposed at most `delayMax` ms before.
 * Throws UsageError for a folder without such files.
 */
export async function* folderFrames(folder: string, delayMax: number): AsyncGenerator<Frame> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new UsageError(
      `Cannot read ${folder}: ${(error as NodeJS.ErrnoException).code ?? error}`,
    );
  }
  const files = names
    .flatMap((name) => {
      const arrived = /(\d{10,15})\.(png|jpe?g)$/i.exec(name)?.[1];
      return arrived === undefined ? [] : [{ name, arrived: Number(arrived) }];
    })
    .sort((a, b) => a.arrived - b.arrived);
  if (files.length === 0) {
    throw new UsageError(
      `Cannot watch ${folder}: found no picture whose name ends in its moment, wanted such as key-1790000000123.png (milliseconds since 1970)`,
    );
  }
  for (const { name, arrived } of files) {
    yield frameFrom(await pictureIn(join(folder, name)), { arrived, delayMax });
  }
}
