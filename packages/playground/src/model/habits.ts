import type { SeededRandom } from "@jeton/key";

export type HabitName = "never" | "daily" | "weekly" | "monthly" | "yearly";

/** How often the holder logs in by themselves. */
export type Habit = {
  readonly name: HabitName;
  readonly words: string;
  /** Null: they do not. */
  readonly gapDays: number | null;
};

export const habits: readonly Habit[] = [
  { name: "never", words: "only when you do", gapDays: null },
  { name: "daily", words: "about once a day", gapDays: 1 },
  { name: "weekly", words: "about once a week", gapDays: 7 },
  { name: "monthly", words: "about once in 30 days", gapDays: 30 },
  { name: "yearly", words: "about once a year", gapDays: 365.25 },
];

const day = 86_400_000;

/** Returns how long after a log-in the next one begins, ms: the gap, give or take a fifth; null for never. */
export function nextGap(name: HabitName, random: SeededRandom): number | null {
  const gapDays = habits.find((habit) => habit.name === name)?.gapDays ?? null;
  return gapDays === null ? null : Math.round(gapDays * day * (0.8 + 0.4 * random.uniform()));
}
