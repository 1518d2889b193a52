import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExample } from "../../../test/support/run-example.ts";

describe("README.md", () => {
  test("shows an example that runs and prints what it says", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const [, example = "", printed = ""] =
      /```ts\n(.*?)```.*?It prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
    expect(printed).not.toBe("");
    expect(await runExample(example)).toBe(printed);
  });
});
