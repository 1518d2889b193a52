/** Each unit, in which times are told, smaller ones first. */
const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Other names under which units are read. */
const readAs: { readonly [name: string]: string } = { m: "min" };

export const durationWanted = 'a number with ms, s, m (or min), h or d, such as "30 s" or "5m"';

/** Returns the milliseconds of "24 h", or null when it is no time. */
export function parseDuration(text: string): number | null {
  const [, digits, unit = ""] = /^(\d{1,12}(?:\.\d{1,3})?) ?([a-z]+)$/.exec(text.trim()) ?? [];
  const name = readAs[unit] ?? unit;
  const factor = Object.hasOwn(units, name) ? units[name] : undefined;
  if (digits === undefined || factor === undefined) return null;
  return Math.round(Number(digits) * factor);
}

/** Returns "24 h" of milliseconds: in the largest unit that tells it in at most one decimal. */
export function durationText(milliseconds: number): string {
  const fitting = Object.entries(units)
    .toReversed()
    .find(([, factor]) => milliseconds >= factor && (milliseconds * 10) % factor === 0);
  const [unit, factor] = fitting ?? ["ms", 1];
  return `${Math.round((milliseconds * 10) / factor) / 10} ${unit}`;
}
