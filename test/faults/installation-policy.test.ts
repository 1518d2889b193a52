import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPolicy, type Policy } from "@jeton/core";
import { openInstallation } from "@jeton/validator/parts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

describe("openInstallation()", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "jeton-policy-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test("refuses a policy with a number written as text, and makes nothing", async () => {
    const dataDirectory = join(root, "data");
    const policy = { ...defaultPolicy, scanSteps: "720" } as unknown as Policy;
    await expect(openInstallation({ dataDirectory, mayCreate: true, policy })).rejects.toThrow(
      /Cannot use policy\.scanSteps: found string, expected a whole number/,
    );
    expect(existsSync(dataDirectory)).toBe(false);
  });
});
