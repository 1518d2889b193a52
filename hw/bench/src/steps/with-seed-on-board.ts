import { BoardError, type BoardSeed, boardTimeOf, type OwnBoard } from "@jeton/board";
import type { Station } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";

/**
 * Makes the board a key of this seed, does `work`, and takes the seed off the board, however it ends.
 * Rejects with the failure of `work`, never with that of the cleaning up; when the seed may have stayed on
 * the board, the message says so and how to get rid of it.
 */
export async function withSeedOnBoard<T>(
  station: Station,
  own: OwnBoard,
  key: BoardSeed,
  work: () => Promise<T>,
): Promise<T> {
  let done: T;
  try {
    await own.setTime(boardTimeOf(station.unixNow()));
    await own.loadSeed(key);
    await own.setMode("own-key");
    done = await work();
  } catch (error) {
    const left = await cleanUp(station, own);
    if (left === null || !(error instanceof BoardError || error instanceof StepFailed)) throw error;
    throw new StepFailed(
      `${error.message}; ${left}`,
      error instanceof StepFailed ? error.details : null,
    );
  }
  const left = await cleanUp(station, own);
  if (left !== null) throw new StepFailed(`all was measured, but ${left}`);
  return done;
}

const cure = 'plug it in again and run "jeton-bench erase" with its port';

/** Makes the board a display again without a seed. Returns null, or what may have stayed on it. */
async function cleanUp({ conversation }: Station, own: OwnBoard): Promise<string | null> {
  const stays = `the seed may still be on the board: ${cure}`;
  if (conversation.closed !== null) return stays;
  // Each is tried: a board that stays a key must not keep the seed, too.
  const isMirror = await succeeds(() => own.setMode("mirror"));
  const isErased = await succeeds(() => own.eraseSeed());
  if (!isErased) return stays;
  return isMirror ? null : `the board stays a key, though without a seed: ${cure}`;
}

async function succeeds(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof BoardError)) throw error;
    return false;
  }
}
