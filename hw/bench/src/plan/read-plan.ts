import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { FailedError, withFile } from "@jeton/cli";
import { LineCounter, parseDocument } from "yaml";
import { checkPlan, type PathPart } from "./check-plan.ts";
import type { Plan } from "./plan.ts";
import { PlanError } from "./plan-error.ts";

/** Returns the plan in the file: YAML, or TypeScript and JavaScript by their default export. */
export async function readPlan(file: string): Promise<Plan> {
  if (/^\.[cm]?[jt]s$/.test(extname(file)))
    return checkPlan(await defaultOf(file), file, () => null);
  return parseYamlPlan(textOf(file), file);
}

/** Returns the plan that this YAML describes. Throws PlanError with the line in the text. */
export function parseYamlPlan(text: string, file: string): Plan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new PlanError(
      file,
      { line, path: "" },
      { found: broken.message.replace(/\.$/, ""), wanted: "YAML" },
    );
  }
  const rangeOf = (path: readonly PathPart[]): number | null => {
    const node = document.getIn(path, true);
    const range = node !== null && typeof node === "object" ? Reflect.get(node, "range") : null;
    return Array.isArray(range) ? Number(range[0]) : null;
  };
  // Where something is missing, the line of what it is missing from is given.
  const lineOf = (path: readonly PathPart[]): number | null => {
    const range = rangeOf(path);
    if (range !== null) return lines.linePos(range).line;
    return path.length === 0 ? null : lineOf(path.slice(0, -1));
  };
  return checkPlan(document.toJS(), file, lineOf);
}

async function defaultOf(file: string): Promise<unknown> {
  textOf(file);
  // Node 20 does not read TypeScript; tsx does, and is what the workspace itself runs on.
  const { tsImport } = await import("tsx/esm/api");
  try {
    const module: { readonly default?: unknown } = await tsImport(
      pathToFileURL(resolve(file)).href,
      import.meta.url,
    );
    return module.default;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FailedError(`Cannot read ${file}: ${reason}`, { cause });
  }
}

function textOf(file: string): string {
  return withFile({ act: "read", file, wanted: "a plan" }, () => readFileSync(file, "utf8"));
}
