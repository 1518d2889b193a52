/** One login with a code of the board. */
export type Login = {
  /** Since the key was handed out. */
  readonly seconds: number;
  /** "next-code": in the ask window; the following code will let the holder in. */
  readonly outcome: "accepted" | "next-code" | "refused";
  readonly reason: string | null;
  /** So many codes would have passed at that moment, and so many would have asked for the next. */
  readonly acceptSteps: number;
  readonly askSteps: number;
  /** What was believed of the key's clock before the login: key time minus true time, ms. */
  readonly believedOffset: { readonly min: number; readonly max: number };
};

/** What a row of logins says. */
export type LoginSummary = {
  readonly logins: number;
  readonly accepted: number;
  readonly nextCode: number;
  readonly refused: number;
  /** The widest window that was open at a login after the first (which is a first use). */
  readonly acceptStepsMax: number;
  readonly acceptStepsMean: number;
};

/** Returns the summary; of no logins all is 0. */
export function summarise(logins: readonly Login[]): LoginSummary {
  const count = (outcome: Login["outcome"]) =>
    logins.filter((login) => login.outcome === outcome).length;
  const windows = logins.slice(1).map(({ acceptSteps }) => acceptSteps);
  return {
    logins: logins.length,
    accepted: count("accepted"),
    nextCode: count("next-code"),
    refused: count("refused"),
    acceptStepsMax: Math.max(0, ...windows),
    acceptStepsMean:
      windows.length === 0 ? 0 : windows.reduce((sum, each) => sum + each, 0) / windows.length,
  };
}

/** Returns the summary in words. */
export function loginWords(summary: LoginSummary): string {
  const { logins, accepted, nextCode, refused } = summary;
  if (logins === 0) return "No login was tried.";
  if (logins === 1)
    return `One code was given to the library, which ${accepted === 1 ? "accepted" : "did not accept"} it.`;
  const window = `window ${summary.acceptStepsMean.toFixed(1)} codes in the mean, ${summary.acceptStepsMax} at most`;
  if (accepted === logins) return `The library accepted all ${logins} codes; ${window}.`;
  return `The library accepted ${accepted} of ${logins} codes, asked ${nextCode} times for the next and refused ${refused}; ${window}.`;
}
