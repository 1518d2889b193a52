import { OtpError } from "@jeton/core";
import { problem } from "@jeton/http";
import { Hono } from "hono";
import { createDesk } from "../desk/desk.ts";
import { createPortal, type PortalPorts } from "../portal/portal.tsx";
import { createApi } from "./api.ts";

/** What an installation tells its service. */
export type AppOptions = PortalPorts & {
  /** Where `/` leads. */
  readonly startPath: string;
  /** Is told of every failure that is not the client's fault; never of secrets. */
  readonly onError: (error: unknown) => void;
};

/** Answers the whole service as one app: portal, help desk, API and health. */
export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.get("/", (c) => c.redirect(options.startPath, 302));
  app.route("/", createApi(options));
  app.route("/", createPortal(options));
  app.route("/", createDesk(options));
  app.notFound((c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => {
    // A client that went away in the middle of its body is no failure of ours.
    if (c.req.raw.signal.aborted) return problem(c, 400, "Cannot read the body: it broke off");
    options.onError(error);
    return error instanceof OtpError
      ? problem(c, 503, "Cannot answer now: the store cannot be used; the log says why")
      : problem(c, 500, "Cannot answer: the service failed; its log says why");
  });
  return app;
}
