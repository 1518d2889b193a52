import { durationText } from "../plan/duration.ts";
import type { ExpectedLine, PlanStep } from "../plan/plan.ts";

/** Returns a step in a few words, as reports and the terminal name it. */
export function stepTitle(step: PlanStep): string {
  switch (step.kind) {
    case "show":
      return `show ${step.lines.map((line) => JSON.stringify(line)).join(" ")}`;
    case "expect":
      return `expect ${step.lines.map(lineWords).join(" ")}`;
    case "wait-key":
      return `wait for ${step.key}`;
    case "wait":
      return `wait ${durationText(step.milliseconds)}`;
    case "own-key":
      return `own key for ${durationText(step.milliseconds)}`;
    case "fault":
      return `fault on the wire, ${step.requests} requests`;
    default:
      return step satisfies never;
  }
}

function lineWords(line: ExpectedLine): string {
  if (line === null) return "(any)";
  return "text" in line ? JSON.stringify(line.text) : `/${line.matches}/`;
}
