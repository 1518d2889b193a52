import { type Command, Help } from "commander";

/** A command of which only what the program's help shows is known before it is called. */
export type LazyCommand = {
  /** How the help shows it, such as "run [options] <plan>"; the first word is its name. */
  readonly words: string;
  readonly description: string;
  /** Loads the module and answers what gives the command its arguments, options and action. */
  readonly load: () => Promise<(command: Command) => void>;
};

const rows = new WeakMap<Command, LazyCommand>();
const loading = new WeakMap<Command, Promise<void>>();

/** Adds commands whose modules are loaded when they are called, so that others start at once. */
export function addLazyCommands(parent: Command, commands: readonly LazyCommand[]): void {
  parent.configureHelp({ ...parent.configureHelp(), subcommandTerm: termOf });
  parent.hook("preSubcommand", (_, command) => loaded(command));
  for (const row of commands) {
    const [name = ""] = row.words.split(" ");
    rows.set(parent.command(name).description(row.description).helpCommand(false), row);
  }
}

/** Loads all commands below `program`, for whoever wants to know them whole. */
export async function loadCommands(program: Command): Promise<void> {
  for (const command of program.commands) {
    await loaded(command);
    await loadCommands(command);
  }
}

function loaded(command: Command): Promise<void> {
  const row = rows.get(command);
  if (row === undefined) return Promise.resolve();
  const begun = loading.get(command) ?? define(command, row);
  loading.set(command, begun);
  return begun;
}

/** Throws TypeError where the help would show something else than the command itself. */
async function define(command: Command, { words, load }: LazyCommand): Promise<void> {
  const defineCommand = await load();
  defineCommand(command);
  const found = new Help().subcommandTerm(command);
  if (found !== words) throw new TypeError(`Cannot add "${words}": found "${found}"`);
}

function termOf(command: Command): string {
  return rows.get(command)?.words ?? new Help().subcommandTerm(command);
}
