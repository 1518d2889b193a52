import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readGlass } from "@jeton/glass";
import jpeg from "jpeg-js";

/** What became of photographs of real keys. */
export type PhotographTally = {
  readonly photographs: number;
  readonly right: number;
  readonly refused: number;
  readonly wrong: number;
  readonly wrongNames: readonly string[];
};

/** Reads every photograph of a folder; a file is named by the code on it. */
export function judgePhotographs(folder: string): PhotographTally {
  const names = readdirSync(folder).filter((name) => /^\d{6}\.jpe?g$/i.test(name));
  let [right, refused] = [0, 0];
  const wrongNames: string[] = [];
  for (const name of names) {
    const { width, height, data } = jpeg.decode(readFileSync(join(folder, name)), {
      useTArray: true,
    });
    const reading = readGlass({ width, height, rgba: data }, { layouts: ["split-6"] });
    if (reading.kind !== "code") refused += 1;
    else if (reading.text === name.slice(0, 6)) right += 1;
    else wrongNames.push(name);
  }
  return { photographs: names.length, right, refused, wrong: wrongNames.length, wrongNames };
}
