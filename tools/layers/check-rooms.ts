import { importsOf } from "./imports-of.ts";
import { resolveRelative } from "./resolve-relative.ts";
import { type Rooms, roomTable } from "./room-table.ts";
import { isInside, isTest, type SourceFile, type Violation, type Workspace } from "./workspace.ts";

/** Returns each import that runs up or sideways between rooms, and each room without a floor. */
export function checkRooms(
  workspace: Workspace,
  table: readonly Rooms[] = roomTable,
): readonly Violation[] {
  return table.flatMap((rooms) =>
    workspace.files
      .filter(({ path }) => isInside(path, rooms.folder) && !isTest(path))
      .flatMap((file) => checkFile(file, rooms)),
  );
}

function checkFile(file: SourceFile, rooms: Rooms): readonly Violation[] {
  const { path } = file;
  const room = roomOf(path, rooms);
  if (room === null) return [];
  const floor = floorOf(room, rooms);
  if (floor < 0) {
    const problem = `Cannot place the room ${room}: found no floor for it in the table of rooms`;
    return [{ path, line: 1, problem }];
  }
  return importsOf(file).flatMap(({ name, line }) => {
    const target = name === null ? null : resolveRelative(path, name);
    if (target === null || !isInside(target, rooms.folder)) return [];
    const other = roomOf(target, rooms);
    if (other === room || (other !== null && floorOf(other, rooms) < floor)) return [];
    const where = other === null ? "stands above all rooms" : `is not below ${room}`;
    const problem = `Cannot import "${name}": ${other ?? target.slice(rooms.folder.length + 1)} ${where}`;
    return [{ path, line, problem }];
  });
}

/** Returns the room of a file, or null for one that stands above all of them. */
function roomOf(path: string, rooms: Rooms): string | null {
  const [room = "", ...rest] = path.slice(rooms.folder.length + 1).split("/");
  return rest.length > 0 || floorOf(room, rooms) >= 0 ? room : null;
}

function floorOf(room: string, { floors }: Rooms): number {
  return floors.findIndex((floor) => floor.includes(room));
}
