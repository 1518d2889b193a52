import type { KeyRecord } from "@jeton/core";
import { loadKey } from "@jeton/validator/parts";
import type { Context } from "hono";
import { staffActor } from "../staff/staff-key.ts";
import { showByAddress } from "../web/kept-page.ts";
import { answerPage, type PageStatus } from "../web/view.ts";
import { actRules, type DeskAct, deskActs, isWithin } from "./acts.ts";
import { answerDeskNotice } from "./answer.tsx";
import type { ScopedParts } from "./desk-view.ts";
import { type ActField, type ActProblem, actFields, doAct } from "./do-act.ts";
import { portalAddress } from "./letter-routes.tsx";
import { letterOf } from "./letters.ts";
import { ActPage } from "./pages/act-page.tsx";
import { ActivationPage } from "./pages/activation-page.tsx";
import { TemporaryCodePage } from "./pages/temporary-code-page.tsx";
import { actPath, deskPaths, keyPath, pathWithReturn } from "./paths.ts";
import type { DeskDoor, Fields, Visitor } from "./staff-routes.ts";

/** Adds, for each act, the page that asks for it and what its form does. */
export function addActRoutes(door: DeskDoor): void {
  for (const act of deskActs) addActRoute(door, act);
}

function addActRoute(door: DeskDoor, act: DeskAct): void {
  const { right, asksFactors } = actRules[act];
  const rule = { path: `${deskPaths.key}/${act}`, right };

  /** The way to the page where both factors are given again, where they are wanted. */
  function detour(visitor: Visitor, serial: string): string | null {
    if (!asksFactors || visitor.isConfirmed) return null;
    return pathWithReturn(deskPaths.confirm, actPath(act, serial));
  }

  door.page(rule, async (c, visitor) => {
    const record = await recordOf(visitor.parts, act, c.req.query("serial") ?? "");
    if (record === null) return unknownKey(c, visitor, c.req.query("serial"));
    const way = detour(visitor, record.serial);
    if (way !== null) return c.redirect(way, 303);
    return answerAct(c, 200, visitor, { act, record, fields: new Map(), problem: null });
  });

  const shownAt = (form: Fields) => actPath(act, form.get("key") ?? "");
  door.action({ ...rule, shownAt }, async (c, visitor, form) => {
    const serial = form.get("key") ?? "";
    const record = await recordOf(visitor.parts, act, serial);
    if (record === null) return unknownKey(c, visitor, serial);
    const way = detour(visitor, record.serial);
    if (way !== null) return c.redirect(way, 303);
    const fields = fieldsOf(act, form);
    const actor = staffActor(visitor.live.account.name);
    const answer = await doAct(visitor.parts, act, record, { fields, actor });
    switch (answer.kind) {
      case "done": {
        const { temporaryCode: issued } = answer;
        if (issued !== null) {
          const page = { view: visitor.view, act, serial: answer.serial, issued };
          const shown = await answerPage(c, 200, <TemporaryCodePage {...page} />);
          return showOnce(c, visitor, shown, { act, serial: answer.serial });
        }
        if (answer.activationCode !== null) return answerCode(c, visitor, { act, ...answer });
        const steps = answer.offsetSteps === null ? "" : `&steps=${answer.offsetSteps}`;
        return c.redirect(`${keyPath(answer.serial)}&done=${act}${steps}`, 303);
      }
      case "unknown-key":
        return unknownKey(c, visitor, serial);
      case "impossible":
        return answerAct(c, 409, visitor, { act, record, fields, problem: answer });
      case "problem":
        return answerAct(c, 422, visitor, { act, record, fields, problem: answer });
      default:
        return answer satisfies never;
    }
  });
}

async function recordOf(
  { ports, scope }: ScopedParts,
  act: DeskAct,
  serial: string,
): Promise<KeyRecord | null> {
  const record = (await loadKey(ports, serial))?.record ?? null;
  return record !== null && isWithin(scope, act, record) ? record : null;
}

function fieldsOf(act: DeskAct, form: Fields): ReadonlyMap<ActField, string> {
  return new Map(actFields[act].map((name) => [name, form.get(name) ?? ""]));
}

function unknownKey(c: Context, { view }: Visitor, serial = "") {
  return answerDeskNotice(c, view, 404, { kind: "unknown-key", serial: serial.slice(0, 64) });
}

async function answerCode(
  c: Context,
  visitor: Visitor,
  done: {
    readonly act: DeskAct;
    readonly serial: string;
    readonly activationCode: string | null;
  },
): Promise<Response> {
  const { act, serial, activationCode } = done;
  const { view, parts } = visitor;
  const letter = await letterOf(parts, serial, activationCode);
  const code = activationCode ?? "";
  const page = { view, act, serial, code, letter, portal: portalAddress(c, parts) };
  const answer = await answerPage(c, 200, <ActivationPage {...page} />);
  return showOnce(c, visitor, answer, { act, serial });
}

/** Shows a page with a code that is told this once: its address shows it once, and the key ever after. */
function showOnce(
  c: Context,
  { live, parts: { ports } }: Visitor,
  page: Response,
  { act, serial }: { readonly act: DeskAct; readonly serial: string },
): Promise<Response> {
  const at = `${keyPath(serial)}&done=${act}`;
  return showByAddress(c, ports, page, { at, token: live.token, isOnce: true });
}

function answerAct(
  c: Context,
  status: PageStatus,
  { view }: Visitor,
  page: {
    readonly act: DeskAct;
    readonly record: KeyRecord;
    readonly fields: ReadonlyMap<ActField, string>;
    readonly problem: ActProblem | null;
  },
): Response | Promise<Response> {
  return answerPage(c, status, <ActPage view={view} {...page} />);
}
