import { expect, test } from "vitest";
import { deskStyleSheets, openAssets, styleSheets } from "./assets.ts";

const drawings = ["key-bars.svg", "key-battery.svg", "key-blank.svg", "key-code.svg"] as const;

test.each([...new Set([...styleSheets, ...deskStyleSheets, "icon.svg" as const, ...drawings])])(
  "%s loads nothing: pages say `img-src 'self'` and hold no picture as an address",
  async (name) => {
    const { routes, url } = openAssets();
    const answer = await routes.request(url(name));
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toMatch(/url\((?!#)|@import|data:|\shref=|<image|<style/u);
  },
);
