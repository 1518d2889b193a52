import { attachmentLimits } from "../tickets/attachments/attachment.ts";

/** Bytes of a whole request: its files, and its fields with what stands between them. */
export const requestBytesMax: number =
  attachmentLimits.filesMax * attachmentLimits.bytesMax + 128 * 1024;

/** Parts of a form: its fields, its files, and as much again for what is wrong. */
const partsMax = 40;

/** A form with files, every part as it came. */
export type RequestForm = {
  readonly values: (name: string) => readonly string[];
  readonly files: (name: string) => readonly File[];
};

/**
 * Returns the parts of a `multipart/form-data` body, or null for any other body. Its parts are counted
 * before they are taken apart: millions of empty ones fit in ten megabytes.
 */
export async function parseRequest(
  bytes: ArrayBuffer,
  contentType: string,
): Promise<RequestForm | null> {
  const boundary = /^multipart\/form-data\s*;\s*boundary="?([^\s";]{1,70})"?\s*$/iu.exec(
    contentType,
  )?.[1];
  if (boundary === undefined) return null;
  if (countOf(Buffer.from(bytes), `--${boundary}`) > partsMax + 1) return null;
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    return null;
  }
  return {
    values: (name) => form.getAll(name).filter((value) => typeof value === "string"),
    // A field in which no file was chosen is sent as a file of no name and no bytes.
    files: (name) =>
      form
        .getAll(name)
        .filter((value) => typeof value !== "string")
        .filter(({ name: called, size }) => called !== "" || size > 0),
  };
}

function countOf(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length)) {
    count += 1;
  }
  return count;
}
