// Runs before each test file. A property that fails is shrunk for as long as that goes on, and one
// that never waits for anything outside cannot be timed out by the runner: a failure of a long
// history once held up a whole run. So every property ends by itself, before its test is timed
// out; it then fails, with the smallest counterexample found so far.
import { configureGlobal } from "fast-check";

configureGlobal({ interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true });
