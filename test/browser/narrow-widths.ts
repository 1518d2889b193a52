import type { Page } from "playwright-core";

/** WCAG 1.4.10: 320 pixels are a display of 1280 seen at 400 %, 640 the same at 200 %. */
const narrowWidths = [320, 640];

/** Makes the page narrow, and answers where something stands beside it, one line each. */
export async function overflows(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of narrowWidths) {
    await page.setViewportSize({ width, height: 900 });
    const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
    if (needed > width) found.push(`needs ${needed} of ${width} px`);
  }
  return found;
}
