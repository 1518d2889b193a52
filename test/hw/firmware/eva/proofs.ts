import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { firmwareFolder } from "../make-firmware.ts";

const execute = promisify(execFile);
const folder = join(firmwareFolder, "eva");

/** What EVA could not prove: a file of the firmware, and its words. */
export type Alarm = { readonly file: string; readonly says: string };

/** An alarm of which somebody has shown that it cannot be. */
export type ExplainedAlarm = Alarm & {
  /** The proofs in which it comes up. */
  readonly proofs: readonly string[];
  readonly because: string;
};

/** What EVA says of one proof. */
export type ProofReport = {
  readonly proof: string;
  readonly alarms: readonly Alarm[];
  /** Statements that EVA came to, of all in the functions that it came to. */
  readonly reached: number;
  readonly statements: number;
};

/** The builds that differ in more than their name. */
export const provedBuilds = [
  ...["hd44780", "cfa631", "cfa635"],
  ...["max7219", "max7219-cfa631", "max7219-cfa635"],
] as const;

/** The proofs of all builds, by the names of the Makefile in hw/firmware/eva. */
export const allProofs: readonly string[] = [
  "wire",
  ...provedBuilds.map((build) => `start-${build}`),
  ...provedBuilds.map((build) => `step-${build}`),
];

/** Runs EVA; needs Debian's frama-c-base. Rejects with its words when it ends early. */
export async function runProofs(proofs: readonly string[]): Promise<ProofReport[]> {
  const build = await mkdtemp(join(tmpdir(), "jeton-eva-"));
  try {
    const logs = proofs.map((proof) => join(build, `${proof}.log`));
    await execute("make", ["-s", `BUILD=${build}`, ...logs], {
      cwd: folder,
      maxBuffer: 2 ** 26,
    });
    const texts = await Promise.all(logs.map((log) => readFile(log, "utf8")));
    return texts.map((text, index) => readReport(proofs[index] ?? "", text));
  } finally {
    await rm(build, { recursive: true, force: true });
  }
}

/** Reads what EVA printed. Throws if it does not end with a summary. */
export function readReport(proof: string, text: string): ProofReport {
  const summary = /(\d+) statements reached \(out of (\d+)\)/.exec(text);
  if (summary === null) throw new Error(`Cannot read the proof "${proof}": no summary at its end`);
  const alarms = new Map<string, Alarm>();
  for (const [, path = "", rest = ""] of text.matchAll(
    /^\[eva:alarm\] (\S+?):\d+: Warning: *\n?((?: .*(?:\n|$))+|.*)/gm,
  )) {
    const says = rest
      .replace(/\s+/g, " ")
      .trim()
      .replace("invalid (stopping propagation)", "unknown");
    const alarm = { file: fileOf(path), says };
    alarms.set(JSON.stringify(alarm), alarm);
  }
  return {
    proof,
    alarms: [...alarms.values()].sort(byWords),
    reached: Number(summary[1]),
    statements: Number(summary[2]),
  };
}

/** Returns the alarms of a proof that are explained. */
export function explainedAlarms(proof: string): Alarm[] {
  const kept = JSON.parse(
    readFileSync(join(folder, "explained.json"), "utf8"),
  ) as readonly ExplainedAlarm[];
  return kept
    .filter(({ proofs }) => proofs.includes(proof))
    .map(({ file, says }) => ({ file, says }))
    .sort(byWords);
}

/** `core/frame.c`; a proof's own file as `eva/step.c`. */
function fileOf(path: string): string {
  return /(?:core|display|libc)\/[^/]+$/.exec(path)?.[0] ?? `eva/${path.split("/").at(-1)}`;
}

function byWords(one: Alarm, other: Alarm): number {
  return `${one.file} ${one.says}`.localeCompare(`${other.file} ${other.says}`, "en");
}
