/** The rooms of a package: folders in `src`, on floors. */
export type Rooms = {
  /** The folder that holds the rooms, from the root. */
  readonly folder: string;
  /**
   * The rooms from the lowest floor up. A room may import those of the floors below it, not its
   * neighbours on the same floor. Files beside the rooms stand on top of all of them, but for those that
   * a floor names.
   */
  readonly floors: readonly (readonly string[])[];
};

/** Which room stands on which: every folder of such a package has a place here. */
export const roomTable: readonly Rooms[] = [
  {
    folder: "packages/core/src",
    floors: [
      ["base"],
      ["codes", "seals"],
      ["clock", "otp", "ocra"],
      ["pin"],
      ["trail"],
      ["key"],
      ["attempt"],
    ],
  },
  {
    folder: "packages/validator/src",
    floors: [["ports"], ["machine", "decoys"], ["attempt"], ["keys"], ["opening"]],
  },
  {
    folder: "packages/service/src",
    floors: [
      ["i18n", "documents", "scope"],
      ["keys", "tokens", "mail"],
      ["audit", "staff", "tickets", "holders", "fleet", "sessions"],
      ["scoped"],
      ["web"],
      ["portal", "help", "desk", "api", "validate", "notices", "scim"],
      ["app.ts"],
      ["commands"],
    ],
  },
  {
    folder: "firmware-sim/key/src",
    floors: [
      ["seeded-random.ts", "sha1-block.ts"],
      ["key-code.ts"],
      ["prepared-code.ts", "key-response.ts"],
      ["quartz", "lcd", "battery"],
      ["clock", "firmware"],
      ["faults"],
      ["key"],
      ["keypad"],
      ["fixtures"],
    ],
  },
  {
    folder: "packages/playground/src",
    floors: [["model"], ["page"], ["build"]],
  },
];
