import type { SeededRandom } from "@jeton/key";

/** How often a holder logs in, as data. */
export type Habit = {
  readonly name: string;
  /** In a few words, for people. */
  readonly means: string;
} & (
  | { readonly kind: "now-and-then"; readonly meanDays: number }
  /** Mondays to Fridays at about the same hour, but for so many weeks a year. */
  | { readonly kind: "office"; readonly weeksOff: number }
  /** Now and then for so many days, then in a drawer for about as many others, and again. */
  | {
      readonly kind: "drawer";
      readonly meanDays: number;
      readonly usedDays: number;
      readonly idleDays: number;
    }
);

const day = 86_400_000;

/** The habits that have names; "now and then" stands for exponentially distributed gaps. */
export const habits: readonly Habit[] = [
  { name: "daily", means: "a login a day", kind: "now-and-then", meanDays: 1 },
  { name: "weekly", means: "a login a week", kind: "now-and-then", meanDays: 7 },
  { name: "monthly", means: "a login in 30 days", kind: "now-and-then", meanDays: 30 },
  { name: "quarterly", means: "a login in 120 days", kind: "now-and-then", meanDays: 120 },
  { name: "yearly", means: "a login in 365 days", kind: "now-and-then", meanDays: 365 },
  {
    name: "office",
    means: "each working day, but for 6 weeks a year in up to 3 pieces",
    kind: "office",
    weeksOff: 6,
  },
  {
    name: "drawer",
    means: "weekly for a month, then in a drawer for a year, and again",
    kind: "drawer",
    meanDays: 7,
    usedDays: 30,
    idleDays: 365,
  },
];

/** Returns the habit of that name, or null. */
export function habitNamed(name: string): Habit | null {
  return habits.find((habit) => habit.name === name) ?? null;
}

/**
 * Returns the moment of the login after one at `elapsed`, ms since the first use, which was on a
 * Monday at 9. Always later.
 */
export function nextLogin(habit: Habit, elapsed: number, random: SeededRandom): number {
  switch (habit.kind) {
    case "now-and-then":
      return elapsed + exponential(habit.meanDays, random);
    case "office":
      return nextWorkingDay(elapsed, habit.weeksOff, random);
    case "drawer": {
      const next = elapsed + exponential(habit.meanDays, random);
      const cycle = (habit.usedDays + habit.idleDays) * day;
      const into = next % cycle;
      return into < habit.usedDays * day ? next : next - into + cycle;
    }
    default:
      return habit satisfies never;
  }
}

/** At least a millisecond, so that time goes on. */
function exponential(meanDays: number, random: SeededRandom): number {
  return 1 + Math.floor(-Math.log(1 - random.uniform()) * meanDays * day);
}

/** The next Monday to Friday, 9 o'clock give or take 4 hours; now and then after weeks off. */
function nextWorkingDay(elapsed: number, weeksOff: number, random: SeededRandom): number {
  let number = Math.floor(elapsed / day) + 1;
  // Three times a year, on a Friday evening, a third of the weeks off begin.
  if (number % 7 === 5 && random.uniform() < 3 / (52 - weeksOff)) number += (7 * weeksOff) / 3;
  if (number % 7 === 5) number += 2;
  if (number % 7 === 6) number += 1;
  return number * day + random.whole(0, 4 * 3_600_000);
}
