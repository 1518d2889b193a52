import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePacket, type Packet, PacketParser } from "@jeton/board";
import { stopProcess } from "../../contracts/source-process.ts";

// What QEMU 7.2 has of an ATmega328P: the processor, the USART and the timers of 16 bits. Keys read as held,
// the EEPROM as zeros that no write changes, which the firmware would overwrite in vain and call a fault; so
// where it takes a byte from there, it is given that of an empty one. Watchdog, SPI, pins and the timers of 8 bits are not there.
//
// Two traps. It sleeps with the counter of the block in which SLEEP stands, so that after an interrupt it
// executes that block again and never what follows; so the one SLEEP is replaced by NOP, which the firmware
// allows (board.h: "it may return early"). And it may miss that an interrupt is due when interrupts are
// enabled in the midst of a block; so each instruction is a block, and none is chained to the next.
const options = ["-machine", "uno", "-singlestep", "-d", "nochain", "-D", "/dev/null"];
const wire = ["-nographic", "-monitor", "none", "-serial", "stdio"];
const sleepInstruction = 0x9588;
/** IN of EEDR into a register, and LDI of 0xFF into the first that has it; the register's number is apart. */
const takeFromEeprom = {
  mask: 0xfe0f,
  instruction: 0xb400,
  firstRegister: 16,
  replacement: 0xef0f,
};
const answerMillisecondsMax = 20_000;

/**
 * Runs a flash image in QEMU and sends it commands, each after the answer to the one before. Returns what
 * came: the packets before the first command, of which `reports` are awaited, and then each answer.
 */
export async function runInQemu(
  program: string,
  flash: Uint8Array,
  commands: readonly Packet[],
  reports: number,
): Promise<readonly Packet[]> {
  const folder = mkdtempSync(join(tmpdir(), "jeton-qemu-"));
  const file = join(folder, "flash.bin");
  writeFileSync(file, withEmptyEeprom(withoutSleep(flash)));
  const machine = spawn(program, [...options, ...wire, "-bios", file], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const parser = new PacketParser();
  const packets: Packet[] = [];
  let complained = "";
  machine.stdout.on("data", (bytes: Buffer) => packets.push(...parser.push(bytes)));
  machine.stderr.on("data", (bytes: Buffer) => {
    complained += bytes.toString();
  });
  const heard = async (count: number): Promise<void> => {
    const ends = performance.now() + answerMillisecondsMax;
    while (packets.length < count) {
      if (performance.now() > ends || machine.exitCode !== null) {
        throw new Error(
          `Cannot go on: QEMU's board sent ${packets.length} packets, wanted ${count}; ${complained}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  try {
    await heard(reports);
    for (const command of commands) {
      const before = packets.length;
      machine.stdin.write(encodePacket(command));
      await heard(before + 1);
    }
    return packets;
  } finally {
    await stopProcess(machine, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same flash with NOP in the place of its one SLEEP. Throws when there is not exactly one. */
function withoutSleep(flash: Uint8Array): Uint8Array {
  const words = new DataView(flash.slice().buffer);
  const places = Array.from({ length: flash.length / 2 }, (_, word) => 2 * word).filter(
    (place) => words.getUint16(place, true) === sleepInstruction,
  );
  const [place] = places;
  if (place === undefined || places.length !== 1) {
    throw new Error(`Cannot prepare a flash for QEMU: found ${places.length} SLEEP, wanted 1`);
  }
  words.setUint16(place, 0, true);
  return new Uint8Array(words.buffer);
}

/** The same flash, where each byte of the EEPROM reads as 0xFF. Throws when none is read. */
function withEmptyEeprom(flash: Uint8Array): Uint8Array {
  const words = new DataView(flash.slice().buffer);
  const { mask, instruction, firstRegister, replacement } = takeFromEeprom;
  let found = 0;
  for (let place = 0; place < flash.length; place += 2) {
    const word = words.getUint16(place, true);
    const register = (word >> 4) & 0x1f;
    if ((word & mask) !== instruction || register < firstRegister) continue;
    words.setUint16(place, replacement | ((register - firstRegister) << 4), true);
    found += 1;
  }
  if (found === 0) throw new Error("Cannot prepare a flash for QEMU: it reads no EEPROM");
  return new Uint8Array(words.buffer);
}
