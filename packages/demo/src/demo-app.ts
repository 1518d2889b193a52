import { readFileSync } from "node:fs";
import type { HelpDeskAct } from "@jeton/core";
import { limitStreams, ownPagesOnly, securityHeaders, servedHostsOnly } from "@jeton/http";
import type { SimulatedKey } from "@jeton/key";
import { createApp, isLoopback } from "@jeton/service";
import { actOnStoredKey, type Ports } from "@jeton/validator/parts";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { benchPage, deskView } from "./bench-page.tsx";
import { benchView } from "./bench-view.ts";

/** What the bench joins. `keyChanged` is called after the key's clock was changed by hand. */
export type DemoParts = {
  readonly ports: Ports;
  readonly key: SimulatedKey;
  readonly keyChanged: () => void;
  /** The address on which the bench listens; the page is served under no other name. */
  readonly host: string;
};

/** Returns the bench with the whole service beside it, as one app. */
export function createDemoApp(parts: DemoParts): Hono {
  const app = new Hono();
  app.route("/", createBench(parts));
  app.route(
    "/",
    createApp({
      ...parts.ports,
      secureCookies: false,
      frameAncestors: "self",
      applications: [],
      startPath: "/bench",
      listensOnLoopback: isLoopback(parts.host),
      onError: (error: unknown) => console.error(error),
    }),
  );
  return app;
}

// A bench has one user, with a few pages open. Each stream reads the store twice a second.
const streamsMax = 16;

const jumpSecondsMax = 86_400;

const controls = {
  offset: z.coerce.number().min(-jumpSecondsMax).max(jumpSecondsMax),
  rate: z.coerce.number().min(-5000).max(5000),
  jump: z.coerce.number().min(-jumpSecondsMax).max(jumpSecondsMax),
};

const deskActs = z.enum(["clear-pin", "unlock"] satisfies HelpDeskAct["kind"][]);

function createBench({ ports, key, keyChanged, host }: DemoParts): Hono {
  const bench = new Hono().basePath("/bench");
  bench.use(
    securityHeaders({ hasFrames: true }),
    servedHostsOnly({ listensOnLoopback: true, hostNames: [host] }),
    ownPagesOnly,
    bodyLimit({ maxSize: 1024 }),
  );
  bench.get("/", async (c) => c.html(await benchPage(await benchView(key, ports))));
  bench.get("/assets/:name", (c) => {
    const asset = assets.get(c.req.param("name"));
    if (asset === undefined) return c.notFound();
    return c.body(asset.content, 200, {
      "content-type": asset.type,
      "cache-control": "no-cache",
    });
  });
  bench.get("/events", limitStreams(streamsMax), (c) =>
    streamSSE(c, async (stream) => {
      while (!stream.aborted) {
        const view = await benchView(key, ports);
        const data = JSON.stringify({ ...view, desk: String(await deskView(view)) });
        await stream.writeSSE({ data });
        // The code must not be seen late: the next look falls on its change, or in half a second.
        await stream.sleep(Math.min(500, view.millisecondsLeft));
      }
    }),
  );
  bench.post("/key/:control", async (c) => {
    const control = c.req.param("control");
    if (control !== "offset" && control !== "rate" && control !== "jump") return c.notFound();
    const { value } = await c.req.parseBody();
    const wanted = value === "" ? null : controls[control].safeParse(value);
    if (!wanted?.success) {
      return c.text(
        `Cannot set ${control}: ${wanted?.error.issues[0]?.message ?? "no number"}`,
        400,
      );
    }
    if (control === "offset") key.setOffset(Math.round(wanted.data * 1000));
    else if (control === "rate") key.setRate(wanted.data);
    else key.jump(Math.round(wanted.data * 1000));
    keyChanged();
    return c.redirect("/bench", 303);
  });
  bench.post("/desk", async (c) => {
    const act = deskActs.safeParse((await c.req.parseBody()).act);
    if (!act.success) return c.text(`Cannot act: expected ${deskActs.options.join(" or ")}`, 400);
    const decision = await actOnStoredKey(ports, key.serial, { kind: act.data }, "staff:bench");
    if (decision.kind === "impossible") {
      return c.text(`Cannot ${act.data}: not possible while the key is ${decision.state}`, 409);
    }
    return c.redirect("/bench", 303);
  });
  return bench;
}

const assets = new Map(
  [
    ["bench.css", "text/css; charset=utf-8"],
    ["bench.js", "text/javascript; charset=utf-8"],
    ["icon.svg", "image/svg+xml"],
  ].map(([name = "", type = ""]) => {
    const content = readFileSync(new URL(`../public/${name}`, import.meta.url), "utf8");
    return [name, { type, content }] as const;
  }),
);
