import { mayUse } from "../staff/rights.ts";
import { staffActor } from "../staff/staff-key.ts";
import { answerPage } from "../web/view.ts";
import { actOnMany, asManyAct, chosenKeys, chosenSerials } from "./act-many.ts";
import { reasonLengthMax } from "./act-notes.ts";
import { actRules } from "./acts.ts";
import { answerDeskNotice } from "./answer.tsx";
import { ManyDonePage, ManyPage } from "./pages/many-page.tsx";
import { deskPaths, keysPath } from "./paths.ts";
import type { DeskDoor, Fields, Visitor } from "./staff-routes.ts";

/** Adds acts on keys that were chosen on a list: the page that asks, and what its form does. */
export function addManyRoutes(door: DeskDoor): void {
  const rule = { right: "act", shownAt: () => deskPaths.keys } as const;

  door.action({ ...rule, path: deskPaths.many }, async (c, visitor, fields) => {
    const { act, serials, isAllowed } = askedFor(visitor, fields);
    if (act === null || serials.length === 0) {
      return c.redirect(keysPath(deskPaths.keys, { choose: "" }), 303);
    }
    if (!isAllowed) return answerDeskNotice(c, visitor.view, 403, "forbidden");
    const keys = await chosenKeys(visitor.parts, serials);
    const { view } = visitor;
    return answerPage(c, 200, <ManyPage {...{ view, act, keys }} reason="" problem={null} />);
  });

  door.action({ ...rule, path: deskPaths.manyDo }, async (c, visitor, fields) => {
    const { act, serials, isAllowed } = askedFor(visitor, fields);
    const { view } = visitor;
    const { t } = view;
    if (act === null || serials.length === 0) {
      return c.redirect(keysPath(deskPaths.keys, { choose: "" }), 303);
    }
    if (!isAllowed) return answerDeskNotice(c, view, 403, "forbidden");
    const reason = (fields.get("reason") ?? "").trim();
    const isMissing = reason === "" && actRules[act].reason === "wanted";
    if (isMissing || reason.length > reasonLengthMax) {
      const problem = isMissing
        ? t("act-problem.reason")
        : t("act-problem.reason-long", { max: reasonLengthMax });
      const keys = await chosenKeys(visitor.parts, serials);
      return answerPage(c, 422, <ManyPage {...{ view, act, keys, reason, problem }} />);
    }
    const actor = staffActor(visitor.live.account.name);
    const results = await actOnMany(visitor.parts, act, serials, { reason, actor });
    const keys = await chosenKeys(visitor.parts, serials);
    return answerPage(c, 200, <ManyDonePage {...{ view, act, keys, results }} />);
  });
}

function askedFor({ live }: Visitor, fields: Fields) {
  const act = asManyAct(fields.get("act"));
  const serials = chosenSerials(fields);
  return { act, serials, isAllowed: act !== null && mayUse(live.account, actRules[act].right) };
}
