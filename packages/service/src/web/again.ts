import type { PinProblem } from "@jeton/core";
import type { Context } from "hono";
import { type FieldProblem, type FieldProblems, fieldNames, fieldProblems } from "./fields.ts";
import { writeSentForm } from "./sent-form.ts";
import type { SessionPorts } from "./session.ts";
import type { PageStatus } from "./view.ts";

/**
 * Why a form is shown again. It stands in the address to which the form is answered: the page is then opened
 * like any other, so that the browser's Back button and its Reload never ask to send a form again.
 */
export type Again =
  | { readonly kind: "refused" }
  /** Refused, and the page asks for the next code. */
  | { readonly kind: "next" }
  | { readonly kind: "unfit"; readonly problem: PinProblem | "different" }
  | { readonly kind: "unusable"; readonly problems: FieldProblems };

/** The parameter of the address that says why a form is shown again. */
export const againQuery = "again";

/** Sends the browser to the page of a form that is shown again. */
export function showAgain(
  c: Context,
  ports: SessionPorts,
  shown: { readonly path: string; readonly again: Again; readonly identifier?: string },
): Response {
  const { path, again, identifier = "" } = shown;
  writeSentForm(c, ports, { at: ports.clock(), identifier });
  return c.redirect(`${path}?${parametersOf(again)}`, 303);
}

/** Returns why the page's form is shown again; null for a page that is opened, or for words that are not ours. */
export function againOf(c: Context): Again | null {
  const kind = c.req.query(againQuery);
  if (kind === "refused" || kind === "next") return { kind };
  if (kind === "unfit") {
    const problem = pinProblems.find((each) => each === c.req.query("problem"));
    return problem === undefined ? null : { kind, problem };
  }
  if (kind !== "unusable") return null;
  const found = fieldNames.flatMap((name) => {
    const problem = fieldProblems.find((each) => each === c.req.query(name));
    return problem === undefined ? [] : [[name, problem] as const];
  });
  return found.length === 0 ? null : { kind, problems: Object.fromEntries(found) };
}

/** Returns the status of a page whose form is shown again: that of the refusal. */
export function againStatus(again: Again | null): PageStatus {
  if (again === null) return 200;
  return statuses[again.kind];
}

const statuses = { refused: 403, next: 403, unfit: 422, unusable: 400 } as const;

const pinProblems = ["length", "alphabet", "trivial", "different"] as const satisfies readonly (
  | PinProblem
  | "different"
)[];

function parametersOf(again: Again): string {
  const more: Readonly<Record<string, FieldProblem | PinProblem | "different">> =
    again.kind === "unusable"
      ? again.problems
      : again.kind === "unfit"
        ? { problem: again.problem }
        : {};
  return new URLSearchParams({ [againQuery]: again.kind, ...more }).toString();
}
