/** The command that carries parts of a seed. */
export const seedCommand = 50;

// hw/PROTOCOL.md has them all with their data.
const names: { readonly [command: number]: string } = {
  0: "ping",
  1: "version",
  2: "write user flash",
  3: "read user flash",
  4: "store boot state",
  5: "reboot",
  6: "clear",
  7: "set line 1",
  8: "set line 2",
  9: "define character",
  10: "read display memory",
  11: "cursor position",
  12: "cursor style",
  13: "contrast",
  14: "backlight",
  23: "key reports",
  24: "read keys",
  31: "write text",
  33: "baud rate",
  48: "set time",
  49: "get time",
  50: "seed part",
  51: "finish seed",
  52: "mode",
  53: "trim",
  54: "status",
  55: "erase seed",
};

/** Returns what a command does, in two or three words. */
export function commandName(command: number): string {
  return names[command] ?? `command ${command}`;
}
