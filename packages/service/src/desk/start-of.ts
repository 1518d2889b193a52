/** Returns behind how many rows a page of a list begins, of its address; 0 for what is no such number. */
export function startOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/u.test(text) ? Number(text) : 0;
}
