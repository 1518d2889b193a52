/** A command that was called wrongly: one line for the caller, exit status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** A command that was called rightly and could not be done: one line, exit status 1. */
export class FailedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FailedError";
  }
}

/** Returns what `make` answers; a value out of range becomes wrong use. */
export function orWrongUse<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}
