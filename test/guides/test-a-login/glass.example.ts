import { generate } from "otplib";
import { describe, expect } from "vitest";
import { test } from "./log-in.ts";

describe("the key", () => {
  test("shows what otplib computes", async ({ key }) => {
    key.inject("dead-segment", { segment: "2G" });
    expect(key).toShow(await generate({ secret: key.seedBase32() }));
  });
});
