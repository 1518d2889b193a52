import type { CharacterTable } from "./glass-text.ts";
import type { BoardModelName } from "./model-names.ts";

/** What a kind of board has, as its maker's data sheet says (hw/PROTOCOL.md). */
export type BoardModel = {
  readonly name: BoardModelName;
  readonly columns: number;
  /** The address of each row in display memory (command 10). */
  readonly rowAddresses: readonly number[];
  /** Speed after power-up, unless another was stored. */
  readonly baud: Baud;
  readonly contrastMax: number;
  readonly keys: "six" | "corners";
  /** What it shows for a byte. */
  readonly characters: CharacterTable;
  /** Whether it knows commands 48 to 55. */
  readonly hasOwnCommands: boolean;
};

/** The speeds of the line. */
export type Baud = 19_200 | 115_200;

export const bauds: readonly Baud[] = [19_200, 115_200];

const twoRows = [0x80, 0xc0] as const;

export const boardModels: { readonly [name in BoardModelName]: BoardModel } = {
  cfa533: {
    ...{ name: "cfa533", columns: 16, rowAddresses: twoRows, baud: 19_200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: false },
  },
  cfa631: {
    ...{ name: "cfa631", columns: 20, rowAddresses: twoRows, baud: 115_200 },
    ...{ contrastMax: 254, keys: "corners", characters: "cfa635", hasOwnCommands: false },
  },
  cfa633: {
    ...{ name: "cfa633", columns: 16, rowAddresses: twoRows, baud: 19_200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: false },
  },
  cfa635: {
    ...{ name: "cfa635", columns: 20, rowAddresses: [0x80, 0xa0, 0xc0, 0xe0], baud: 115_200 },
    ...{ contrastMax: 254, keys: "six", characters: "cfa635", hasOwnCommands: false },
  },
  jeton: {
    ...{ name: "jeton", columns: 16, rowAddresses: twoRows, baud: 19_200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: true },
  },
};

/** Returns the model that a version text ("CFA633:h1.5,k1.7") names, or null. */
export function modelOfVersion(version: string): BoardModel | null {
  const name = version.split(":")[0]?.trim().toLowerCase() ?? "";
  const known = Object.values(boardModels).find((model) => name.startsWith(model.name));
  return known ?? null;
}
