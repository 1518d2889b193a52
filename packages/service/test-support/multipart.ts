import type { Browser, Page } from "./test-portal.ts";

export const boundary = "jeton-test-boundary";

/** A part of a form: a text, or a file with its name and the type that its sender says it has. */
export type Part =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string;
      readonly fileName: string;
      readonly type?: string;
      readonly content: Uint8Array;
    };

/** Returns the body of a form with files, as browsers write it. */
export function multipart(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const chunks = parts.flatMap((part) => {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${part.name}"`;
    if ("value" in part) return [`${head}\r\n\r\n${part.value}\r\n`];
    const file = `; filename="${part.fileName}"\r\ncontent-type: ${part.type ?? "image/png"}\r\n\r\n`;
    return [head + file, part.content, "\r\n"];
  });
  return Uint8Array.from(
    Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk))),
  );
}

/** A request that needs nothing more. */
export const goodRequest: Readonly<Record<string, string>> = {
  name: "Dupont",
  firstName: "Jeanne",
  role: "",
  school: "Collège Jean-Moulin",
  email: "jeanne.dupont@ac-exemple.fr",
  phone: "",
  hours: "",
  subject: "Connexion refusée",
  description: "Refus depuis lundi.\r\nToujours le même message.",
  accounts: "jdupont",
  keyNumber: "",
};

/** Sends the form that writes to the help desk; `change` alters fields, null leaves one out. */
export function sendRequest(
  browser: Browser,
  change: Readonly<Record<string, string | null>> = {},
  files: readonly { readonly fileName: string; readonly content: Uint8Array }[] = [],
  headers: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const fields = { csrf: browser.csrf(), ...goodRequest, ...change };
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value }],
  );
  const body = multipart([...texts, ...files.map((file) => ({ name: "files", ...file }))]);
  const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return browser.send("/portal/assistance/request", body, { ...type, ...headers });
}
