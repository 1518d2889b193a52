export { addCodeCommand, type CodeRoute } from "./code-command.ts";
export { FailedError, orWrongUse, UsageError } from "./command-error.ts";
export { addCompletionCommand } from "./completion.ts";
export { addLazyCommands, type LazyCommand } from "./lazy-command.ts";
export { manifestVersion } from "./manifest-version.ts";
export { momentAtSeconds } from "./moment.ts";
export {
  addParameterOptions,
  counterNumber,
  decimalNumber,
  directoryNamed,
  type ParameterOptions,
  parametersFrom,
  portNumber,
  quoted,
  repeatedOption,
  seedOption,
  wholeNumber,
  wholeNumberWithin,
} from "./options.ts";
export { barLine, progressBar } from "./progress-bar.ts";
export { onQuitSignal } from "./quit-signals.ts";
export { outliveReader, runProgram, speakOurWords } from "./run-program.ts";
export { table } from "./table.ts";
export { withFile } from "./with-file.ts";
