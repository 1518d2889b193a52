/** How much of a server is used, and how long it is waited for. Times in milliseconds. */
export const postgresLimits = {
  /** For each process. PostgreSQL's own default allows 100 in all. */
  connectionsMax: 10,
  /** Statements that attempts share, under way at once: of loading and of replacing so many each. */
  attemptBatchesMax: 2,
  /** A shared statement that takes longer keeps others waiting no more. */
  attemptPatienceMilliseconds: 100,
  /** Attempts that share one statement. */
  attemptsMax: 64,
  /** To wait for a free connection, and to make one. */
  connectMillisecondsMax: 5000,
  /** The server ends a statement, or a wait for a lock, after this time. */
  statementMillisecondsMax: 5000,
  /** A server that says nothing at all is given up after this time: nothing is known of it then. */
  answerMillisecondsMax: 7000,
  /** How often a statement is repeated that the server undid for the sake of others. */
  repetitionsMax: 10,
  /** After the server could not be reached nobody tries again for this long, and twice as long … */
  pauseMillisecondsMin: 100,
  /** … after each further time, but never longer than this. */
  pauseMillisecondsMax: 500,
  /** Another node's migration, or another's lock on the whole store, is waited for this long. */
  migrationMillisecondsMax: 60_000,
  /** A statement over the whole store may take this long. */
  wholeMillisecondsMax: 600_000,
} as const;
