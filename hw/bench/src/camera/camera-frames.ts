import { spawn } from "node:child_process";
import { FailedError } from "@jeton/cli";
import { type Frame, frameFrom, type Picture, pictureOf } from "@jeton/glass";

/** How late a frame may arrive from a camera at most, ms: its exposure, its transport, its decoding. */
export const cameraDelayMaxMilliseconds = 250;

const cure =
  'install it (Debian: "apt-get install ffmpeg"), or store frames yourself and give them with --frames';

/**
 * Yields the frames of a camera, for which the program ffmpeg has to be there. A frame was exposed at
 * most `cameraDelayMaxMilliseconds` before it arrives, which holds only while frames are taken as fast as they
 * come: one that waits for its reader is given a later moment. Throws FailedError, with its cure, when no frame
 * can be had.
 */
export async function* cameraFrames(device: string): AsyncGenerator<Frame> {
  const input = ["-hide_banner", "-loglevel", "error", "-f", "v4l2", "-i", device];
  const output = ["-f", "yuv4mpegpipe", "-pix_fmt", "gray", "-strict", "-1", "pipe:1"];
  const program = spawn("ffmpeg", [...input, ...output], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  program.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-500);
  });
  const failed = new Promise<string>((resolve) => {
    program.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ENOENT" ? `found no program ffmpeg; ${cure}` : String(error)),
    );
    program.once("close", () => resolve(said.trim().split("\n").at(-1) ?? ""));
  });
  let frames = 0;
  try {
    for await (const picture of y4mPictures(program.stdout)) {
      frames += 1;
      yield frameFrom(picture, { arrived: Date.now(), delayMax: cameraDelayMaxMilliseconds });
    }
    const problem = await failed;
    if (frames === 0)
      throw new FailedError(`Cannot read camera ${device}: ${problem || "no frame came"}`);
  } finally {
    program.kill();
  }
}

/** Yields the pictures of a stream in YUV4MPEG2 without colour. */
async function* y4mPictures(stream: AsyncIterable<Buffer>): AsyncGenerator<Picture> {
  let rest = Buffer.alloc(0);
  let size: { readonly width: number; readonly height: number } | null = null;
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf(0x0a);
      if (end < 0) break;
      if (size === null) {
        const header = /^YUV4MPEG2 W(\d+) H(\d+)/.exec(rest.subarray(0, end).toString("latin1"));
        size = { width: Number(header?.[1] ?? 0), height: Number(header?.[2] ?? 0) };
        rest = rest.subarray(end + 1);
        continue;
      }
      const bytes = size.width * size.height;
      if (rest.length < end + 1 + bytes) break;
      const values = Float32Array.from(rest.subarray(end + 1, end + 1 + bytes));
      yield pictureOf({ ...size, values });
      rest = rest.subarray(end + 1 + bytes);
    }
  }
}
