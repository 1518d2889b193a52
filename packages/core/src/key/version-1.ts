import { noFailures } from "./failures.ts";

type Fields = Readonly<Record<string, unknown>>;

/** How long a commissioning lasted by the policy of version 1, ms. */
const commissioningMilliseconds = 600_000;

/**
 * Returns the fields of a record of version 1 as those of version 2. Failures of version 1 did not tell
 * guesses from wrong PINs; they are held to be wrong PINs, so that who guesses a stolen key's PIN gains
 * nothing. Blocks and waits for a next code end, since they name dates.
 */
export function upgradedFromVersion1(at: Fields): Fields {
  const { block: _block, failures, state, ...others } = at;
  // One fewer than lock: the holder's next slip is no reason for a day's wait.
  const wrongPins = typeof failures === "number" ? Math.min(failures, 9) : 0;
  const strangers = { ...noFailures.strangers, wrongPins };
  return {
    ...others,
    version: 2,
    state: upgradedState(state),
    failures: { ...noFailures, strangers },
    asked: [],
    provisional: null,
  };
}

function upgradedState(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { expiresAt, asked: _asked, before, ...state } = value as Fields;
  const begins = typeof expiresAt === "number" ? expiresAt - commissioningMilliseconds : 0;
  const term = { since: Math.max(0, begins), milliseconds: commissioningMilliseconds };
  return {
    ...state,
    ...(expiresAt !== undefined && { term }),
    ...(before !== undefined && { before: upgradedState(before) }),
  };
}
