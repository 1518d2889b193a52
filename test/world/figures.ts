/** What was played, so that a long run can say what it rests on. */
export type Figures = {
  worlds: number;
  days: number;
  attempts: number;
  logins: number;
  /** Log-ins by the password of somebody without a key. */
  passwordLogins: number;
  /** Log-ins by a temporary or recovery code. */
  temporaryLogins: number;
  /** Log-ins at the help desk and factors given again there, acts done by its forms, and forms it must not take. */
  staffLogins: number;
  deskActs: number;
  actsTurnedDown: number;
  commissionings: number;
  pinChanges: number;
  guesses: number;
  /** Good keys refused although nothing but the situation was in the way, by the reason for staff. */
  refusals: Record<string, number>;
  /** Log-ins by the number of codes that they took. */
  codesUntilIn: Record<string, number>;
  /** The same apart: at computers that logged in before, and at others. */
  codesAtKnown: Record<string, number>;
  codesAtNew: Record<string, number>;
  /** Log-ins that took a next code. */
  nextCodes: number;
  /** Good keys that did not get in within their bound. */
  shutOut: number;
  wrongAcceptances: number;
  /** Where two steps with the same digits decided otherwise than one step would have. */
  coincidences: number;
  /** Right PASSCODEs in others' hands that let them in, as they must. */
  stolenLogins: number;
  faults: number;
  helpDeskCalls: number;
};

export function newFigures(): Figures {
  return {
    ...{ worlds: 0, days: 0, attempts: 0, logins: 0, passwordLogins: 0, temporaryLogins: 0 },
    ...{ staffLogins: 0, deskActs: 0, actsTurnedDown: 0 },
    ...{ commissionings: 0, pinChanges: 0, guesses: 0 },
    ...{
      refusals: {},
      codesUntilIn: {},
      codesAtKnown: {},
      codesAtNew: {},
      nextCodes: 0,
      shutOut: 0,
      wrongAcceptances: 0,
    },
    ...{ coincidences: 0, stolenLogins: 0, faults: 0, helpDeskCalls: 0 },
  };
}

/** Counts one more in a table. */
export function count(table: Record<string, number>, name: string, by = 1): void {
  table[name] = (table[name] ?? 0) + by;
}

/** Counts a log-in that took so many codes. */
export function countEntry(figures: Figures, codes: number, isKnown: boolean): void {
  count(figures.codesUntilIn, String(codes));
  count(isKnown ? figures.codesAtKnown : figures.codesAtNew, String(codes));
}

/** Adds what another world or process counted. */
export function addFigures(sum: Figures, added: Figures): void {
  for (const [name, value] of Object.entries(added)) {
    const key = name as keyof Figures;
    const there = sum[key];
    if (typeof there === "object" && typeof value === "object") {
      for (const [row, by] of Object.entries(value)) count(there, row, by as number);
    } else if (typeof value === "number") {
      Object.assign(sum, { [key]: (there as number) + value });
    }
  }
}

/** Returns the number of codes that so many of a hundred log-ins needed at most. */
export function codesAt(figures: Figures, share: number): number {
  const rows = Object.entries(figures.codesUntilIn)
    .map(([codes, times]) => [Number(codes), times] as const)
    .sort(([one], [other]) => one - other);
  const all = rows.reduce((sum, [, times]) => sum + times, 0);
  let seen = 0;
  for (const [codes, times] of rows) {
    seen += times;
    if (seen >= share * all) return codes;
  }
  return 0;
}

/** Returns the figures as text, a line each. */
export function describeFigures(figures: Figures): string {
  const { logins, attempts, refusals, days } = figures;
  const share = (part: number) => `${((100 * part) / Math.max(1, logins)).toFixed(3)} %`;
  const reasons = Object.entries(refusals)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, times]) => `${reason} ${times}`);
  const codes = [0.5, 0.99, 1].map((part) => codesAt(figures, part));
  return [
    `worlds                    ${figures.worlds} (${(days / 365.25).toFixed(1)} years)`,
    `attempts                  ${attempts}, of them guesses ${figures.guesses}`,
    `log-ins                   ${logins}, first uses ${figures.commissionings}, PINs changed ${figures.pinChanges}`,
    `log-ins by password       ${figures.passwordLogins}`,
    `log-ins without the key   ${figures.temporaryLogins}`,
    `log-ins of the staff      ${figures.staffLogins}, acts by forms ${figures.deskActs}, turned down ${figures.actsTurnedDown}`,
    `next code asked           ${figures.nextCodes} (${share(figures.nextCodes)})`,
    `codes until in            p50 ${codes[0]}, p99 ${codes[1]}, at most ${codes[2]}`,
    `good keys refused         ${reasons.join(", ") || "never"}`,
    `shut out beyond the bound ${figures.shutOut}`,
    `wrong acceptances         ${figures.wrongAcceptances}`,
    `coincidences of codes     ${figures.coincidences}`,
    `stolen right PASSCODEs in ${figures.stolenLogins}`,
    `store faults              ${figures.faults}`,
    `calls to the help desk    ${figures.helpDeskCalls}`,
  ].join("\n");
}
