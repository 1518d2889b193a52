/** What was played, so that a long run can say what it rests on. */
export type Tally = {
  keys: number;
  years: number;
  logins: number;
  attempts: number;
  /** Log-ins that the next code completed. */
  askedNext: number;
  /** Steps that passed at once, summed over the log-ins of keys in service. */
  acceptedSteps: number;
  acceptedStepsMax: number;
  /** Refusals that law 4 forbids. A log-in that meets one fails the test. */
  wrongRefusals: number;
  /** Log-ins made impossible by two steps that show the same code: see `play-history.ts`. */
  coincidences: number;
  resynchronised: number;
};

export function newTally(): Tally {
  return {
    keys: 0,
    years: 0,
    logins: 0,
    attempts: 0,
    askedNext: 0,
    acceptedSteps: 0,
    acceptedStepsMax: 0,
    wrongRefusals: 0,
    coincidences: 0,
    resynchronised: 0,
  };
}

/** Adds what another process counted. */
export function addTally(sum: Tally, added: Tally): void {
  const acceptedStepsMax = Math.max(sum.acceptedStepsMax, added.acceptedStepsMax);
  for (const name of Object.keys(sum) as (keyof Tally)[]) sum[name] += added[name];
  sum.acceptedStepsMax = acceptedStepsMax;
}

/** Returns the tally as text, a line each. */
export function describeTally(tally: Tally): string {
  const { keys, years, logins, attempts, askedNext } = tally;
  const share = (count: number) => `${((100 * count) / Math.max(1, logins)).toFixed(3)} %`;
  const mean = tally.acceptedSteps / Math.max(1, logins);
  return [
    `keys                      ${keys}`,
    `key-years                 ${Math.round(years)}`,
    `log-ins                   ${logins} (${attempts} attempts)`,
    `asked for the next code   ${askedNext} (${share(askedNext)})`,
    `steps accepted at once    ${mean.toFixed(2)} in the mean, ${tally.acceptedStepsMax} at most`,
    `wrong refusals            ${tally.wrongRefusals}`,
    `coincidences of codes     ${tally.coincidences}`,
    `resynchronised            ${tally.resynchronised}`,
  ].join("\n");
}
