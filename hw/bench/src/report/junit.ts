import type { BenchResult, BoardResult, StepResult } from "../result/bench-result.ts";
import { writeXml, type XmlNode } from "./xml.ts";

/**
 * Returns the result as JUnit XML, as test servers read it: a suite for each board, a case for each
 * step of each repetition.
 */
export function junitReport(result: BenchResult): string {
  const all = result.boards.flatMap(({ steps }) => steps);
  return writeXml({
    name: "testsuites",
    attributes: { name: result.plan, ...counts(all) },
    content: result.boards.map((board) => suite(board, result)),
  });
}

function suite({ name, place, version, steps }: BoardResult, result: BenchResult): XmlNode {
  const cases: readonly XmlNode[] = steps.map((step) => ({
    name: "testcase",
    attributes: {
      name: `${step.repetition}.${step.number} ${step.title}`,
      classname: `${result.plan}.${name}`,
      time: step.seconds.toFixed(3),
    },
    content: outcomeNodes(step),
  }));
  return {
    name: "testsuite",
    attributes: {
      name,
      ...counts(steps),
      timestamp: new Date(result.startedAt).toISOString(),
      hostname: place,
    },
    content: [
      {
        name: "properties",
        content: [
          { name: "property", attributes: { name: "board", value: place } },
          { name: "property", attributes: { name: "version", value: version ?? "" } },
        ],
      },
      ...cases,
    ],
  };
}

function outcomeNodes({ outcome, message }: StepResult): readonly XmlNode[] {
  const text = message ?? "";
  switch (outcome) {
    case "failed":
      return [{ name: "failure", attributes: { message: text, type: "step" } }];
    case "skipped":
      return [{ name: "skipped", attributes: { message: text } }];
    case "passed":
      return message === null ? [] : [{ name: "system-out", content: text }];
    default:
      return outcome satisfies never;
  }
}

function counts(steps: readonly StepResult[]): { readonly [name: string]: string } {
  const number = (outcome: StepResult["outcome"]) =>
    String(steps.filter((step) => step.outcome === outcome).length);
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  return {
    tests: String(steps.length),
    failures: number("failed"),
    skipped: number("skipped"),
    errors: "0",
    time: seconds.toFixed(3),
  };
}
