import { builtFirmware, EmulatedBoard, VirtualTime, virtualTransport } from "@jeton/board-emulator";
import type { BoardKey, EmulatedBoardPlan } from "../plan/plan.ts";
import { meetStation } from "./meet-station.ts";
import { type Station, sleep } from "./station.ts";

const heldMilliseconds = 80;
const openingBaud = 19_200;
/** So long `work` may take in virtual time; a promise that nothing settles must end some day. */
const yearsMax = 2 * 366 * 86_400_000;

/** Puts an emulated board on the bench, does `work` with it in virtual time, and takes it away. */
export async function withEmulatedStation<T>(
  plan: EmulatedBoardPlan,
  work: (station: Station) => Promise<T>,
  interrupt: AbortSignal,
): Promise<T> {
  const time = new VirtualTime();
  const emulated = new EmulatedBoard({
    flash: builtFirmware(`board-${plan.build}`),
    display: plan.build === "max7219" ? "max7219" : "hd44780",
    errorPpm: plan.errorPpm,
    baud: openingBaud,
  });
  const name = `emulated ${plan.build}`;
  const line = virtualTransport(emulated, time, { baud: openingBaud });
  const press = async (key: BoardKey): Promise<void> => {
    emulated.press(key);
    await sleep(time, heldMilliseconds);
    emulated.release(key);
    await sleep(time, heldMilliseconds);
  };
  const { errorPpm } = plan;
  const ppm = errorPpm === 0 ? "" : `, ${errorPpm > 0 ? "+" : ""}${errorPpm} ppm`;
  const place = `${name}, ${plan.baud} baud${ppm}`;
  const life = async (): Promise<T> => {
    const station = await meetStation({
      ...{ name: plan.name, place, clock: time, hostErrorPpm: 0, press, openingBaud, interrupt },
      seenLines: plan.build === "max7219" ? null : () => emulated.glass().lines,
      ...{ transport: { ...line, name }, baud: plan.baud, model: null },
    });
    try {
      return await work(station);
    } finally {
      await station.conversation.close();
    }
  };
  return time.until(life(), yearsMax);
}
