import type { Ports } from "@jeton/validator/parts";
import { lastCheckpoint } from "../../audit/stored-checkpoints.ts";
import { verifyTrail } from "../../audit/verify-trail.ts";
import { listStaff } from "../../staff/manage-staff.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";
import { noticesFinding } from "./mail.ts";

/** The service makes one a day: after so long it was not running. */
const checkpointMilliseconds = 2 * 86_400_000;

/** Looks at what an opened installation holds: staff, checkpoints, and the trail since the last one. */
export async function examineContents(ports: Ports): Promise<readonly Finding[]> {
  return [
    await staffFinding(ports),
    await checkpointFinding(ports),
    await trailFinding(ports),
    ...(await noticesFinding(ports)),
  ];
}

async function staffFinding(ports: Ports): Promise<Finding> {
  const part = "help desk";
  const accounts = await listStaff(ports);
  const active = accounts.filter(({ status }) => status === "active").length;
  const found = `${active} of ${accounts.length} accounts can log in`;
  if (active > 0) return good(part, found);
  const cure = "jeton staff add NAME --role …: nobody can help a holder who forgot their PIN";
  return doubtful(part, found, cure);
}

async function checkpointFinding({ documents, clock }: Ports): Promise<Finding> {
  const part = "checkpoints";
  const last = await lastCheckpoint(documents);
  if (last === null) {
    return doubtful(part, "none was made yet", "let jeton serve run, or jeton audit checkpoint");
  }
  const { sequence, at } = last.checkpoint;
  const found = `the last is ${sequence}, of ${new Date(at).toISOString()}`;
  if (clock() - at <= checkpointMilliseconds) return good(part, found);
  return doubtful(part, found, "jeton serve makes one a day while it runs: see its log");
}

async function trailFinding(ports: Ports): Promise<Finding> {
  const part = "audit trail";
  const report = await verifyTrail(ports, { sinceCheckpoint: true, expected: null });
  const { keys, events, broken } = report;
  if (broken.length > 0) {
    const found = `${broken.length} places do not fit together`;
    return bad(part, found, "jeton audit verify names them; keep a copy of the store");
  }
  return good(part, `${keys} keys, ${events} events since the last checkpoint fit together`);
}
