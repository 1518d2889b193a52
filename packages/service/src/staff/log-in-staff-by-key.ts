import { authenticate, pinQuestion } from "@jeton/core";
import type { Client, Ports } from "@jeton/validator/parts";
import { decideAndStore, holderOf, type Judge, loginAnswer, present } from "@jeton/validator/parts";
import type { StaffAccount } from "./account.ts";
import { inTheNameOf } from "./in-the-name-of.ts";
import type { StaffAnswer } from "./staff-answer.ts";
import { loadStaffKey, passwordCosts, staffAct, staffActor } from "./staff-key.ts";

/**
 * Decides the PASSCODE of an account that goes by its holder's key. A refusal is noted in the chain of
 * that key, in the name of the account; a right PASSCODE in the chain of the account as well.
 */
export async function logInStaffByKey(
  ports: Ports,
  {
    account,
    holder,
    line,
  }: { readonly account: StaffAccount; readonly holder: string; readonly line: string },
  text: string,
  client: Client,
): Promise<StaffAnswer> {
  const actor = staffActor(account.name);
  const judge: Judge = {
    question: pinQuestion,
    decide: (record, attempt, context) =>
      inTheNameOf(actor, record, authenticate(record, attempt, context)),
  };
  // A text that is no PASSCODE is counted, too: it may be the code of an account with a password. The PIN is
  // hashed at the cost of a password as well, like what is typed for any other name.
  const { costs } = passwordCosts(ports);
  const how = { client, judge, line, costs, isCountedAnyway: true };
  const presented = await present(ports, text, holderOf(ports, { identifier: holder }), how);
  const answer = loginAnswer(ports, presented, client);
  if (answer.kind !== "accepted") return { kind: "refused" };
  const done = await decideAndStore<"accepted" | "refused">(
    ports,
    () => loadStaffKey(ports, account.name),
    async (record) => {
      const decision = record.state.kind === "suspended" ? "refused" : "accepted";
      return staffAct(decision, ports, { next: record, kind: decision, actor });
    },
  );
  if (done?.decision !== "accepted") return { kind: "refused" };
  const { serial, epoch, device } = answer;
  const key = { holder: answer.holder, serial, epoch };
  return { kind: "accepted", account, by: { epoch: done.record.epoch, key }, device };
}
