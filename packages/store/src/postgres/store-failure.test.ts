import pg from "pg";
import { describe, expect, test } from "vitest";
import { storeFailure } from "./store-failure.ts";

function refusedBy(code: string): Error {
  const error = new pg.DatabaseError("canceling statement", 0, "error");
  error.code = code;
  return storeFailure("use", "postgres://db/jeton", error);
}

describe("storeFailure()", () => {
  test("names the cure of a lock that was waited for in vain", () => {
    expect(refusedBy("55P03").message).toBe(
      "Cannot use the store postgres://db/jeton: others held a lock for longer than is waited (55P03: canceling statement), try again, or look for long transactions on the server",
    );
  });

  test("names no number of seconds for a statement that took too long: whole stores have their own", () => {
    const { message } = refusedBy("57014");
    expect(message).toMatch(/a statement took longer than it may \(57014: .*look for locks/);
    expect(message).not.toMatch(/\d s\b/);
  });
});
