import { expect, test } from "vitest";
import { holder, openStage, pin } from "../../../../test/support/stage.ts";
import type { Ports } from "../ports/ports.ts";
import { holderOf } from "./log-in.ts";
import { present } from "./present.ts";

test("present() says when a log-in shows that the key's clock was set", async () => {
  const stage = await openStage();
  await stage.commission();
  let told = 0;
  const ports: Ports = { ...stage.ports, onClockSet: () => (told += 1) };
  const logIn = (stepsFromNow = 0) =>
    present(ports, pin + stage.code(stepsFromNow), holderOf(ports, { identifier: holder }));
  stage.advance(3600);
  await logIn();
  expect(told).toBe(0);
  stage.advance(3600);
  await logIn(40);
  stage.advance(60);
  const last = await logIn(40);
  expect([last?.decision.kind, told]).toEqual(["accepted", 1]);
});
