import { describe, expect, test } from "vitest";
import { barLine, progressBar } from "./progress-bar.ts";

describe("barLine()", () => {
  test("tells how much is done and how long the rest takes at that pace", () => {
    expect(barLine("keys", 0.25, 10)).toBe("keys [========                      ] 25 %, 30 s left");
    expect(barLine("keys", 0.1, 60)).toMatch(/10 %, 9 min left$/);
    expect(barLine("keys", 0.01, 3600)).toMatch(/1 %, 99 h left$/);
  });

  test("tells no time when nothing is done, and is full when all is", () => {
    expect(barLine("keys", 0, 5)).toBe(`keys [${" ".repeat(30)}] 0 %`);
    expect(barLine("keys", 1.2, 5)).toBe(`keys [${"=".repeat(30)}] 100 %, 0 s left`);
  });
});

describe("progressBar()", () => {
  const written: string[] = [];
  const output = (isTTY: boolean) =>
    ({ isTTY, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;

  test("draws its line in place on a terminal and takes it away, and is silent in a pipe", () => {
    const bar = progressBar("keys", 4, output(true));
    bar.at(1);
    bar.at(2);
    bar.end();
    expect(written).toHaveLength(2);
    expect(written[0]).toMatch(/^\rkeys \[.* 25 %/);
    expect(written[1]).toBe("\r\u001b[K");
    progressBar("keys", 4, output(false)).at(1);
    expect(written).toHaveLength(2);
  });
});
