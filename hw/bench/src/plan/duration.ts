const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

export const durationWanted = 'a time such as "500 ms", "30 s", "5 min", "24 h" or "7 d"';

/** Answers the milliseconds of "24 h", or null when it is no time. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|min|h|d)$/.exec(text.trim()) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  if (digits === undefined || factor === undefined) return null;
  return Math.round(Number(digits) * factor);
}

/** Answers "24 h" of milliseconds: in the largest unit that tells it in at most one decimal. */
export function durationText(milliseconds: number): string {
  const fitting = Object.entries(units)
    .toReversed()
    .find(([, factor]) => milliseconds >= factor && (milliseconds * 10) % factor === 0);
  const [unit, factor] = fitting ?? ["ms", 1];
  return `${Math.round((milliseconds * 10) / factor) / 10} ${unit}`;
}
