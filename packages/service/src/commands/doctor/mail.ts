import { FailedError } from "@jeton/cli";
import type { Ports } from "@jeton/validator/parts";
import { openMailer } from "../../mail/index.ts";
import { noticeLosses } from "../../notices/index.ts";
import { readMailFile } from "../mail-file.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

/** After so long somebody has seen it, or does not mind. */
const recentMilliseconds = 7 * 86_400_000;

/** Connects to the server of a mail file and logs in, as the service would; sends nothing. */
export async function mailFinding(file: string): Promise<Finding> {
  const part = "mail";
  try {
    const settings = readMailFile(file);
    const { host, port, security, noticesADay } = settings;
    const server = `${host}:${port} (${security})`;
    const problem = await openMailer(settings).check();
    if (problem === null) return good(part, `${server} takes mail, ${noticesADay} notices a day`);
    const cure = "see host, port, security, user, password and ca in the file";
    return bad(part, `${server}: ${problem}`, cure);
  } catch (error) {
    if (!(error instanceof FailedError)) throw error;
    return bad(part, error.message, "jeton serve does not start with it");
  }
}

/** Looks whether notices were lost lately; says nothing where none ever was. */
export async function noticesFinding(ports: Ports): Promise<readonly Finding[]> {
  const losses = await noticeLosses(ports);
  if (losses === null) return [];
  const { lost, lastAt, lastProblem } = losses;
  const found = `${lost} lost so far, the last ${new Date(lastAt).toISOString()}: ${lastProblem}`;
  if (ports.clock() - lastAt > recentMilliseconds) return [good("notices", found)];
  return [
    doubtful("notices", found, "jeton doctor --mail FILE says whether the server takes mail"),
  ];
}
