import { spawnSync } from "node:child_process";
import { statfsSync } from "node:fs";
import { bad, doubtful, type Finding, good } from "./finding.ts";

const gibibyte = 2 ** 30;

/** Looks at what the machine itself gives: Node, its clock, and room on the disk of `directory` (null: no look). */
export function examineMachine(directory: string | null): readonly Finding[] {
  const node = good("Node", `${process.version} on ${process.platform} ${process.arch}`);
  return [node, clockFinding(askTimedatectl()), ...(directory === null ? [] : diskOf(directory))];
}

/** Returns what `timedatectl` says of the clock: `yes`, `no`, or null where it cannot be asked. */
function askTimedatectl(): string | null {
  const words = ["show", "--property=NTPSynchronized", "--value"];
  const { status, stdout } = spawnSync("timedatectl", words, { encoding: "utf8", timeout: 5000 });
  return status === 0 ? stdout.trim() : null;
}

/** Judges what was said of the machine's clock: codes depend on it. */
export function clockFinding(synchronised: string | null): Finding {
  const now = new Date().toISOString();
  if (synchronised === "yes") return good("clock", `kept by a time server, ${now}`);
  if (synchronised === "no") {
    const cure = "start chrony or systemd-timesyncd: codes are refused when the clock is wrong";
    return bad("clock", `no time server keeps it, ${now}`, cure);
  }
  const cure = "compare it with another clock; a container has that of its host";
  return doubtful("clock", `not known whether a time server keeps it, ${now}`, cure);
}

function diskOf(directory: string): readonly Finding[] {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return [diskFinding(bavail * bsize)];
  } catch {
    // The directory has a finding of its own.
    return [];
  }
}

/** Judges how many bytes are free where the store is. */
export function diskFinding(free: number): Finding {
  const found = `${(free / gibibyte).toFixed(1)} GiB free`;
  if (free >= gibibyte) return good("disk", found);
  const cure = "make room: when it is full nobody can log in";
  return free < gibibyte / 10 ? bad("disk", found, cure) : doubtful("disk", found, cure);
}
