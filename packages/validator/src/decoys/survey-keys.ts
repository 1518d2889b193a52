import type { Ports } from "../ports/ports.ts";

const pageSize = 100;
/** So long between two pages: the survey of a large store leaves the service to its log-ins. */
const pauseMilliseconds = 20;

/**
 * Goes through the keys at the start of a service and notes them, until `signal` ends it. Without it the
 * first attempt on a key of another kind would be seen to take longer than those before.
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
