import { resolve } from "node:path";
import { FailedError, quoted, UsageError } from "@jeton/cli";
import { OtpError } from "@jeton/core";
import { storeOf } from "@jeton/validator/parts";
import type { Command } from "commander";
import { examineContents } from "./doctor/contents.ts";
import { examineFiles } from "./doctor/files.ts";
import { bad, type Finding, good } from "./doctor/finding.ts";
import { examineMachine } from "./doctor/machine.ts";
import { mailFinding } from "./doctor/mail.ts";
import { examineServer } from "./doctor/server.ts";
import { environment } from "./environment.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { readPortalFile } from "./portal-file.ts";

type DoctorFlags = InstallationFlags & {
  readonly portal?: string;
  readonly mail?: string;
  readonly url?: URL;
  readonly json?: true;
};

/** Defines `jeton doctor`: looks at an installation and names each cure. */
export function defineDoctor(doctor: Command): void {
  addInstallationOptions(doctor)
    .option("--portal <file>", "the JSON file that jeton serve is given")
    .option("--mail <file>", "the mail file that jeton serve is given: connects to its server")
    .option("--url <address>", "where browsers reach the running service", readUrl)
    .option("--json", "print an array of { part, state, found, cure }")
    .addHelpText(
      "after",
      `
Looks at the machine, its clock, the files, the store, the staff, the checkpoints and the trail since the last one.
Makes and mends nothing. Exit status 1 when something is bad; what is doubtful somebody should look at.
jeton audit verify checks all of the trail.`,
    )
    .action(async (options: DoctorFlags) => {
      const findings = await examine(options);
      if (options.json) console.log(JSON.stringify(findings));
      else console.log(findings.map(lineOf).join("\n"));
      const count = findings.filter(({ state }) => state === "bad").length;
      if (count === 0) return;
      if (options.json) process.exitCode = 1;
      else throw new FailedError(`${count === 1 ? "1 thing is" : `${count} things are`} bad`);
    });
}

async function examine(options: DoctorFlags): Promise<readonly Finding[]> {
  const store = options.store ?? environment.store;
  const place = { data: options.data, masterKey: environment.masterKey };
  // A store elsewhere needs the directory only for its master key.
  const needsDirectory = store === undefined || place.masterKey === undefined;
  const files = needsDirectory ? examineFiles(place) : [];
  const isReachable = files.every(({ state }) => state !== "bad");
  return [
    ...examineMachine(store === undefined ? options.data : null),
    ...files,
    // Else the store would only say the same again.
    ...(isReachable ? await examineStore(options) : []),
    ...(options.portal === undefined ? [] : [portalFinding(options.portal)]),
    ...(options.mail === undefined ? [] : [await mailFinding(options.mail)]),
    ...(options.url === undefined ? [] : await examineServer(options.url)),
  ];
}

async function examineStore(options: DoctorFlags): Promise<readonly Finding[]> {
  const { data, store } = options;
  const given = store ?? environment.store;
  const name = given === undefined ? storeOf({ store: given, dataDirectory: data }) : "as given";
  try {
    return await withInstallation(
      { data, ...(store !== undefined && { store }) },
      async (ports) => [
        good("store", `${name}, opened by this master key`),
        ...(await examineContents(ports)),
      ],
    );
  } catch (error) {
    if (!(error instanceof OtpError)) throw error;
    return [bad("store", error.message, "mend that, then look again")];
  }
}

function portalFinding(file: string): Finding {
  try {
    const { applications } = readPortalFile(file);
    return good("portal file", `${resolve(file)}, ${applications.length} applications`);
  } catch (error) {
    if (!(error instanceof FailedError)) throw error;
    return bad("portal file", error.message, "jeton serve does not start with it");
  }
}

const marks = { good: "ok  ", doubtful: "look", bad: "BAD " };

function lineOf({ part, state, found, cure }: Finding): string {
  const line = `${marks[state]}  ${part.padEnd(15)}  ${found}`;
  return cure === null ? line : `${line}\n${" ".repeat(23)}→ ${cure}`;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new UsageError(
    `Cannot read --url: found ${quoted(text)}, wanted an address such as https://login.example.org`,
  );
}
