import { OtpError } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";

/** What became of opening a store. */
export type Opening =
  | { readonly kind: "opened" }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

// Opens a store as an ordinary user: `open-store.ts FILE`, answered with an Opening. Root may write
// whatever the modes say, so it becomes "nobody" first; all code is loaded by then.
const [, , file = ""] = process.argv;
if (process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(65534);
  process.setuid?.(65534);
}

async function open(): Promise<Opening> {
  try {
    await openSqliteStore(file).close();
    return { kind: "opened" };
  } catch (error) {
    if (!(error instanceof OtpError)) throw error;
    return { kind: "refused", code: error.code, message: error.message };
  }
}

process.send?.(await open(), () => process.disconnect());
