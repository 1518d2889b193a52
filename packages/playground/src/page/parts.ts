/** Returns the element with that id. The page's own file has it: throws Error when it does not. */
export function part<T extends Element = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`Cannot find #${id} on the page`);
  return found as unknown as T;
}

/** Writes `text` where it is another than what stands there. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Fills a list of facts: name and value, one row each. Rows that stay the same stay in place. */
export function showFacts(list: HTMLElement, facts: readonly (readonly [string, string])[]): void {
  const wanted = facts.flat();
  if (list.children.length === wanted.length) {
    for (const [index, text] of wanted.entries()) {
      const item = list.children.item(index);
      if (item instanceof HTMLElement) say(item, text);
    }
    return;
  }
  list.replaceChildren(
    ...facts.flatMap(([name, value]) => [
      Object.assign(document.createElement("dt"), { textContent: name }),
      Object.assign(document.createElement("dd"), { textContent: value }),
    ]),
  );
}

/** Fills a select with options; the first value is chosen. */
export function fillSelect(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, words: string])[],
): void {
  select.replaceChildren(
    ...options.map(([value, words]) =>
      Object.assign(document.createElement("option"), { value, textContent: words }),
    ),
  );
}
