import type { Context } from "hono";
import { answerPage, type PageStatus } from "../web/view.ts";
import { type DeskParts, type DeskView, deskViewOf } from "./desk-view.ts";
import { type DeskNotice, DeskNoticePage } from "./pages/notice-page.tsx";
import { DeskLayout } from "./parts/layout.tsx";

/** Returns the page that says why a request is not answered as it wanted. */
export function answerDeskNotice(
  c: Context,
  view: DeskView,
  status: PageStatus,
  notice: DeskNotice | Exclude<DeskNotice["kind"], "unknown-key" | "damaged-key">,
): Response | Promise<Response> {
  const whole = typeof notice === "string" ? { kind: notice } : notice;
  return answerPage(c, status, <DeskNoticePage view={view} notice={whole} />);
}

/** Returns the page that opens the same address again, from the desk itself. */
export function answerArrival(c: Context, parts: DeskParts): Response | Promise<Response> {
  const view = deskViewOf(c, parts, { token: "", account: null });
  const { t } = view;
  return answerPage(
    c,
    200,
    <DeskLayout view={view} title={t("arrival.title")} refreshTo={view.path}>
      <h1>{t("arrival.title")}</h1>
      <p>
        <a href={view.path}>{t("arrival.continue")}</a>
      </p>
    </DeskLayout>,
  );
}
