import { Argument, type Command } from "commander";
import { loadCommands } from "./lazy-command.ts";

/** The shells that a completion can be printed for. */
export type Shell = "bash" | "zsh" | "fish";

/** Adds `completion SHELL`: prints what makes a shell complete this program's words. */
export function addCompletionCommand(program: Command): void {
  program
    .command("completion")
    .description("print the completion for a shell")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      `
  bash: eval "$(${program.name()} completion bash)" in ~/.bashrc
  zsh:  eval "$(${program.name()} completion zsh)" in ~/.zshrc, behind compinit
  fish: ${program.name()} completion fish > ~/.config/fish/completions/${program.name()}.fish`,
    )
    .action(async (shell: Shell) => {
      await loadCommands(program);
      process.stdout.write(completionScript(program, shell));
    });
}

/** Returns the script, made from the program's own commands and options. */
export function completionScript(program: Command, shell: Shell): string {
  const nodes = nodesOf(program, []);
  switch (shell) {
    case "bash":
      return bashScript(program.name(), nodes);
    case "zsh":
      // zsh runs completions of bash, and knows files as well as bash does.
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(program.name(), nodes)}`;
    case "fish":
      return fishScript(program.name(), nodes);
    default:
      return shell satisfies never;
  }
}

/** A command with what can follow it. */
type Node = {
  /** The words that lead to it, without the program's name. */
  readonly path: readonly string[];
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly { readonly name: string; readonly description: string }[];
};

/** Deeper ones first, so that the first that fits is the right one. */
function nodesOf(command: Command, path: readonly string[]): readonly Node[] {
  const below = command.commands.flatMap((each) => nodesOf(each, [...path, each.name()]));
  const flags = command.options.map(({ long, short, description }) => ({
    name: long ?? short ?? "",
    description,
  }));
  const commands = command.commands.map((each) => ({
    name: each.name(),
    description: each.description(),
  }));
  const help = { name: "--help", description: "print this help" };
  return [...below, { path, commands, flags: [...flags, help] }];
}

function bashScript(name: string, nodes: readonly Node[]): string {
  const cases = nodes.map(({ path, commands, flags }) => {
    const words = [...commands, ...flags].map((each) => each.name).join(" ");
    const pattern = path.map((word) => ` ${word}`).join("");
    const fits = path.length === 0 ? "*" : `"${pattern}"|"${pattern} "*`;
    return `    ${fits}) words="${words}" ;;`;
  });
  return `_${functionName(name)}() {
  local typed="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in -*) ;; *) typed+=" \${COMP_WORDS[i]}" ;; esac
  done
  case "$typed" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${functionName(name)} ${name}
`;
}

function fishScript(name: string, nodes: readonly Node[]): string {
  const typed = `__${functionName(name)}_typed`;
  const lines = nodes.flatMap(({ path, commands, flags }) => {
    const words = path.join(" ");
    const exactly = `test (${typed}) = "${words}"`;
    const within = path.length === 0 ? "true" : `string match -q -- "${words} *" (${typed})" "`;
    return [
      ...commands.map(
        (each) =>
          `complete -c ${name} -n '${exactly}' -f -a ${each.name} -d ${fishText(each.description)}`,
      ),
      ...flags.map(
        (each) =>
          `complete -c ${name} -n '${within}' -l ${each.name.replace(/^--/, "")} -d ${fishText(each.description)}`,
      ),
    ];
  });
  return `function ${typed}
  set -l words (commandline -opc | tail -n +2 | string match -v -- '-*')
  string join ' ' -- $words
  or echo
end
${lines.join("\n")}
`;
}

function fishText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function functionName(name: string): string {
  return name.replace(/[^a-z0-9]/gu, "_");
}
