import type { FileMediaType } from "../ticket.ts";

/** What may come with a request for help. */
export const attachmentLimits: {
  readonly filesMax: number;
  readonly bytesMax: number;
  readonly pixelsMax: number;
} = {
  filesMax: 3,
  /** Of one file: a screenshot of a large display as PNG has about one. */
  bytesMax: 3 * 1024 * 1024,
  /** Of a picture, drawn: what opens it needs four bytes for each. */
  pixelsMax: 50_000_000,
};

/** Why a file is not taken. */
export type AttachmentProblem =
  | "empty"
  | "too-large"
  /** Neither PNG nor JPEG nor PDF, whatever its name says. */
  | "unknown-type"
  /** It begins as one, and is broken, cut short, or goes on with something else. */
  | "damaged"
  | "too-many-pixels"
  /** A PDF that does more than show pages: scripts, programs, files within or elsewhere, a password. */
  | "active-pdf"
  /** A PDF in which that could stand where nobody sees it. */
  | "unreadable-pdf";

/** What a file is, by what is in it; its name and its sender's word are not asked. */
export type CheckedAttachment =
  | { readonly ok: true; readonly mediaType: FileMediaType; readonly content: Uint8Array }
  | { readonly ok: false; readonly problem: AttachmentProblem };
