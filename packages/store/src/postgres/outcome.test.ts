import pg from "pg";
import { describe, expect, test } from "vitest";
import { isWarning, leavesOutcomeOpen } from "./outcome.ts";
import { storeUnusable } from "./store-failure.ts";

function refusedBy(code: string, severity = "ERROR"): Error {
  return Object.assign(new pg.DatabaseError("told", 0, "error"), { code, severity });
}

describe("leavesOutcomeOpen()", () => {
  test.each([
    ["40003, which says so", refusedBy("40003"), true],
    ["the end of the server", refusedBy("57P01", "FATAL"), true],
    ["a crash, in a server's own language", refusedBy("57P02", "FATALE"), true],
    ["a connection that ended", new Error("Connection terminated unexpectedly"), true],
    ["a server that says nothing", new Error("Query read timeout"), true],
    ["a statement that was cancelled before its commit", refusedBy("57014"), false],
    ["a lost race", refusedBy("40001"), false],
    ["a guard that refused", refusedBy("P0001"), false],
    ["an error of ours", storeUnusable("use", "x", { found: "f", cure: "c" }), false],
  ])("of %s", (_what, error, isOpen) => {
    expect(leavesOutcomeOpen(error)).toBe(isOpen);
  });
});

describe("isWarning()", () => {
  test("knows a warning by its SQLSTATE, not by a word that servers translate", () => {
    expect(isWarning({ code: "01000" })).toBe(true);
    expect(isWarning({ code: "57P01" })).toBe(true);
    expect(isWarning({ code: "00000" })).toBe(false);
    expect(isWarning({})).toBe(false);
  });
});
