import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { FailedError, quoted, withFile } from "@jeton/cli";
import { z } from "zod";
import { languages } from "../i18n/messages.ts";
import { type Colours, contrastMin, poorContrasts } from "../web/colours.ts";
import {
  type Application,
  accessibilityStates,
  type Brand,
  type Contact,
  type LocalText,
  type Logo,
} from "../web/portal-ports.ts";

/** What an installation says of itself on the portal. */
export type PortalFile = {
  readonly applications: readonly Application[];
  readonly contact: Contact;
  readonly brand: Brand;
};

const text: z.ZodType<LocalText> = z.union([
  z.string().min(1).max(200),
  z.strictObject(
    Object.fromEntries(languages.map((language) => [language, z.string().min(1).max(200)])) as {
      readonly [Name in (typeof languages)[number]]: z.ZodString;
    },
  ),
]);

/** A link that is no page (javascript:, data:) would be followed with the reader's trust. */
const page = z.url({ protocol: /^https?$/u });

const colour = z
  .string()
  .regex(/^#[\da-f]{6}$/iu, { error: "wanted a colour such as #1f4b82, six hexadecimal digits" });

const portalFile = z.strictObject({
  applications: z
    .array(
      z.strictObject({
        name: text,
        url: page,
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
  brand: z
    .strictObject({
      name: text.optional(),
      tagline: text.optional(),
      logo: z.string().min(1).max(200).optional(),
    })
    .default({}),
  colours: z.strictObject({ accent: colour, accentDark: colour.optional() }).optional(),
  mailDomain: z
    .string()
    .max(253)
    .regex(/^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/u, {
      error: "wanted a domain such as ac-exemple.fr, in small letters and without @",
    })
    .optional(),
  warnings: z.array(text).max(10).default([]),
  links: z
    .strictObject({
      accessibility: page.optional(),
      accessibilityState: z.enum(accessibilityStates).optional(),
      legal: page.optional(),
      privacy: page.optional(),
    })
    .default({}),
});

/** Returns what the file says. Throws FailedError, with the place of the first fault, for anything else. */
export function readPortalFile(path: string): PortalFile {
  const value = valueIn(path);
  const read = portalFile.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unusable(path, issue?.path.join("/") || "the file", issue?.message ?? "");
  }
  const { applications, contact, brand, colours, ...more } = read.data;
  if (colours !== undefined) checkColours(path, colours);
  const logo = brand.logo === undefined ? undefined : readLogo(path, brand.logo);
  return { applications, contact, brand: { ...brand, logo, colours, ...more } };
}

function unusable(path: string, place: string, what: string): FailedError {
  return new FailedError(`Cannot use the portal file ${quoted(path)}: ${place}: ${what}`);
}

/** Throws for colours that cannot be read: the law on accessibility holds for an installation's, too. */
function checkColours(path: string, colours: Colours): void {
  const [poor] = poorContrasts(colours);
  if (poor === undefined) return;
  const { colour: name, on, ratio } = poor;
  const cure = name === "accent" ? "a darker one" : "a lighter one";
  const found = (Math.floor(ratio * 100) / 100).toFixed(2);
  throw unusable(
    path,
    `colours/${name}`,
    `found a contrast of ${found} to ${on}, wanted ${contrastMin} or more (WCAG 1.4.3): take ${cure}`,
  );
}

/** Reads the logo, from beside the portal file. What it is, its bytes tell. */
function readLogo(path: string, name: string): Logo {
  const file = resolve(dirname(path), name);
  const wanted = "a PNG or SVG file that can be read";
  const bytes = withFile({ act: "read the logo of the portal file", file, wanted }, () =>
    Uint8Array.from(readFileSync(file)),
  );
  if (bytes.length > logoBytesMax) {
    const found = `found ${bytes.length} bytes in ${quoted(file)}`;
    throw unusable(path, "brand/logo", `${found}, wanted ${logoBytesMax} or fewer`);
  }
  if (Buffer.from(bytes.subarray(0, 8)).toString("latin1") === "\x89PNG\r\n\x1a\n") {
    return { bytes, extension: ".png" };
  }
  // A picture in <img> runs no script; opened by its address, the pages' policy keeps it from it.
  const head = Buffer.from(bytes.subarray(0, 1024)).toString("utf8");
  if (/^\uFEFF?\s*(?:<\?xml|<!--|<svg\b)/u.test(head)) return { bytes, extension: ".svg" };
  throw unusable(path, "brand/logo", `found ${quoted(file)}, wanted a PNG or an SVG file`);
}

const logoBytesMax = 200_000;

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
