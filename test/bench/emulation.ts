// `node tools/run-source.mjs test/bench/emulation.ts [HOURS]`: how fast boards are emulated, in times
// real time. Counted in the processor's time, so that others on the machine change it little.
import { builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import { AskedBoard, ownCommands } from "../support/asked-board.ts";
import { loadSeed, setTime, startOwnKey } from "../support/own-key-board.ts";
import { thisMachine } from "./machine.ts";

const hours = Number(process.argv[2] ?? 6);
const asked = new AskedBoard(new EmulatedBoard({ flash: builtFirmware() }));
asked.advance(300);
loadSeed(asked, { seed: new Uint8Array(20).fill(7), digits: 6, periodSeconds: 60 });
setTime(asked, 1_900_000_000);

console.log(JSON.stringify(thisMachine()));
measured("idle, mirror mode", () => asked.advance(hours * 3_600_000));
startOwnKey(asked);
measured("own key, 60 s, countdown each second", () => asked.advance(hours * 3_600_000));
asked.ask(ownCommands.mode, [0]);
measured("talking without a pause at 19200 baud", () => {
  for (let count = 0; count < 2000; count += 1) asked.ask(0, [1, 2, 3, 4, 5, 6, 7, 8]);
});

function measured(what: string, act: () => void): void {
  const { board } = asked;
  const before = {
    ...board.counters,
    milliseconds: board.nowMilliseconds,
    cpu: process.cpuUsage(),
  };
  act();
  const { user, system } = process.cpuUsage(before.cpu);
  const seconds = (user + system) / 1e6;
  const virtual = (board.nowMilliseconds - before.milliseconds) / 1000;
  const instructions = board.counters.instructions - before.instructions;
  console.log(
    `${what}: ${Math.round(virtual / seconds)} times real time, ` +
      `${Math.round(instructions / virtual)} instructions a second, ` +
      `${(instructions / seconds / 1e6).toFixed(0)} million executed a second; ` +
      `a day in ${((86_400 * seconds) / virtual).toFixed(1)} s`,
  );
}
