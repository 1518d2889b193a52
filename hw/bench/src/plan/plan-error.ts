/** A plan that cannot be used: where, what was found, what was wanted. */
export class PlanError extends Error {
  /** The line in the file from 1, or null where a plan has no lines (TypeScript). */
  readonly line: number | null;

  constructor(
    file: string,
    place: { readonly line: number | null; readonly path: string },
    problem: { readonly found: string; readonly wanted: string },
  ) {
    const line = place.line === null ? "" : `, line ${place.line}`;
    const path = place.path === "" ? "" : ` (${place.path})`;
    super(`Cannot read ${file}${line}${path}: found ${problem.found}, wanted ${problem.wanted}`);
    this.name = "PlanError";
    this.line = place.line;
  }
}
