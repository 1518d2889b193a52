import { type AttachmentProblem, attachmentLimits } from "../tickets/attachments/attachment.ts";
import { checkAttachment } from "../tickets/attachments/check-attachment.ts";
import type { FileContent } from "../tickets/ticket-files.ts";

/** Why the files are not taken; each problem names its file. */
export type FileProblem =
  | { readonly kind: "too-many" }
  | { readonly kind: AttachmentProblem; readonly name: string };

/** Returns the files to be kept with a ticket, or every problem of theirs. */
export async function checkFiles(
  files: readonly File[],
): Promise<
  | { readonly ok: true; readonly files: readonly FileContent[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }
> {
  if (files.length > attachmentLimits.filesMax) {
    return { ok: false, problems: [{ kind: "too-many" }] };
  }
  const kept: FileContent[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const name = shownName(file.name);
    const checked = checkAttachment(new Uint8Array(await file.arrayBuffer()));
    if (!checked.ok) {
      problems.push({ kind: checked.problem, name });
      continue;
    }
    const { mediaType, content } = checked;
    kept.push({ name, mediaType, bytes: content.length, content });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files: kept };
}

const nameCharactersMax = 80;

/** A name for people's eyes: no folders, no control or direction signs, its end kept. */
function shownName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\uFFFD]/gu, "").trim();
  const characters = [...plain];
  return characters.length <= nameCharactersMax
    ? plain
    : `…${characters.slice(1 - nameCharactersMax).join("")}`;
}
