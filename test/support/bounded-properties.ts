// Runs before each test file. A property that fails is shrunk for as long as that goes on, and one
// that never waits for anything outside cannot be timed out by the runner: a failure of a long
// history once held up a whole run. So every property ends by itself, before its test is timed
// out; it then fails, with the smallest counterexample found so far.
//
// PROPERTY_RUNS=5000 plays each property that does not say its own count so often, and as many of
// them as fit into the time: for faults that a hundred inputs seldom meet.
import { configureGlobal } from "fast-check";

const runs = process.env.PROPERTY_RUNS;

configureGlobal({
  interruptAfterTimeLimit: 150_000,
  markInterruptAsFailure: runs === undefined,
  ...(runs !== undefined && { numRuns: Number(runs) }),
});
