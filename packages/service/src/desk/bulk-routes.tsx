import type { Context, Hono } from "hono";
import { type AssignmentRow, assignKeys, type ImportRow, importKeys } from "../keys/index.ts";
import { type DeskRight, mayDo } from "../staff/rights.ts";
import { staffActor } from "../staff/staff-key.ts";
import { showByAddress } from "../web/kept-page.ts";
import { answerPage, type PageStatus } from "../web/view.ts";
import { answerDeskNotice } from "./answer.tsx";
import type { DeskParts } from "./desk-view.ts";
import { type BulkKind, readKeys, readList, type UnusableFile } from "./import-plan.ts";
import { type FileForm, readFileForm } from "./multipart.ts";
import { BulkFormPage, type BulkProblem } from "./pages/bulk-form-page.tsx";
import { type BulkReport, BulkReportPage, type BulkRow } from "./pages/bulk-report-page.tsx";
import { deskPaths, pathWithReturn } from "./paths.ts";
import { addAction, addPage, type Visitor, visitorOf } from "./staff-routes.ts";
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
export function addBulkRoutes(desk: Hono, parts: DeskParts): void {
  for (const rule of rules) addBulkRoute(desk, parts, rule);
}

function addBulkRoute(desk: Hono, parts: DeskParts, rule: BulkRule): void {
  const { ports } = parts;
  const mustConfirm = (visitor: Visitor) => rule.asksFactors && !visitor.isConfirmed;
  const detour = (c: Context) => c.redirect(pathWithReturn(deskPaths.confirm, rule.path), 303);

  addPage(desk, parts, rule, (c, visitor) =>
    mustConfirm(visitor) ? detour(c) : answerForm(c, 200, visitor, rule.kind, null),
  );

  desk.post(`${rule.path}/preview`, async (c) => {
    const visitor = await visitorOf(c, parts);
    if (visitor === null || visitor.live.session.enrolling) return c.redirect(rule.path, 303);
    const { live, view } = visitor;
    const form = await readFileForm(c, parts, live.token);
    if (form === "foreign") return answerDeskNotice(c, view, 403, "form");
    if (form === "unusable") return answerDeskNotice(c, view, 400, "unusable");
    if (!mayDo(live.account.role, rule.right)) return answerDeskNotice(c, view, 403, "forbidden");
    if (mustConfirm(visitor)) return detour(c);
    const answer = await preview(c, visitor, form);
    return showByAddress(c, ports, answer, { at: rule.path, token: live.token });
  });

  async function preview(c: Context, visitor: Visitor, form: FileForm): Promise<Response> {
    const { live, view } = visitor;
    if (form.file === null) return answerForm(c, 422, visitor, rule.kind, { kind: "empty" });
    if (form.file.bytes.length > uploadBytesMax) {
      return answerForm(c, 413, visitor, rule.kind, { kind: "too-large" });
    }
    const upload: Upload = { ...form.file, fields: form.fields };
    const report = await reportOf(parts, rule.kind, upload, { dryRun: true, visitor });
    if (report.kind === "unusable" || report.kind === "unknown-kind") {
      return answerForm(c, 422, visitor, rule.kind, report);
    }
    const id = await keepUpload(ports, live.token, upload);
    return answerPage(c, 200, <BulkReportPage view={view} report={report} uploadId={id} />);
  }
  desk.get(`${rule.path}/preview`, (c) => c.redirect(rule.path, 303));

  const act = { path: `${rule.path}/do`, right: rule.right, shownAt: () => rule.path };
  addAction(desk, parts, act, async (c, visitor, fields) => {
    if (mustConfirm(visitor)) return detour(c);
    const upload = await takeUpload(ports, visitor.live.token, fields.get("upload") ?? "");
    if (upload === null) return answerForm(c, 409, visitor, rule.kind, { kind: "gone" });
    const report = await reportOf(parts, rule.kind, upload, { dryRun: false, visitor });
    if (report.kind === "unusable" || report.kind === "unknown-kind") {
      return answerForm(c, 422, visitor, rule.kind, report);
    }
    return answerPage(
      c,
      200,
      <BulkReportPage view={visitor.view} report={report} uploadId={null} />,
    );
  });
  desk.get(act.path, (c) => c.redirect(rule.path, 303));
}

/** Says what would be done, or does it and says what was done. */
async function reportOf(
  { ports }: DeskParts,
  kind: BulkKind,
  upload: Upload,
  { dryRun, visitor }: { readonly dryRun: boolean; readonly visitor: Visitor },
): Promise<BulkReport | UnusableFile> {
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
  const rows = await assignKeys(ports, list.assignments, { dryRun, untilHandOver }, by);
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
