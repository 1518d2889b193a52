import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExample } from "../../../test/support/run-example.ts";

describe("README.md", () => {
  test("shows an example that runs and prints what it says", async () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const [, example = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    expect((await runExample(example)).trim().split("\n")).toEqual(["true", "false"]);
  });
});
