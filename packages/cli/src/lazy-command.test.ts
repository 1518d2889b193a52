import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addLazyCommands, loadCommands } from "./lazy-command.ts";

/** A program with `run <plan>`, and `keys` with `add` and `list`; tells what was loaded and done. */
function lazyProgram() {
  const loaded: string[] = [];
  const done: string[] = [];
  const program = new Command("tool").exitOverride().helpCommand(false);
  const row = (words: string, define: (command: Command) => void) => ({
    words,
    description: `does ${words}`,
    load: async () => {
      loaded.push(words);
      return define;
    },
  });
  const act = (name: string) => (command: Command) => {
    command.option("--many <number>", "so many", "1").action(({ many }: { many: string }) => {
      done.push(`${name} ${many}`);
    });
  };
  addLazyCommands(program, [
    row("run [options] <plan>", (command) => {
      command
        .argument("<plan>")
        .option("--json", "as JSON")
        .action((plan: string) => {
          done.push(`run ${plan}`);
        });
    }),
    row("keys", (keys) => {
      addLazyCommands(keys, [row("add [options]", act("add")), row("list [options]", act("list"))]);
    }),
  ]);
  return { program, loaded, done };
}

describe("addLazyCommands()", () => {
  test("loads the command that is called, and no other", async () => {
    const { program, loaded, done } = lazyProgram();
    await program.parseAsync(["keys", "add", "--many", "2"], { from: "user" });
    expect({ loaded, done }).toEqual({ loaded: ["keys", "add [options]"], done: ["add 2"] });
  });

  test("loads nothing for the program's help, which shows what the commands themselves would", async () => {
    const { program, loaded } = lazyProgram();
    const before = program.helpInformation();
    expect(loaded).toEqual([]);
    expect(before).toMatch(/run \[options\] <plan> +does run/);
    await loadCommands(program);
    program.configureHelp({
      subcommandTerm: (command) => new Command().createHelp().subcommandTerm(command),
    });
    expect(program.helpInformation()).toBe(before);
  });

  test("hands on what is wrong with a command's words, and with its loading", async () => {
    const { program, done } = lazyProgram();
    program.configureOutput({ writeErr: () => {} });
    await expect(program.parseAsync(["run"], { from: "user" })).rejects.toThrow(/plan/);
    addLazyCommands(program, [
      { words: "lost", description: "", load: () => Promise.reject(new Error("no module")) },
    ]);
    await expect(program.parseAsync(["lost"], { from: "user" })).rejects.toThrow("no module");
    expect(done).toEqual([]);
  });

  test("finds a command that is not what its words say", async () => {
    const program = new Command("tool");
    const load = async () => (command: Command) => void command.argument("<file>");
    addLazyCommands(program, [{ words: "read [options] <file>", description: "", load }]);
    await expect(loadCommands(program)).rejects.toThrow(
      'Cannot add "read [options] <file>": found "read <file>"',
    );
  });
});

describe("loadCommands()", () => {
  test("loads every command once, however deep", async () => {
    const { program, loaded } = lazyProgram();
    await loadCommands(program);
    await loadCommands(program);
    expect(loaded).toEqual(["run [options] <plan>", "keys", "add [options]", "list [options]"]);
    expect(program.commands[1]?.commands.map((each) => each.options.length)).toEqual([1, 1]);
  });
});
