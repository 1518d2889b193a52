import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = new URL("../../", import.meta.url);

/**
 * Returns the page as one HTML file that needs nothing else: it opens from a disk, from any static host, without
 * a network. Its Content-Security-Policy allows this very script and this very style, by their hashes, and
 * connections to bridges of boards, which the reader names.
 */
export async function keyPage(): Promise<string> {
  const script = (await scriptOf()).replaceAll("</script", "<\\/script");
  const style = readFileSync(new URL("public/page.css", folder), "utf8");
  const page = readFileSync(new URL("public/page.html", folder), "utf8");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    // For boards behind a bridge, which the reader names.
    "connect-src ws: wss:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  // By functions: a "$" in a script means nothing.
  return page
    .replace('<meta charset="utf-8" />', (found) => `${found}\n    ${head}`)
    .replace("<style></style>", () => `<style>${style}</style>`)
    .replace("<script></script>", () => `<script>${script}</script>`);
}

async function scriptOf(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("src/page/main.ts", folder))],
    ...{ bundle: true, minify: true, write: false, legalComments: "eof" },
    ...{ format: "iife", platform: "browser", target: "es2022" },
    conditions: ["jeton-source"],
  });
  return outputFiles[0]?.text ?? "";
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
