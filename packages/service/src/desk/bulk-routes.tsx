import type { Context } from "hono";
import { type AssignmentRow, assignKeys, type ImportRow, importKeys } from "../keys/index.ts";
import { mayBeAssignedTo } from "../scoped/index.ts";
import type { DeskRight } from "../staff/rights.ts";
import { staffActor } from "../staff/staff-key.ts";
import { answerPage, type PageStatus } from "../web/view.ts";
import { type BulkKind, readKeys, readList, type UnusableFile } from "./import-plan.ts";
import { BulkFormPage, type BulkProblem } from "./pages/bulk-form-page.tsx";
import { type BulkReport, BulkReportPage, type BulkRow } from "./pages/bulk-report-page.tsx";
import { deskPaths, pathWithReturn } from "./paths.ts";
import type { DeskDoor, Visitor } from "./staff-routes.ts";
import { keepUpload, takeUpload, type Upload, uploadBytesMax } from "./upload.ts";

type BulkRule = {
  readonly kind: BulkKind;
  readonly path: string;
  readonly right: DeskRight;
  readonly asksFactors: boolean;
};

const rules: readonly BulkRule[] = [
  { kind: "import", path: deskPaths.import, right: "import", asksFactors: true },
  { kind: "assign-many", path: deskPaths.assignMany, right: "assign-many", asksFactors: false },
];

/** Adds imports of key files and assignment by a list: a file, a preview, the act, a report. */
export function addBulkRoutes(door: DeskDoor): void {
  for (const rule of rules) addBulkRoute(door, rule);
}

function addBulkRoute(door: DeskDoor, rule: BulkRule): void {
  const mustConfirm = (visitor: Visitor) => rule.asksFactors && !visitor.isConfirmed;
  const detour = (c: Context) => c.redirect(pathWithReturn(deskPaths.confirm, rule.path), 303);

  door.page(rule, (c, visitor) =>
    mustConfirm(visitor) ? detour(c) : answerForm(c, 200, visitor, rule.kind, null),
  );

  const preview = { path: `${rule.path}/preview`, right: rule.right, shownAt: () => rule.path };
  door.upload(preview, async (c, visitor, form) => {
    if (mustConfirm(visitor)) return detour(c);
    if (form.file === null) return answerForm(c, 422, visitor, rule.kind, { kind: "empty" });
    if (form.file.bytes.length > uploadBytesMax) {
      return answerForm(c, 413, visitor, rule.kind, { kind: "too-large" });
    }
    const upload: Upload = { ...form.file, fields: form.fields };
    const report = await reportOf(rule.kind, upload, { dryRun: true, visitor });
    if (report.kind === "unusable" || report.kind === "unknown-kind") {
      return answerForm(c, 422, visitor, rule.kind, report);
    }
    const { live, view, parts } = visitor;
    const id = await keepUpload(parts.ports, live.token, upload);
    return answerPage(c, 200, <BulkReportPage view={view} report={report} uploadId={id} />);
  });
  door.redirect(preview.path, rule.path);

  const act = { path: `${rule.path}/do`, right: rule.right, shownAt: () => rule.path };
  door.action(act, async (c, visitor, fields) => {
    if (mustConfirm(visitor)) return detour(c);
    const upload = await takeUpload(
      visitor.parts.ports,
      visitor.live.token,
      fields.get("upload") ?? "",
    );
    if (upload === null) return answerForm(c, 409, visitor, rule.kind, { kind: "gone" });
    const report = await reportOf(rule.kind, upload, { dryRun: false, visitor });
    if (report.kind === "unusable" || report.kind === "unknown-kind") {
      return answerForm(c, 422, visitor, rule.kind, report);
    }
    return answerPage(
      c,
      200,
      <BulkReportPage view={visitor.view} report={report} uploadId={null} />,
    );
  });
  door.redirect(act.path, rule.path);
}

/** Says what would be done, or does it and says what was done. */
async function reportOf(
  kind: BulkKind,
  upload: Upload,
  { dryRun, visitor }: { readonly dryRun: boolean; readonly visitor: Visitor },
): Promise<BulkReport | UnusableFile> {
  const { parts } = visitor;
  const { ports } = parts;
  const by = { actor: staffActor(visitor.live.account.name) };
  const untilHandOver = upload.fields.get("waits") === "yes";
  const common = { file: upload.name, isPreview: dryRun };
  if (kind === "import") {
    const plan = readKeys(upload);
    if (plan.kind !== "read") return plan;
    const options = {
      assign: upload.fields.get("assign") === "yes",
      untilHandOver,
      serialFromHolder: false,
      dryRun,
    };
    const rows: readonly ImportRow[] = await importKeys(ports, plan.keys, options, by);
    const { problems, warnings } = plan;
    return { kind, ...common, rows: rows.map(importLine), problems, warnings };
  }
  const list = readList(upload);
  if (list.kind !== "read") return list;
  const mayHave = (holder: string) => mayBeAssignedTo(parts, holder);
  const options = { dryRun, untilHandOver, mayHave };
  const rows = await assignKeys(ports, list.assignments, options, by);
  return { kind, ...common, rows: rows.map(assignmentLine), problems: [], warnings: [] };
}

function importLine({ serial, holder, parameters, counter, fate }: ImportRow): BulkRow {
  const make = { parameters, ...(counter !== undefined && { counter }) };
  const isGood = fate.startsWith("added");
  return { serial: serial ?? "", holder: holder ?? "", make, fate, isGood };
}

function assignmentLine({ serial, identifier, fate }: AssignmentRow): BulkRow {
  return { serial, holder: identifier, make: null, fate, isGood: fate === "assigned" };
}

function answerForm(
  c: Context,
  status: PageStatus,
  { view }: Visitor,
  kind: BulkKind,
  problem: BulkProblem | null,
): Response | Promise<Response> {
  return answerPage(c, status, <BulkFormPage view={view} kind={kind} problem={problem} />);
}
