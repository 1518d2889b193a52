import { readFile } from "node:fs/promises";
import { UsageError } from "@jeton/cli";
import type { Picture } from "@jeton/glass";

/** Returns the picture in a PNG or JPEG file. Throws UsageError when there is none in it. */
export async function pictureIn(file: string): Promise<Picture> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
  const kind = kindOf(bytes);
  if (kind === null) {
    throw new UsageError(`Cannot read ${file}: found neither PNG nor JPEG, wanted one of them`);
  }
  try {
    return kind === "png" ? await decodePng(bytes) : await decodeJpeg(bytes);
  } catch {
    throw new UsageError(`Cannot read ${file}: the ${kind.toUpperCase()} in it is broken`);
  }
}

function kindOf(bytes: Buffer): "png" | "jpeg" | null {
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return "png";
  return bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) ? "jpeg" : null;
}

async function decodePng(bytes: Buffer): Promise<Picture> {
  const { PNG } = await import("pngjs");
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, rgba: data };
}

async function decodeJpeg(bytes: Buffer): Promise<Picture> {
  const { decode } = await import("jpeg-js");
  const { width, height, data } = decode(bytes, { useTArray: true });
  return { width, height, rgba: data };
}
