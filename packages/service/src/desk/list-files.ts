import type { Context } from "hono";
import { noteDownload } from "../staff/note-list.ts";
import { staffActor, staffSerial } from "../staff/staff-key.ts";
import { keepReason, reasonLengthMax } from "./act-notes.ts";
import type { DeskDoor, Visitor } from "./staff-routes.ts";

/**
 * Adds a list as a file, for those who may take one along. That they did, and which one, stands in the journal before the
 * first byte is sent.
 */
export function addListFile(
  door: DeskDoor,
  path: string,
  answer: (c: Context, visitor: Visitor) => Promise<Response>,
): void {
  door.page({ path, right: "export-list" }, async (c, visitor) => {
    const { ports } = visitor.parts;
    const { name } = visitor.live.account;
    const file = await answer(c, visitor);
    await noteDownload(ports, name);
    const which = visitor.view.path.slice(0, reasonLengthMax);
    await keepReason(ports, staffSerial(name), staffActor(name), which);
    return file;
  });
}
