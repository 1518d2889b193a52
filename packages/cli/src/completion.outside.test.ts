import { execFileSync } from "node:child_process";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { completionScript } from "./completion.ts";

function program(): Command {
  const made = new Command("jeton").description("x");
  const keys = made.command("keys").description("the keys' own");
  keys.command("assign").description("assign").option("--until-hand-over", "later");
  keys.command("assign-list").description("list").option("--dry-run", "only say");
  made.command("serve").description("serve").option("-p, --port <n>", "the port's number");
  return made;
}

/** Returns what bash offers for these words, the last one unfinished. */
function offered(...words: readonly string[]): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `${completionScript(program(), "bash")}
COMP_WORDS=(jeton ${line}); COMP_CWORD=${words.length}; _jeton; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync("bash", ["-c", script], { encoding: "utf8" });
  return output.split("\n").filter((word) => word !== "");
}

describe("completionScript()", () => {
  test("completes commands, commands below them, and options in bash", () => {
    expect(offered("")).toEqual(["keys", "serve", "--help"]);
    expect(offered("ke")).toEqual(["keys"]);
    expect(offered("keys", "ass")).toEqual(["assign", "assign-list"]);
    expect(offered("keys", "assign", "--")).toEqual(["--until-hand-over", "--help"]);
    expect(offered("keys", "assign-list", "--")).toEqual(["--dry-run", "--help"]);
    expect(offered("keys", "assign", "K1", "--u")).toEqual(["--until-hand-over"]);
    expect(offered("serve", "--po")).toEqual(["--port"]);
  });

  test("names each command for fish, quotes in descriptions included", () => {
    const script = completionScript(program(), "fish");
    expect(script).toContain("-a keys -d 'the keys\\'s own'".replace("\\'s", "\\'"));
    expect(script).toMatch(/"keys assign \*" \(__jeton_typed\)" "' -l until-hand-over/);
    expect(completionScript(program(), "zsh")).toMatch(/^autoload -U \+X bashcompinit/);
  });
});
