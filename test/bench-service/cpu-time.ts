import { readdirSync, readFileSync } from "node:fs";

/** Linux tells times in hundredths of a second (USER_HZ), whatever its own clock is. */
const millisecondsPerTick = 10;

/** What Linux tells of a process, times in milliseconds of CPU. */
type ProcessTimes = { readonly parent: number; readonly own: number; readonly children: number };

/** Returns the CPU time of processes so far, in ms; of one that is gone, none. NaN off Linux. */
export function cpuTimeOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (timesOf(pid)?.own ?? (isLinux() ? 0 : Number.NaN)), 0);
}

/** Returns the CPU time of a process and of all that it started, those that ended included. */
export function cpuTimeOfTree(pid: number): number {
  const times = timesOf(pid);
  if (times === null) return Number.NaN;
  const living = processes().filter(({ parent }) => parent === pid);
  return living.reduce(
    (sum, { own, children }) => sum + own + children,
    times.own + times.children,
  );
}

/** Returns the CPU time of the children of this process that ended. */
export function cpuTimeOfEnded(): number {
  return timesOf(process.pid)?.children ?? Number.NaN;
}

function isLinux(): boolean {
  return process.platform === "linux";
}

function processes(): readonly ProcessTimes[] {
  return readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .flatMap((name) => timesOf(Number(name)) ?? []);
}

/** proc(5), /proc/PID/stat: fields 4 and 14 to 17, counted behind the name, which may hold blanks. */
function timesOf(pid: number): ProcessTimes | null {
  if (!isLinux()) return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const at = (field: number) => fields[field - 3] ?? 0;
    return {
      parent: at(4),
      own: (at(14) + at(15)) * millisecondsPerTick,
      children: (at(16) + at(17)) * millisecondsPerTick,
    };
  } catch {
    // It ended meanwhile.
    return null;
  }
}
