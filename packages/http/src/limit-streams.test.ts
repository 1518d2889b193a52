import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { limitStreams } from "./limit-streams.ts";

describe("limitStreams()", () => {
  test("refuses one more than there may be, and takes one when another has gone", async () => {
    const app = new Hono();
    app.get("/events", limitStreams(2), (c) => c.text("stays open"));
    const open = async () => {
      const client = new AbortController();
      const { status } = await app.request("/events", { signal: client.signal });
      return { client, status };
    };
    const first = await open();
    expect([first.status, (await open()).status]).toEqual([200, 200]);
    const third = await app.request("/events");
    expect(third.status).toBe(429);
    expect(await third.json()).toMatchObject({
      detail: "Cannot open another stream: 2 are open, close some",
    });
    first.client.abort();
    expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(429);
  });
});
