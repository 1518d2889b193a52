import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Two ptys that are joined: what goes into one comes out of the other. */
export type SocatLine = {
  readonly near: string;
  readonly far: string;
  /** Ends the line, as a plug that is pulled: both ptys are gone. */
  readonly cut: () => Promise<void>;
};

/** Starts `socat` (its path) and answers the line when both ends are there, at most 5 s later. */
export async function socatLine(program: string): Promise<SocatLine> {
  const folder = mkdtempSync(join(tmpdir(), "jeton-line-"));
  const [near, far] = [join(folder, "near"), join(folder, "far")];
  const child: ChildProcess = spawn(
    program,
    [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`],
    { stdio: "ignore" },
  );
  const ended = once(child, "exit");
  for (let turn = 0; !(existsSync(near) && existsSync(far)); turn += 1) {
    if (turn === 250) throw new Error(`Cannot make a line with ${program}: no pty for 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    near,
    far,
    async cut() {
      child.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
