import { readFileSync } from "node:fs";
import { FailedError, quoted, withFile } from "@jeton/cli";
import { z } from "zod";
import { languages } from "../i18n/messages.ts";
import type { Application, Contact, LocalText } from "../web/portal-ports.ts";

/** What an installation says of itself on the portal. */
export type PortalFile = {
  readonly applications: readonly Application[];
  readonly contact: Contact;
};

const text: z.ZodType<LocalText> = z.union([
  z.string().min(1).max(200),
  z.strictObject(
    Object.fromEntries(languages.map((language) => [language, z.string().min(1).max(200)])) as {
      readonly [Name in (typeof languages)[number]]: z.ZodString;
    },
  ),
]);

const portalFile: z.ZodType<PortalFile> = z.strictObject({
  applications: z
    .array(
      z.strictObject({
        name: text,
        // A link that is no page (javascript:, data:) would be followed with the holder's trust.
        url: z.url({ protocol: /^https?$/u }),
        description: text,
      }),
    )
    .max(200)
    .default([]),
  contact: z
    .strictObject({
      phone: z.string().min(1).max(40).optional(),
      email: z.email().optional(),
      hours: text.optional(),
    })
    .default({}),
});

/** Returns what the file says. Throws FailedError, with the place of the first fault, for anything else. */
export function readPortalFile(path: string): PortalFile {
  const value = valueIn(path);
  const read = portalFile.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.join("/") || "the file";
  throw new FailedError(
    `Cannot use the portal file ${quoted(path)}: ${place}: ${issue?.message ?? ""}`,
  );
}

function valueIn(path: string): unknown {
  const wanted = "a file that can be read";
  const content = withFile({ act: "read the portal file", file: path, wanted }, () =>
    readFileSync(path, "utf8"),
  );
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new FailedError(
      `Cannot read the portal file ${quoted(path)}: ${(cause as Error).message}, wanted JSON`,
      { cause },
    );
  }
}
