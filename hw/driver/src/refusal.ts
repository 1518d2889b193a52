/** What our board says in the byte of a refusal (hw/PROTOCOL.md); bought boards say nothing. */
const reasons: readonly string[] = [
  "",
  "it knows no such command",
  "the length is wrong",
  "a value is wrong",
  "it cannot now",
  "its EEPROM does not keep what is written",
];

/** Returns the words for the data of a refusal. */
export function refusalWords(data: Uint8Array): string {
  const [reason] = data;
  if (reason === undefined) return "for a reason that it does not give";
  return `since ${reasons[reason] ?? `of its reason ${reason}`}`;
}
