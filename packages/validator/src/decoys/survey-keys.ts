import type { Ports } from "../ports/ports.ts";

const pageSize = 100;
/** The pause between two pages, so that the survey of a large store does not slow log-ins. */
const pauseMilliseconds = 20;

/**
 * Notes the hashes and PIN costs of all keys at the start of a service; `signal` ends it early. Without it, the
 * first attempt on a key of another kind would take visibly longer than those before.
 */
export async function surveyKeys(
  { store, inUse }: Pick<Ports, "store" | "inUse">,
  signal: AbortSignal,
): Promise<void> {
  if (inUse === undefined) return;
  for (let after: string | null = null; ; ) {
    const page = await store.list({ after, limit: pageSize });
    for (const { record } of page) if (record !== null) inUse.note(record);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize || signal.aborted) return;
    after = last.serial;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}
