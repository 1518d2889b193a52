// Runs before each test file. With one seed for all properties a mutant has the same fate in every run;
// a property that fails is not shrunk, since that it failed is all that is asked. A few draws show what a mutant broke, if it broke much.
import { configureGlobal } from "fast-check";

configureGlobal({
  seed: 20_261_129,
  endOnFailure: true,
  numRuns: 2,
  interruptAfterTimeLimit: 60_000,
});
