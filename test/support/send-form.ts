import type { createApp } from "@jeton/service";

/** Where the tests' browsers find the service. */
export const formOrigin = "http://localhost";
export const formType = "application/x-www-form-urlencoded";

type App = Pick<ReturnType<typeof createApp>, "request">;

/** Sends a page's form as a browser does. */
export async function sendForm(
  app: App,
  page: string,
  to: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const opened = await app.request(formOrigin + page);
  const csrf = /name="csrf" value="([^"]+)"/u.exec(await opened.text())?.[1] ?? "";
  const cookie = opened.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  const headers = {
    "content-type": formType,
    ...{ cookie: cookie.join("; "), origin: formOrigin, "sec-fetch-site": "same-origin" },
  };
  const body = new URLSearchParams({ csrf, ...fields }).toString();
  return app.request(formOrigin + to, { method: "POST", headers, body });
}
