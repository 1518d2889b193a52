import type { Context } from "hono";
import { applyImport } from "../holders/import-holders.ts";
import { noteImport } from "../staff/note-list.ts";
import { staffActor, staffSerial } from "../staff/staff-key.ts";
import { answerPage, type PageStatus } from "../web/view.ts";
import { keepReason, reasonLengthMax } from "./act-notes.ts";
import type { BulkProblem } from "./pages/bulk-form-page.tsx";
import { PeopleFormPage } from "./pages/people-form-page.tsx";
import { type PeopleNotice, PeoplePlanPage } from "./pages/people-plan-page.tsx";
import { deskPaths, pathWithReturn } from "./paths.ts";
import { type PeoplePlan, planPeople } from "./people-plan.ts";
import type { DeskDoor, Visitor } from "./staff-routes.ts";
import { keepUpload, takeUpload, type Upload, uploadBytesMax } from "./upload.ts";

/** The field in which the plan stands that was seen. Nobody types it. */
const digestField = "plan";
/** The field in which whoever lets many leave types how many. */
export const leavingField = "leaving";

/** Adds the import of the directory from a list: a file, a preview with the brake, the act, a report. */
export function addPeopleImportRoutes(door: DeskDoor): void {
  const path = deskPaths.peopleImport;
  const right = "import-people" as const;
  const detour = (c: Context) => c.redirect(pathWithReturn(deskPaths.confirm, path), 303);

  door.page({ path, right }, (c, visitor) =>
    visitor.isConfirmed ? answerForm(c, 200, visitor, null) : detour(c),
  );

  const preview = { path: `${path}/preview`, right, shownAt: () => path };
  door.upload(preview, async (c, visitor, form) => {
    if (!visitor.isConfirmed) return detour(c);
    if (form.file === null) return answerForm(c, 422, visitor, { kind: "empty" });
    if (form.file.bytes.length > uploadBytesMax) {
      return answerForm(c, 413, visitor, { kind: "too-large" });
    }
    const upload = { ...form.file, fields: form.fields };
    return answerPlan(c, visitor, upload, await planPeople(visitor.parts, upload), null);
  });
  door.redirect(preview.path, path);

  const act = { path: `${path}/do`, right, shownAt: () => path };
  door.action(act, async (c, visitor, fields) => {
    if (!visitor.isConfirmed) return detour(c);
    const { parts, live } = visitor;
    const upload = await takeUpload(parts.ports, live.token, fields.get("upload") ?? "");
    if (upload === null) return answerForm(c, 409, visitor, { kind: "gone" });
    const found = await planPeople(parts, upload);
    const notice = noticeOf(found, upload, fields.get(leavingField) ?? "");
    if (found.kind === "unusable" || notice !== null) {
      return answerPlan(c, visitor, upload, found, notice);
    }
    await note(visitor, upload.name, found.plan);
    await applyImport(parts.directory, found.plan);
    const page = (
      <PeoplePlanPage view={visitor.view} file={upload.name} found={found} next={null} />
    );
    return answerPage(c, 200, page);
  });
  door.redirect(act.path, path);
}

/** Returns why what was seen is not done; null for nothing. */
function noticeOf(found: PeoplePlan, { fields }: Upload, leaving: string): PeopleNotice | null {
  if (found.kind === "unusable") return null;
  const { plan, list, digest, isBraked } = found;
  if (digest !== fields.get(digestField)) return "changed-meanwhile";
  if (list.problems.length > 0 || list.holders.length === 0) return "faults";
  return isBraked && leaving.trim() !== String(plan.leaving.length) ? "not-allowed" : null;
}

/** Shows what would be done, with the word to go on. */
async function answerPlan(
  c: Context,
  visitor: Visitor,
  upload: Upload,
  found: PeoplePlan,
  notice: PeopleNotice | null,
): Promise<Response> {
  if (found.kind === "unusable") return answerForm(c, 422, visitor, found);
  const { view, live, parts } = visitor;
  const fields = new Map([...upload.fields, [digestField, found.digest] as const]);
  const uploadId = await keepUpload(parts.ports, live.token, { ...upload, fields });
  const next = { uploadId, notice };
  const page = <PeoplePlanPage view={view} file={upload.name} found={found} next={next} />;
  return answerPage(c, notice === null ? 200 : 422, page);
}

/** Leaves in the journal who brings the directory up to date, before anything is changed. */
async function note(
  { parts: { ports }, live }: Visitor,
  file: string,
  { added, changed, leaving }: Extract<PeoplePlan, { kind: "read" }>["plan"],
): Promise<void> {
  const { name } = live.account;
  await noteImport(ports, name);
  const counts = `+${added.length} ~${changed.length} -${leaving.length}`;
  const which = `${counts} ${file}`.slice(0, reasonLengthMax);
  await keepReason(ports, staffSerial(name), staffActor(name), which);
}

function answerForm(
  c: Context,
  status: PageStatus,
  { view }: Visitor,
  problem: BulkProblem | null,
): Response | Promise<Response> {
  return answerPage(c, status, <PeopleFormPage view={view} problem={problem} />);
}
