import type { KeyPlace } from "@jeton/core";
import { answerChallenge, issueChallenge } from "@jeton/validator/parts";
import type { Hono } from "hono";
import { addForm, anySession } from "../web/add-form.ts";
import { againOf, againStatus, showAgain } from "../web/again.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkAnswerFields, checkIdentifierFields } from "../web/fields.ts";
import { openSession } from "../web/open-session.tsx";
import { readSentForm, writeSentForm } from "../web/sent-form.ts";
import { answerPage, formViewOf, type PortalParts, pagePaths } from "../web/view.ts";
import { enter } from "./enter.ts";
import { AnswerPage, KeypadPage } from "./pages/keypad-page.tsx";

/**
 * Adds the log-in of a key with a keypad: who it is, then the answer to a challenge; and the same for a new key, which of
 * two keys is the one that is on its way.
 */
export function addKeypadRoutes(portal: Hono, parts: PortalParts): void {
  addKeypad(portal, parts, { name: "keypad", key: "present" });
  addKeypad(portal, parts, { name: "new-keypad", key: "incoming" });
}

function addKeypad(
  portal: Hono,
  parts: PortalParts,
  { name, key }: { readonly name: "keypad" | "new-keypad"; readonly key: KeyPlace },
): void {
  const { ports } = parts;
  const path = pagePaths[name];
  const answerPath = `${path}/answer`;

  portal.get(path, async (c) => {
    const opened = await openSession(c, parts, name);
    if (!opened.ok) return opened.answer;
    const again = againOf(c);
    const problems = again?.kind === "unusable" ? again.problems : {};
    const view = formViewOf(c, parts, opened.session);
    const page = <KeypadPage view={view} name={name} identifier="" problems={problems} />;
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path,
    admit: anySession,
    check: checkIdentifierFields,
    act(c, _, { identifier }) {
      writeSentForm(c, ports, { at: ports.clock(), identifier });
      return c.redirect(answerPath, 303);
    },
  });

  // Each time that the page is opened a new challenge is asked. Nothing is stored for it.
  portal.get(answerPath, async (c) => {
    const opened = await openSession(c, parts, name);
    if (!opened.ok) return opened.answer;
    const identifier = readSentForm(c, ports)?.identifier ?? "";
    if (identifier === "") return c.redirect(path, 303);
    const again = againOf(c);
    const page = (
      <AnswerPage
        view={formViewOf(c, parts, opened.session)}
        name={name}
        action={answerPath}
        identifier={identifier}
        problems={again?.kind === "unusable" ? again.problems : {}}
        issued={await issueChallenge(ports, { identifier, key })}
        isRefused={again?.kind === "refused"}
      />
    );
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path: answerPath,
    admit: anySession,
    check: checkAnswerFields,
    async act(c, session, fields) {
      const client = clientOf(c, ports, session, fields);
      const answer = await answerChallenge(ports, { ...fields, key }, client);
      if (answer.kind !== "refused") return enter(c, ports, answer, { page: "login", client });
      const { identifier } = fields;
      return showAgain(c, ports, { path: answerPath, again: { kind: "refused" }, identifier });
    },
  });
}
