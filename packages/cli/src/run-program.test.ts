import { Argument, Command, Option } from "commander";
import { afterEach, describe, expect, test, vi } from "vitest";
import { FailedError, UsageError } from "./command-error.ts";
import { runProgram, speakOurWords } from "./run-program.ts";
import { table } from "./table.ts";

/** A program with one command, `act`, that does what the test says. */
function programThat(act: () => void): Command {
  const program = speakOurWords(new Command("tool"), "1.2.3");
  program
    .command("act")
    .requiredOption("--at <seconds>", "when")
    .addOption(new Option("--how <manner>", "how").choices(["fast", "slow"]))
    .addArgument(new Argument("[shell]").choices(["bash", "zsh"]))
    .action(act);
  return program;
}

/** Runs `tool` and answers its exit status with what it wrote. */
async function run(words: readonly string[], act: () => void = () => {}) {
  const written = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  const before = process.stdout.listeners("error");
  try {
    const status = await runProgram(programThat(act), words);
    return { status, ...written };
  } finally {
    // A process runs one program; here many of them would leave a listener each.
    const added = process.stdout.rawListeners("error").slice(before.length);
    for (const listener of added) process.stdout.off("error", listener as () => void);
  }
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const refusal = () => {
  process.exitCode = 1;
};
const failure = () => {
  throw new FailedError("Cannot act: no luck");
};
const misuse = () => {
  throw new UsageError("Cannot read --at: found nothing");
};

describe("runProgram()", () => {
  test.each([0, 1, 3])("answers the status %i that a command left", async (status) => {
    const leave = () => {
      process.exitCode = status;
    };
    expect(await run(["act", "--at", "1"], leave)).toEqual({ status, out: "", err: "" });
  });

  test("answers 0 when it is done, and says nothing of its own", async () => {
    expect(await run(["act", "--at", "1"])).toEqual({ status: 0, out: "", err: "" });
  });

  test("answers 1 when the command refused", async () => {
    expect(await run(["act", "--at", "1"], refusal)).toEqual({ status: 1, out: "", err: "" });
  });

  test("answers 1 and one line for a failure, 2 and one line for wrong use", async () => {
    const failed = await run(["act", "--at", "1"], failure);
    expect(failed).toEqual({ status: 1, out: "", err: "Cannot act: no luck\n" });
    const misused = await run(["act", "--at", "1"], misuse);
    expect(misused).toEqual({ status: 2, out: "", err: "Cannot read --at: found nothing\n" });
  });

  test("names the misspelt option when a mandatory one is missing", async () => {
    const { status, err } = await run(["act", "--aat=1"]);
    expect(status).toBe(2);
    expect(err).toBe(
      'Cannot run tool act: unknown option "--aat", and required option "--at <seconds>" not specified, wanted what "tool act --help" lists\n',
    );
  });

  test.each([[[]], [["nothing"]], [["act"]], [["act", "--odd"]], [["act", "--at"]]])(
    "calls %j wrong use, in one line that begins with Cannot run",
    async (words) => {
      const { status, out, err } = await run(words);
      expect(status).toBe(2);
      expect(out).toBe("");
      expect(err).toMatch(/^Cannot run tool[^\n]*, wanted [^\n]*\n$/);
    },
  );

  test.each([
    [
      ["act", "--at", "1", "--how", "odd"],
      'Cannot read --how: found "odd", wanted one of fast, slow',
    ],
    [["act", "--at", "1", "tcsh"], 'Cannot read <shell>: found "tcsh", wanted one of bash, zsh'],
    [
      ["act", "--at", "1", "--hwo", "fast"],
      'Cannot run tool act: unknown option "--hwo" (did you mean --how?), wanted what "tool act --help" lists',
    ],
  ])("says of %j what was found and what was wanted", async (words, message) => {
    expect(await run(words)).toEqual({ status: 2, out: "", err: `${message}\n` });
  });

  test("prints help and version on standard output and answers 0", async () => {
    const help = await run(["--help"]);
    expect(help).toMatchObject({ status: 0, err: "" });
    expect(help.out).toMatch("act");
    vi.restoreAllMocks();
    expect(await run(["--version"])).toEqual({ status: 0, out: "1.2.3\n", err: "" });
  });

  test("lets a slip of ours through", async () => {
    const slip = () => {
      throw new TypeError("a slip");
    };
    await expect(run(["act", "--at", "1"], slip)).rejects.toThrow(TypeError);
  });
});

describe("table()", () => {
  test("aligns columns and leaves no blanks at line ends", () => {
    const rows = [
      ["1234567-0", "jdupont"],
      ["2", ""],
    ];
    expect(table(["SERIAL", "HOLDER"], rows)).toBe("SERIAL     HOLDER\n1234567-0  jdupont\n2\n");
  });
});
