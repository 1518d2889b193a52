// Made of board.ts and the driver by esbuild: `npm run generate`.
// hw/driver/src/board-error.ts
var BoardError = class extends Error {
  name = "BoardError";
  code;
  constructor(code, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.code = code;
  }
};

// hw/driver/src/board-key.ts
var sixKeys = ["up", "down", "left", "right", "enter", "exit"];
var cornerKeys = ["upper-left", "upper-right", "lower-left", "lower-right"];
var events = [
  ...sixKeys.map((key) => ({ key, kind: "pressed" })),
  ...sixKeys.map((key) => ({ key, kind: "released" })),
  ...cornerKeys.map((key) => ({ key, kind: "pressed" })),
  ...cornerKeys.map((key) => ({ key, kind: "released" }))
];
function keyEvent(data) {
  const [code] = data;
  if (code === void 0 || data.length !== 1) return null;
  return events[code - 1] ?? null;
}

// hw/driver/src/glass-text.ts
var textMax = 20;
var elsewhere = {
  hd44780: /* @__PURE__ */ new Map([
    ["¥", 92],
    ["→", 126]
  ]),
  cfa635: new Map([
    ...[
      ["^", 29],
      ["@", 160],
      ["$", 162],
      ["_", 196],
      ["~", 206],
      ["[", 250]
    ],
    ...[
      ["\\", 251],
      ["]", 252],
      ["{", 253],
      ["|", 254],
      ["}", 255]
    ]
  ])
};
var notAscii = {
  hd44780: /[\\~]/,
  cfa635: /[$@[\\\]^_`{|}~]/
};
function characterBytes(text, room, table) {
  if (text.length < 1 || text.length > Math.min(room, textMax)) {
    throw new RangeError(
      `Cannot write ${text.length} characters: expected 1 to ${Math.min(room, textMax)}`
    );
  }
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code <= 7 || isAscii(code, table)) return code;
    const other = elsewhere[table].get(character);
    if (other !== void 0) return other;
    throw new RangeError(
      `Cannot show ${JSON.stringify(character)}: expected ASCII that this display has`
    );
  });
}
function glassText(bytes, table) {
  return Array.from(bytes, (code) => {
    if (code <= 7 || isAscii(code, table)) return String.fromCharCode(code);
    const found = [...elsewhere[table]].find(([, other]) => other === code);
    return found?.[0] ?? "�";
  }).join("");
}
function isAscii(code, table) {
  return code >= 32 && code <= 126 && !notAscii[table].test(String.fromCharCode(code));
}
function characterPattern(rows) {
  if (rows.length !== 8 || rows.some((row) => row.length !== 5)) {
    throw new RangeError(
      `Cannot make a character of ${rows.length} rows: expected 8 rows of 5 pixels`
    );
  }
  return Uint8Array.from(
    rows,
    (row) => [...row].reduce((bits, pixel) => bits << 1 | (pixel === "#" ? 1 : 0), 0)
  );
}

// hw/driver/src/model.ts
var bauds = [19200, 115200];
var twoRows = [128, 192];
var boardModels = {
  cfa533: {
    ...{ name: "cfa533", columns: 16, rowAddresses: twoRows, baud: 19200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: false }
  },
  cfa631: {
    ...{ name: "cfa631", columns: 20, rowAddresses: twoRows, baud: 115200 },
    ...{ contrastMax: 254, keys: "corners", characters: "cfa635", hasOwnCommands: false }
  },
  cfa633: {
    ...{ name: "cfa633", columns: 16, rowAddresses: twoRows, baud: 19200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: false }
  },
  cfa635: {
    ...{ name: "cfa635", columns: 20, rowAddresses: [128, 160, 192, 224], baud: 115200 },
    ...{ contrastMax: 254, keys: "six", characters: "cfa635", hasOwnCommands: false }
  },
  jeton: {
    ...{ name: "jeton", columns: 16, rowAddresses: twoRows, baud: 19200 },
    ...{ contrastMax: 50, keys: "six", characters: "hd44780", hasOwnCommands: true }
  }
};
function modelOfVersion(version) {
  const name = version.split(":")[0]?.trim().toLowerCase() ?? "";
  const known = Object.values(boardModels).find((model) => name.startsWith(model.name));
  return known ?? null;
}

// hw/driver/src/crc16.ts
function crc16(bytes) {
  let crc = 65535;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? crc >>> 1 ^ 33800 : crc >>> 1;
  }
  return ~crc & 65535;
}

// hw/driver/src/own-commands.ts
var ticksPerSecond = 15625;
var ownCommand = {
  setTime: 48,
  getTime: 49,
  seedPart: 50,
  finishSeed: 51,
  mode: 52,
  trim: 53,
  status: 54,
  eraseSeed: 55
};
function encodeTime({ seconds, ticks }) {
  if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds >= 2 ** 40) {
    throw new RangeError(`Cannot set ${seconds} s on a board: expected whole seconds below 2^40`);
  }
  if (!Number.isInteger(ticks) || ticks < 0 || ticks >= ticksPerSecond) {
    throw new RangeError(`Cannot set ${ticks} ticks on a board: expected 0 to 15624`);
  }
  const data = new Uint8Array(7);
  const view = new DataView(data.buffer);
  view.setUint32(0, seconds % 2 ** 32, true);
  view.setUint8(4, Math.floor(seconds / 2 ** 32));
  view.setUint16(5, ticks, true);
  return data;
}
function decodeTime(data) {
  const view = viewOf("the time", data, 7);
  const seconds = view.getUint32(0, true) + view.getUint8(4) * 2 ** 32;
  const ticks = view.getUint16(5, true);
  if (ticks >= ticksPerSecond) throw malformed("the time", `${ticks} ticks`, "0 to 15624");
  return { seconds, ticks };
}
function encodeSeedParts(seed) {
  if (seed.length < 1 || seed.length > 64) {
    throw new RangeError(`Cannot load a seed of ${seed.length} bytes: expected 1 to 64`);
  }
  const parts = [];
  for (let offset = 0; offset < seed.length; offset += 16) {
    parts.push(Uint8Array.of(offset, ...seed.subarray(offset, offset + 16)));
  }
  return parts;
}
function encodeSeedEnd({ seed, digits, periodSeconds }) {
  if (!Number.isInteger(periodSeconds) || periodSeconds < 1 || periodSeconds > 65535) {
    throw new RangeError(`Cannot load a period of ${periodSeconds} s: expected 1 to 65535`);
  }
  const data = new Uint8Array(6);
  const view = new DataView(data.buffer);
  view.setUint8(0, seed.length);
  view.setUint8(1, digits);
  view.setUint16(2, periodSeconds, true);
  view.setUint16(4, crc16(seed), true);
  return data;
}
var modes = ["mirror", "own-key"];
function encodeMode(mode) {
  return Uint8Array.of(modes.indexOf(mode));
}
function decodeMode(data) {
  return modeNumbered(viewOf("the mode", data, 1).getUint8(0));
}
function encodeTrim(ppb) {
  if (!Number.isInteger(ppb) || Math.abs(ppb) >= 2 ** 31) {
    throw new RangeError(`Cannot trim by ${ppb} ppb: expected a whole number of 32 bits`);
  }
  const data = new Uint8Array(4);
  new DataView(data.buffer).setInt32(0, ppb, true);
  return data;
}
function decodeTrim(data) {
  return viewOf("the trim", data, 4).getInt32(0, true);
}
function decodeStatus(data) {
  const view = viewOf("the status", data, 16);
  const causes = view.getUint8(1);
  const flags = view.getUint8(3);
  const named = [
    [1, "power"],
    [2, "reset-pin"],
    [4, "brown-out"],
    [8, "watchdog"]
  ];
  return {
    protocolVersion: view.getUint8(0),
    resetBy: named.filter(([bit]) => (causes & bit) !== 0).map(([, name]) => name),
    mode: modeNumbered(view.getUint8(2)),
    hasSeed: (flags & 1) !== 0,
    hasTime: (flags & 2) !== 0,
    isStoring: (flags & 4) !== 0,
    hasEepromFault: (flags & 8) !== 0,
    packets: view.getUint32(4, true),
    wrongChecksums: view.getUint16(8, true),
    droppedBytes: view.getUint16(10, true),
    overruns: view.getUint16(12, true),
    restarts: view.getUint16(14, true)
  };
}
function modeNumbered(number) {
  const mode = modes[number];
  if (mode === void 0) throw malformed("the mode", String(number), "0 or 1");
  return mode;
}
function viewOf(what, data, length) {
  if (data.length !== length) {
    throw malformed(what, `${data.length} bytes`, `${length} bytes`);
  }
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}
function malformed(what, found, wanted) {
  return new BoardError(
    "ANSWER_MALFORMED",
    `Cannot read ${what} of the board: found ${found}, wanted ${wanted}`
  );
}

// hw/driver/src/own-board.ts
var OwnBoard = class {
  #conversation;
  constructor(conversation) {
    this.#conversation = conversation;
  }
  async setTime(time) {
    await this.#conversation.request(ownCommand.setTime, encodeTime(time));
  }
  async time() {
    return decodeTime(await this.#conversation.request(ownCommand.getTime));
  }
  /** Loads a seed in parts; the board keeps it only when all of it arrived as it was sent. */
  async loadSeed(given) {
    const end = encodeSeedEnd(given);
    for (const part2 of encodeSeedParts(given.seed)) {
      await this.#conversation.request(ownCommand.seedPart, part2);
    }
    await this.#conversation.request(ownCommand.finishSeed, end);
  }
  async eraseSeed() {
    await this.#conversation.request(ownCommand.eraseSeed);
  }
  async setMode(mode) {
    await this.#conversation.request(ownCommand.mode, encodeMode(mode));
  }
  async mode() {
    return decodeMode(await this.#conversation.request(ownCommand.mode));
  }
  /** Makes the board's clock faster (positive) or slower, parts per billion. */
  async setTrim(ppb) {
    await this.#conversation.request(ownCommand.trim, encodeTrim(ppb));
  }
  async trim() {
    return decodeTrim(await this.#conversation.request(ownCommand.trim));
  }
  async status() {
    return decodeStatus(await this.#conversation.request(ownCommand.status));
  }
};

// hw/driver/src/packet.ts
var dataLengthMax = 22;
var packetOverhead = 4;
function encodePacket({ type, data }) {
  if (!Number.isInteger(type) || type < 0 || type > 255) {
    throw new RangeError(`Cannot use ${type} as a packet's type: expected 0 to 255`);
  }
  if (data.length > dataLengthMax) {
    throw new RangeError(
      `Cannot put ${data.length} bytes into a packet: expected at most ${dataLengthMax}`
    );
  }
  const bytes = new Uint8Array(data.length + packetOverhead);
  bytes[0] = type;
  bytes[1] = data.length;
  bytes.set(data, 2);
  const crc = crc16(bytes.subarray(0, -2));
  bytes[bytes.length - 2] = crc & 255;
  bytes[bytes.length - 1] = crc >>> 8;
  return bytes;
}
function decodePacket(bytes) {
  const [type, length] = bytes;
  if (length !== void 0 && length > dataLengthMax) return { ok: false, problem: "bad-length" };
  if (type === void 0 || length === void 0) return { ok: false, problem: "incomplete" };
  const size = length + packetOverhead;
  if (bytes.length < size) return { ok: false, problem: "incomplete" };
  const crc = (bytes[size - 2] ?? 0) | (bytes[size - 1] ?? 0) << 8;
  if (crc !== crc16(bytes.subarray(0, size - 2))) return { ok: false, problem: "bad-checksum" };
  return { ok: true, packet: { type, data: bytes.slice(2, size - 2) }, size };
}
var kinds = ["command", "answer", "report", "refusal"];
function packetKind({ type }) {
  return kinds[type >>> 6 & 3] ?? "command";
}
function commandOf({ type }) {
  return type & 63;
}

// hw/driver/src/board.ts
var command = {
  ping: 0,
  version: 1,
  storeBootState: 4,
  reboot: 5,
  clear: 6,
  character: 9,
  readMemory: 10,
  contrast: 13,
  backlight: 14,
  keyReports: 23,
  text: 31,
  baud: 33
};
var memoryBytes = 8;
var Board = class {
  model;
  /** What the board answered when it was asked who it is: "CFA633:h1.5,k1.7". */
  version;
  /** The commands of our own board; null where the model has none. */
  own;
  #conversation;
  constructor(conversation, version, model) {
    this.#conversation = conversation;
    this.version = version;
    this.model = model;
    this.own = model.hasOwnCommands ? new OwnBoard(conversation) : null;
  }
  get rows() {
    return this.model.rowAddresses.length;
  }
  /** Returns when the board answered; for heartbeats. */
  async ping() {
    await this.#conversation.request(command.ping);
  }
  async clear() {
    await this.#conversation.request(command.clear);
  }
  /**
   * Writes a whole row, filled up with blanks, reads it back and writes it once more when the glass
   * holds something else. Rejects with GLASS_DIFFERS when it still does. Characters are the
   * ASCII that the display has; `\u0000` to `\u0007` are those that `defineCharacter` made.
   */
  async showRow(row, text) {
    const { columns, characters } = this.model;
    const wanted = characterBytes(text.padEnd(columns), columns, characters);
    for (let turn = 0; turn < 2; turn += 1) {
      await this.writeText(row, 0, text.padEnd(columns));
      const found = await this.#readRowBytes(row);
      if (found.every((byte, index) => byte === wanted[index])) return;
    }
    throw new BoardError(
      "GLASS_DIFFERS",
      `Cannot show row ${row}: the glass holds ${JSON.stringify(await this.readRow(row))}, wanted ${JSON.stringify(text)}`
    );
  }
  /** Writes text from a place on, without reading it back. */
  async writeText(row, column, text) {
    this.#requireRow(row);
    const room = this.model.columns - column;
    if (!Number.isInteger(column) || column < 0 || room < 1) {
      throw new RangeError(
        `Cannot write at column ${column}: expected 0 to ${this.model.columns - 1}`
      );
    }
    const bytes = characterBytes(text, room, this.model.characters);
    await this.#conversation.request(command.text, Uint8Array.of(column, row, ...bytes));
  }
  /** Returns what the glass holds in a row. */
  async readRow(row) {
    return glassText(await this.#readRowBytes(row), this.model.characters);
  }
  /** Returns all rows of the glass. */
  async readGlass() {
    const rows = [];
    for (let row = 0; row < this.rows; row += 1) rows.push(await this.readRow(row));
    return rows;
  }
  /** Makes character `number` (0 .. 7) of eight rows of five pixels: "#" is dark, all else is not. */
  async defineCharacter(number, rows) {
    if (!Number.isInteger(number) || number < 0 || number > 7) {
      throw new RangeError(`Cannot define character ${number}: expected 0 to 7`);
    }
    await this.#conversation.request(
      command.character,
      Uint8Array.of(number, ...characterPattern(rows))
    );
  }
  /** Sets the contrast, 0 .. 1 of what the model takes. */
  async setContrast(share) {
    requireShare("a contrast", share);
    const value = Math.round(share * this.model.contrastMax);
    await this.#conversation.request(command.contrast, Uint8Array.of(value));
  }
  /** Sets the backlight, 0 .. 1. */
  async setBacklight(share) {
    requireShare("a backlight", share);
    await this.#conversation.request(command.backlight, Uint8Array.of(Math.round(share * 100)));
  }
  /** Keeps what the board shows and how, its speed too, for its next power-up. */
  async storeBootState() {
    await this.#conversation.request(command.storeBootState);
  }
  /** Restarts the board and waits until it answers again, at most so long. */
  async reboot(withinMilliseconds = 4e3) {
    await this.#conversation.request(command.reboot, Uint8Array.of(8, 18, 99));
    await this.#conversation.synchronise(withinMilliseconds);
  }
  /** Lets every key report when it is pressed and released. */
  async reportAllKeys() {
    await this.#conversation.request(command.keyReports, Uint8Array.of(63, 63));
  }
  /** Calls `listener` with each key that is pressed or released; answers a function that ends that. */
  onKey(listener) {
    return this.#conversation.onReport((packet) => {
      const event = commandOf(packet) === 0 ? keyEvent(packet.data) : null;
      if (event !== null) listener(event);
    });
  }
  /**
   * Changes the speed of both sides: the board answers at the old one, then both change. When that
   * cannot be, this side goes back to the other speed and NO_ANSWER is told.
   */
  async setBaud(baud) {
    try {
      await this.#conversation.request(command.baud, Uint8Array.of(bauds.indexOf(baud)));
    } catch (error) {
      if (!(error instanceof BoardError) || error.code !== "NO_ANSWER") throw error;
    }
    await this.#conversation.setBaudRate(baud);
    try {
      await this.#conversation.synchronise(1e3);
    } catch (error) {
      const other = bauds.find((each) => each !== baud) ?? baud;
      await this.#conversation.setBaudRate(other);
      throw error;
    }
  }
  async #readRowBytes(row) {
    this.#requireRow(row);
    const { columns, rowAddresses } = this.model;
    const bytes = new Uint8Array(columns);
    for (let column = 0; column < columns; column += memoryBytes) {
      const address = (rowAddresses[row] ?? 0) + column;
      const data = await this.#conversation.request(command.readMemory, Uint8Array.of(address));
      if (data.length !== memoryBytes + 1 || data[0] !== address) {
        throw new BoardError(
          "ANSWER_MALFORMED",
          `Cannot read row ${row}: found ${data.length} bytes for address ${data[0]}, wanted 9 for ${address}`
        );
      }
      bytes.set(data.subarray(1, 1 + Math.min(memoryBytes, columns - column)), column);
    }
    return bytes;
  }
  #requireRow(row) {
    if (Number.isInteger(row) && row >= 0 && row < this.rows) return;
    throw new RangeError(`Cannot use row ${row}: expected 0 to ${this.rows - 1}`);
  }
};
async function meetBoard(conversation, model) {
  const version = String.fromCharCode(...await conversation.request(command.version));
  const known = model ?? modelOfVersion(version);
  if (known !== null) return new Board(conversation, version, known);
  throw new BoardError(
    "NOT_SUPPORTED",
    `Cannot use the board that calls itself ${JSON.stringify(version)}: wanted one of CFA533, CFA631, CFA633, CFA635, JETON, or to be told the model`
  );
}
function requireShare(what, share) {
  if (share >= 0 && share <= 1) return;
  throw new RangeError(`Cannot use ${share} as ${what}: expected 0 to 1`);
}

// hw/driver/src/packet-parser.ts
var PacketParser = class {
  #bytes = new Uint8Array(0);
  #dropped = 0;
  /** Bytes dropped so far because no packet began at them. */
  get dropped() {
    return this.#dropped;
  }
  /** Whether bytes wait that may be the beginning of a packet. */
  get waits() {
    return this.#bytes.length > 0;
  }
  /** Takes what arrived and answers the packets that it completes. */
  push(chunk) {
    const bytes = new Uint8Array(this.#bytes.length + chunk.length);
    bytes.set(this.#bytes);
    bytes.set(chunk, this.#bytes.length);
    return this.#take(bytes, false);
  }
  /**
   * Says that nothing more will come of what waits: the line is silent. It is dropped byte by byte,
   * and the packets that it hid are answered.
   */
  flush() {
    return this.#take(this.#bytes, true);
  }
  /** Forgets what waits, as after a line was opened anew. */
  clear() {
    this.#bytes = new Uint8Array(0);
  }
  #take(bytes, isAll) {
    const packets = [];
    let at = 0;
    while (at < bytes.length) {
      const found = decodePacket(bytes.subarray(at));
      if (found.ok) {
        packets.push(found.packet);
        at += found.size;
      } else if (found.problem === "incomplete" && !isAll) {
        break;
      } else {
        this.#dropped += 1;
        at += 1;
      }
    }
    this.#bytes = bytes.slice(at);
    return packets;
  }
};

// hw/driver/src/refusal.ts
var reasons = [
  "",
  "it knows no such command",
  "the length is wrong",
  "a value is wrong",
  "it cannot now",
  "its EEPROM does not keep what is written"
];
function refusalWords(data) {
  const [reason] = data;
  if (reason === void 0) return "for a reason that it does not give";
  return `since ${reasons[reason] ?? `of its reason ${reason}`}`;
}

// hw/driver/src/transport.ts
var systemClock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }
};

// hw/driver/src/conversation.ts
var conversationLimits = {
  answerMilliseconds: 250,
  writeMilliseconds: 250,
  tries: 3,
  pings: 2
};
var pingCommand = 0;
var Conversation = class {
  #transport;
  #clock;
  #limits;
  #nonce;
  #parser = new PacketParser();
  #reportListeners = /* @__PURE__ */ new Set();
  #stopListening;
  #waiting = null;
  #last = Promise.resolve();
  #closed = null;
  /** Whether an answer to an earlier command may still come. */
  #unsure = true;
  /** Over an open transport. */
  constructor(transport, options = {}) {
    this.#transport = transport;
    this.#clock = options.clock ?? systemClock;
    this.#limits = { ...conversationLimits, ...options.limits };
    this.#nonce = options.nonce ?? (() => crypto.getRandomValues(new Uint8Array(16)));
    this.#stopListening = [
      transport.onData((bytes) => this.#take(this.#parser.push(bytes))),
      transport.onClosed((reason) => {
        this.#closed ??= reason;
        this.#waiting?.settle(null);
      })
    ];
  }
  /** Bytes that belonged to no packet so far. */
  get droppedBytes() {
    return this.#parser.dropped;
  }
  /** Why the line is gone; null while it is there. */
  get closed() {
    return this.#closed;
  }
  /** Calls `listener` with each report; answers a function that ends that. */
  onReport(listener) {
    this.#reportListeners.add(listener);
    return () => this.#reportListeners.delete(listener);
  }
  /**
   * Sends a command (0 .. 63) and answers the data of its answer. Rejects with BoardError: REFUSED
   * when the board says no, NO_ANSWER after the last try, PORT_CLOSED when the line is gone.
   */
  async request(command2, data = new Uint8Array(0)) {
    if (!Number.isInteger(command2) || command2 < 0 || command2 > 63) {
      throw new RangeError(`Cannot send command ${command2}: expected 0 to 63`);
    }
    const bytes = encodePacket({ type: command2, data });
    return this.#inTurn(() => this.#ask(command2, bytes));
  }
  /**
   * Waits until the board answers a ping: after power-up, a reset on opening, a reconnect. Rejects
   * with BoardError NO_ANSWER when it does not within so many ms, give or take one answer's time.
   */
  async synchronise(withinMilliseconds) {
    await this.#inTurn(async () => {
      const ends = this.#clock.now() + withinMilliseconds;
      do {
        if (await this.#ping()) return;
      } while (this.#clock.now() < ends);
      throw new BoardError(
        "NO_ANSWER",
        `Cannot reach a board at ${this.#transport.name}: no answer for ${withinMilliseconds} ms, wanted one to a ping; check baud rate, wiring and power`
      );
    });
  }
  /** Changes this side's speed, after the board answered that it changes its own. */
  async setBaudRate(baud) {
    await this.#inTurn(async () => {
      await this.#transport.setBaudRate(baud);
      this.#unsure = true;
    });
  }
  /** Ends the conversation and closes the line. Whoever waits is told PORT_CLOSED. */
  async close() {
    this.#closed ??= { kind: "closed" };
    this.#waiting?.settle(null);
    await this.#transport.close();
    for (const stop of this.#stopListening) stop();
  }
  /** Runs `work` when all that was asked before is done, however it ended. */
  #inTurn(work) {
    const turn = this.#last.then(() => {
      this.#requireOpen();
      return work();
    });
    this.#last = turn.catch(() => {
    });
    return turn;
  }
  async #ask(command2, bytes) {
    const { tries, answerMilliseconds } = this.#limits;
    for (let turn = 0; turn < tries; turn += 1) {
      if (this.#unsure && !await this.#synchronised()) continue;
      const answer = await this.#exchange(bytes, (packet) => answersTo(packet, command2));
      if (answer === null) {
        this.#unsure = true;
        continue;
      }
      if (packetKind(answer) === "answer") return answer.data;
      throw new BoardError(
        "REFUSED",
        `Cannot do command ${command2} on ${this.#transport.name}: the board refused it, ${refusalWords(answer.data)}`
      );
    }
    throw new BoardError(
      "NO_ANSWER",
      `Cannot do command ${command2} on ${this.#transport.name}: no answer in ${tries} tries, wanted one within ${answerMilliseconds} ms`
    );
  }
  async #synchronised() {
    for (let turn = 0; turn < this.#limits.pings; turn += 1) if (await this.#ping()) return true;
    return false;
  }
  /** Only the echo of this very ping counts; all before it belongs to the past. */
  async #ping() {
    const nonce = this.#nonce();
    const bytes = encodePacket({ type: pingCommand, data: nonce });
    const echo = await this.#exchange(
      bytes,
      (packet) => answersTo(packet, pingCommand) && sameBytes(packet.data, nonce)
    );
    this.#unsure = echo === null;
    return echo !== null;
  }
  /** Writes, and answers the packet that is wanted, or null when it does not come in time. */
  async #exchange(bytes, wants) {
    this.#requireOpen();
    const { writeMilliseconds, answerMilliseconds } = this.#limits;
    let stopTimer = () => {
    };
    const wait = (milliseconds) => {
      stopTimer();
      stopTimer = this.#clock.after(milliseconds, () => this.#overdue());
    };
    try {
      const packet = await new Promise((resolve, reject) => {
        const waiting = { wants, settle: resolve };
        this.#waiting = waiting;
        wait(writeMilliseconds);
        const written = () => {
          if (this.#waiting === waiting) wait(answerMilliseconds);
        };
        this.#transport.write(bytes).then(written, reject);
      });
      if (packet === null) this.#requireOpen();
      return packet;
    } finally {
      stopTimer();
      this.#waiting = null;
    }
  }
  /** The answer may hide behind garbage that looks like a longer packet's beginning. */
  #overdue() {
    this.#take(this.#parser.flush());
    this.#waiting?.settle(null);
  }
  #take(packets) {
    for (const packet of packets) {
      if (packetKind(packet) === "report") for (const tell of this.#reportListeners) tell(packet);
      else if (this.#waiting?.wants(packet) === true) this.#waiting.settle(packet);
    }
  }
  #requireOpen() {
    if (this.#closed === null) return;
    const { kind } = this.#closed;
    const found = kind === "failed" ? this.#closed.message : kind === "unplugged" ? "it was unplugged" : "it was closed";
    throw new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.#transport.name}: ${found}, wanted an open line`
    );
  }
};
function answersTo(packet, command2) {
  const kind = packetKind(packet);
  return (kind === "answer" || kind === "refusal") && commandOf(packet) === command2;
}
function sameBytes(left, right) {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

// hw/driver/src/board-link.ts
var BoardLink = class {
  #options;
  #clock;
  #listeners = /* @__PURE__ */ new Set();
  #conversation = null;
  #isClosed = false;
  #wake = () => {
  };
  #running = null;
  constructor(options) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }
  /** Calls `listener` with what happens; answers a function that ends that. */
  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  /**
   * Begins; resolves when the link was closed. Rejects with an error that is no BoardError, such as
   * one that a listener threw: then the line is closed and the link is over.
   */
  start() {
    this.#running ??= this.#run();
    return this.#running;
  }
  /** Ends it and closes the line; resolves when nothing of it is left. */
  async close() {
    this.#isClosed = true;
    this.#wake();
    await this.#conversation?.close();
    await this.#running?.catch(() => {
    });
  }
  async #run() {
    const [first, longest] = this.#options.retryMilliseconds ?? [250, 2e3];
    let wait = first;
    while (!this.#isClosed) {
      try {
        await this.#live(() => {
          wait = first;
        });
      } catch (error) {
        if (!(error instanceof BoardError)) throw error;
        if (!this.#isClosed) this.#tell({ kind: "down", error });
      } finally {
        await this.#conversation?.close();
        this.#conversation = null;
      }
      await this.#pause(wait);
      wait = Math.min(2 * wait, longest);
    }
  }
  /** Lives with one connection until it fails. */
  async #live(up) {
    const { connect, greetMilliseconds: greetMilliseconds2 = 4e3, heartbeatMilliseconds = 1e3 } = this.#options;
    const transport = await connect();
    if (this.#isClosed) return;
    const conversation = new Conversation(transport, this.#options);
    this.#conversation = conversation;
    await transport.open();
    await conversation.synchronise(greetMilliseconds2);
    const board = await meetBoard(conversation, this.#options.model);
    up();
    this.#tell({ kind: "up", board });
    const stop = transport.onClosed(() => this.#wake());
    try {
      while (!this.#isClosed) {
        await board.ping();
        await this.#pause(heartbeatMilliseconds);
      }
    } finally {
      stop();
    }
  }
  /** Waits, but not longer than until the link is closed or its line is gone. */
  #pause(milliseconds) {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#clock.after(milliseconds, () => this.#wake());
      this.#wake = () => {
        stop();
        this.#wake = () => {
        };
        resolve();
      };
    });
  }
  #tell(event) {
    for (const tell of this.#listeners) tell(event);
  }
};

// hw/driver/src/bridge-words.ts
var bridgeProtocol = "jeton-board.1";
function tokenProtocol(token) {
  return `token.${token}`;
}
function parseBridgeNews(text) {
  const said = parsed(text);
  switch (said?.kind) {
    case "open":
      return typeof said.name === "string" ? { kind: "open", name: said.name } : null;
    case "baud-set":
      return { kind: "baud-set" };
    case "problem":
      return typeof said.message === "string" ? { kind: "problem", message: said.message } : null;
    case "closed": {
      const { isUnplugged, message } = said;
      const isWhole = typeof isUnplugged === "boolean" && typeof message === "string";
      return isWhole ? { kind: "closed", isUnplugged, message } : null;
    }
    default:
      return null;
  }
}
function parsed(text) {
  try {
    const said = JSON.parse(text);
    return typeof said === "object" && said !== null ? { ...said } : null;
  } catch {
    return null;
  }
}

// hw/driver/src/web-serial-port.ts
async function requestWebSerialPort(serial) {
  if (serial === void 0) throw unusable(noWebSerial);
  try {
    return await serial.requestPort();
  } catch (error) {
    throw unusable(requestProblems[nameOf(error)] ?? messageOf(error), error);
  }
}
var noWebSerial = "this browser has no Web Serial for this page; use Chrome, Edge, Opera or Chromium on a computer, and open the page from a disk, from localhost or over https";
var requestProblems = {
  NotFoundError: "no port was chosen; press again and choose one; if the board is not in the list, plug it in, and on Linux be a member of the group that owns it, often dialout",
  SecurityError: "the browser does not allow it here; press the button again, or allow serial ports for this page in the browser's settings of the site"
};
function openProblem(name, error) {
  const found = openProblems[nameOf(error)] ?? messageOf(error);
  return new BoardError("PORT_UNUSABLE", `Cannot open ${name}: ${found}`, error);
}
var openProblems = {
  InvalidStateError: "this page has it open already; disconnect there first",
  NetworkError: "another program or another tab has it, or this user may not use it; end that program, or on Linux become a member of the group that owns the port, often dialout"
};
function nameOfPort(port) {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === void 0 || usbProductId === void 0) return "the serial port";
  return `usb:${hex(usbVendorId)}:${hex(usbProductId)}`;
}
function nameOf(error) {
  return error instanceof Error ? error.name : "";
}
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
function unusable(found, cause) {
  return new BoardError("PORT_UNUSABLE", `Cannot use a serial port: ${found}`, cause);
}
function hex(id) {
  return id.toString(16).padStart(4, "0");
}

// hw/driver/src/line-listeners.ts
function lineListeners() {
  const data = /* @__PURE__ */ new Set();
  const closed = /* @__PURE__ */ new Set();
  return {
    onData(listener) {
      data.add(listener);
      return () => data.delete(listener);
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
    tellData(bytes) {
      for (const tell of [...data]) tell(bytes);
    },
    tellClosed(reason) {
      for (const tell of [...closed]) tell(reason);
    }
  };
}

// hw/driver/src/web-serial-transport.ts
function webSerialTransport(port, given) {
  const line = new WebSerialLine(port);
  return {
    name: line.name,
    open: () => line.open(given.baud),
    close: () => line.end({ kind: "closed" }),
    write: (bytes) => line.write(bytes),
    setBaudRate: (baud) => line.reopen(baud),
    onData: line.listeners.onData,
    onClosed: line.listeners.onClosed
  };
}
var WebSerialLine = class {
  name;
  listeners = lineListeners();
  #port;
  #state = "closed";
  #reader = null;
  #writer = null;
  #reading = Promise.resolve();
  #released = Promise.resolve();
  #unplugged = () => void this.end({ kind: "unplugged" });
  constructor(port) {
    this.#port = port;
    this.name = nameOfPort(port);
  }
  async open(baud) {
    try {
      await this.#port.open({ baudRate: baud });
    } catch (error) {
      throw openProblem(this.name, error);
    }
    this.#port.addEventListener("disconnect", this.#unplugged);
    this.#begin();
  }
  /** Ends the line and lets go of the port; resolves when other programs can have it. */
  async end(reason) {
    if (this.#state === "open" || this.#state === "changing") {
      this.#state = "over";
      this.#port.removeEventListener("disconnect", this.#unplugged);
      this.#released = this.#letGo();
      this.listeners.tellClosed(reason);
    }
    await this.#released;
  }
  async write(bytes) {
    const writer = this.#writer;
    if (this.#state !== "open" || writer === null) throw this.#closedError();
    try {
      await writer.write(bytes);
    } catch (error) {
      void this.end(reasonOf(error));
      throw this.#closedError();
    }
  }
  async reopen(baud) {
    if (this.#state !== "open") throw this.#closedError();
    this.#state = "changing";
    await this.#letGo();
    if (this.#isOver()) throw this.#closedError();
    try {
      await this.#port.open({ baudRate: baud });
    } catch (error) {
      void this.end(reasonOf(error));
      throw openProblem(this.name, error);
    }
    if (this.#isOver()) {
      await this.#letGo();
      throw this.#closedError();
    }
    this.#begin();
  }
  // A method, since the compiler does not see that the state changes during a wait.
  #isOver() {
    return this.#state === "over";
  }
  #begin() {
    this.#state = "open";
    this.#writer = this.#port.writable?.getWriter() ?? null;
    this.#reading = this.#readAll();
  }
  /** A framing error or an overrun ends one stream; the port then has another. A lost device has none. */
  async #readAll() {
    while (this.#state === "open" && this.#port.readable !== null) {
      const reader = this.#port.readable.getReader();
      this.#reader = reader;
      try {
        for (; ; ) {
          const { done, value } = await reader.read();
          if (done) return;
          this.listeners.tellData(value);
        }
      } catch (error) {
        if (!garbled.has(nameOf(error))) {
          void this.end(reasonOf(error));
          return;
        }
      } finally {
        reader.releaseLock();
        this.#reader = null;
      }
    }
    if (this.#state === "open") void this.end({ kind: "unplugged" });
  }
  /** A port closes only when nothing holds its streams. What is lost already is let go of all the same. */
  async #letGo() {
    const writer = this.#writer;
    this.#writer = null;
    await this.#reader?.cancel().catch(() => {
    });
    await this.#reading;
    await writer?.abort().catch(() => {
    });
    writer?.releaseLock();
    await this.#port.close().catch(() => {
    });
  }
  #closedError() {
    return new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.name}: found it closed, wanted an open port`
    );
  }
};
var garbled = /* @__PURE__ */ new Set([
  ...["BufferOverrunError", "BreakError", "FramingError", "ParityError", "UnknownError"]
]);
function reasonOf(error) {
  const isGone = nameOf(error) === "NetworkError";
  return isGone ? { kind: "unplugged" } : { kind: "failed", message: messageOf(error) };
}

// hw/driver/src/web-socket-transport.ts
var patienceMilliseconds = 5e3;
var lookMilliseconds = 2;
function webSocketTransport(url, Socket = globalThis.WebSocket) {
  const line = new WebSocketLine(url, Socket);
  return {
    name: line.name,
    open: () => line.open(),
    close: async () => line.end({ kind: "closed" }),
    write: (bytes) => line.write(bytes),
    setBaudRate: (baud) => line.setBaudRate(baud),
    onData: line.listeners.onData,
    onClosed: line.listeners.onClosed
  };
}
var WebSocketLine = class {
  name;
  listeners = lineListeners();
  #Socket;
  #token;
  #socket = null;
  #hear = () => {
  };
  constructor(url, Socket) {
    const [name = "", token = ""] = url.split("#");
    this.name = name;
    this.#token = token;
    this.#Socket = Socket;
  }
  async open() {
    const socket = this.#connect();
    socket.binaryType = "arraybuffer";
    let isTold = false;
    const told = this.#nextNews("the bridge did not say that the board's line is open");
    socket.onmessage = (event) => {
      const data = event.data;
      if (typeof data !== "string") {
        this.listeners.tellData(new Uint8Array(data));
        return;
      }
      const news2 = parseBridgeNews(data);
      if (news2?.kind === "closed" && isTold) this.end(reasonOf2(news2));
      else if (news2 !== null) this.#hear(news2);
    };
    socket.onerror = () => {
    };
    socket.onclose = ({ code, reason }) => {
      const message = closeWords(code, reason);
      if (isTold) this.end({ kind: "failed", message });
      else this.#hear({ kind: "problem", message });
    };
    const news = await told;
    if (news.kind === "open") {
      isTold = true;
      this.#socket = socket;
      return;
    }
    socket.close();
    throw this.#unusable("message" in news ? news.message : `it said "${news.kind}"`);
  }
  /** Ends the line; the reason is told once. */
  end(reason) {
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.onclose = null;
    socket.close();
    this.#hear({ kind: "problem", message: "the line was closed meanwhile" });
    this.listeners.tellClosed(reason);
  }
  async write(bytes) {
    const socket = this.#opened();
    socket.send(bytes.slice());
    while (socket.bufferedAmount > 0) {
      await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
      if (this.#socket !== socket) throw this.#closedError();
    }
  }
  async setBaudRate(baud) {
    const socket = this.#opened();
    const told = this.#nextNews(`the bridge did not answer that it runs at ${baud} baud`);
    socket.send(JSON.stringify({ kind: "baud", baud }));
    const news = await told;
    if (news.kind === "baud-set") return;
    if (this.#socket !== socket) throw this.#closedError();
    throw this.#unusable("message" in news ? news.message : `it said "${news.kind}"`);
  }
  #connect() {
    const { protocol } = URL.canParse(this.name) ? new URL(this.name) : { protocol: "" };
    if (protocol !== "ws:" && protocol !== "wss:") {
      throw this.#unusable(
        'that is no address of a bridge; give what "jeton-bench bridge" printed, such as ws://127.0.0.1:8377/'
      );
    }
    const protocols = [bridgeProtocol, ...this.#token === "" ? [] : [tokenProtocol(this.#token)]];
    try {
      return new this.#Socket(this.name, protocols);
    } catch (error) {
      throw this.#unusable(error instanceof Error ? error.message : String(error), error);
    }
  }
  /** Resolves with what the bridge says next; with a problem when it says nothing in time. */
  #nextNews(silence) {
    return new Promise((resolve) => {
      const settle = (news) => {
        clearTimeout(timer);
        this.#hear = () => {
        };
        resolve(news);
      };
      const timer = setTimeout(
        () => settle({ kind: "problem", message: `${silence} for ${patienceMilliseconds} ms` }),
        patienceMilliseconds
      );
      this.#hear = settle;
    });
  }
  #opened() {
    if (this.#socket === null) throw this.#closedError();
    return this.#socket;
  }
  #closedError() {
    return new BoardError(
      "PORT_CLOSED",
      `Cannot use ${this.name}: found it closed, wanted an open line`
    );
  }
  #unusable(found, cause) {
    return new BoardError("PORT_UNUSABLE", `Cannot open ${this.name}: ${found}`, cause);
  }
};
function reasonOf2(news) {
  return news.isUnplugged ? { kind: "unplugged" } : { kind: "failed", message: news.message };
}
function closeWords(code, reason) {
  if (reason !== "") return reason;
  return code === 1006 ? "no bridge answered, or it refused this page; see that it runs, that its --origin names this page, and that the address ends with its token" : `the bridge closed the connection (code ${code})`;
}

// packages/core/src/base/foreign.ts
function inWords(value) {
  switch (typeof value) {
    case "number":
    case "undefined":
    case "boolean":
      return String(value);
    case "string":
      return "text";
    case "object":
      return value === null ? "null" : "an object";
    case "bigint":
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return "something";
  }
}
function requireWhole(name, value, range) {
  if (typeof value !== "number") throw new TypeError(cannotUse(name, value, range.wanted));
  if (!Number.isSafeInteger(value) || value < range.min || value > range.max) {
    throw new RangeError(cannotUse(name, value, range.wanted));
  }
}
function cannotUse(name, value, wanted) {
  return `Cannot use ${inWords(value)} as ${name}: expected ${wanted}`;
}

// packages/core/src/base/units.ts
function unixMilliseconds(value) {
  requireWhole("a time", value, momentRange);
  return value;
}
var momentRange = {
  ...{ min: 0, max: Number.MAX_SAFE_INTEGER },
  wanted: "whole milliseconds >= 0"
};
var stepRange = { ...{ min: 0, max: Number.MAX_SAFE_INTEGER }, wanted: "a whole number >= 0" };
var t0SecondsMax = Math.floor(Number.MAX_SAFE_INTEGER / 1e3);
var t0Range = { min: 0, max: t0SecondsMax, wanted: `a whole number from 0 to ${t0SecondsMax}` };

// firmware-sim/src/drive/board-face.ts
var sideColumn = 13;
function boardFace(face, { columns, rows }) {
  const serial = onEveryDisplay(face.serial);
  const lines = Array.from({ length: rows }, () => "");
  if (face.showsSerial) {
    lines[0] = "Key no.";
    lines[1] = serial.slice(-columns);
  } else if (face.mode === "self-test") {
    const [upper, lower] = largeCode("888888") ?? ["", ""];
    lines[0] = upper;
    lines[1] = lower;
  } else if (face.mode === "shown" && face.code !== null) {
    const left = timeLeft(face.millisecondsLeft);
    const [upper, lower] = largeCode(face.code) ?? [face.code, ""];
    const side = columns - sideColumn;
    const beside = rows === 2;
    lines[0] = upper.padEnd(sideColumn) + (beside ? serial.slice(-side).padStart(side) : "");
    lines[1] = lower.padEnd(sideColumn) + (beside ? left.padStart(side) : "");
    if (!beside) {
      lines[2] = left;
      lines[3] = serial.slice(-columns);
    }
  }
  return lines.map((line) => line.slice(0, columns).padEnd(columns));
}
function timeLeft(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1e3);
  if (seconds < 1e3) return String(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return `${minutes}m`;
  return `${Math.min(99, Math.floor(minutes / 60))}h`;
}
function onEveryDisplay(text) {
  return text.replace(/[^ -#%-?A-Za-z]/gu, "?");
}
var largeDigitParts = [
  part("#####", "#...#", "#...#"),
  part("....#", "....#", "....#"),
  part("#####", "....#", "....#"),
  part("#...#", "#...#", "#...#"),
  part("#####", "#....", "#...."),
  part("#####", "#....", "#####"),
  part("#####", "....#", "#####"),
  part("#####", "#...#", "#####")
];
var digitParts = [
  ...["\0U", "", "", "", ""],
  ...["", "\x07", "", "\0\x07", "\0"]
].map((both) => [both.charAt(0), both.charAt(1)]);
function largeCode(code) {
  if (code.length > 8) return null;
  const gap = code.length <= 6 ? " " : "";
  const half = Math.ceil(code.length / 2);
  const row = (which) => [...code].map((digit, index) => {
    const glyph = digitParts[Number(digit)]?.[which] ?? " ";
    return `${index === half ? " " : ""}${glyph}${gap}`;
  }).join("").slice(0, sideColumn);
  return [row(0), row(1)];
}
function part(top, middle, bottom) {
  return [top, middle, middle, middle, middle, middle, bottom, "....."];
}

// firmware-sim/src/drive/board-mirror.ts
var serialMilliseconds = 3e3;
var redrawsMax = 3;
var BoardMirror = class {
  #board;
  #key;
  #time;
  #shown;
  #ends = [];
  #rows = [];
  #serialUntil = 0;
  #stepShown = null;
  #stopTick = () => {
  };
  #state = "preparing";
  #redraws = 0;
  #fail = () => {
  };
  /** `shown` is told each code when it is on the glass. */
  constructor(board, key, given) {
    this.#board = board;
    this.#key = key;
    this.#time = given.time;
    this.#shown = given.shown ?? (() => {
    });
  }
  /** Mirrors until `stop`; rejects with BoardError when the board fails. A board in own-key mode leaves it. */
  async run() {
    const failed = new Promise((resolve, reject) => {
      this.#ends.push(resolve);
      this.#fail = reject;
    });
    await this.#prepare();
    this.#go("preparing", "idle");
    this.#ends.push(
      this.#board.onKey(({ key, kind }) => {
        if (kind !== "pressed" || this.#state === "over") return;
        if (key === "up" || key === "upper-left") {
          this.#serialUntil = this.#time.now() + serialMilliseconds;
        } else {
          this.#key.press();
        }
        this.#draw();
      })
    );
    this.#ends.push(this.#key.onChange(() => this.#draw()));
    this.#draw();
    try {
      await failed;
    } finally {
      this.stop();
    }
  }
  /** Ends it; the glass stays as it is, and no further row is written. */
  stop() {
    this.#state = "over";
    this.#stopTick();
    for (const end of this.#ends.splice(0)) end();
  }
  async #prepare() {
    await this.#board.own?.setMode("mirror");
    for (const [number, rows] of largeDigitParts.entries()) {
      await this.#board.defineCharacter(number, rows);
    }
    await this.#board.reportAllKeys();
    await this.#board.clear();
    this.#rows = Array.from(
      { length: this.#board.rows },
      () => " ".repeat(this.#board.model.columns)
    );
  }
  // A method, since the compiler does not see that the state changes during a wait.
  #isOver() {
    return this.#state === "over";
  }
  /** Goes to another state if it is in `from`. Returns whether it was. */
  #go(from, to) {
    const isThere = this.#state === from;
    if (isThere) this.#state = to;
    return isThere;
  }
  /** Brings the glass up to date; what changes meanwhile is drawn in the next turn. */
  #draw() {
    if (this.#go("drawing", "stale") || !this.#go("idle", "drawing")) return;
    this.#drawAll().catch((error) => this.#fail(error));
  }
  async #drawAll() {
    do
      await this.#drawOnce();
    while (this.#go("stale", "drawing"));
    this.#go("drawing", "idle");
  }
  async #drawOnce() {
    const reading = this.#key.reading();
    const { columns } = this.#board.model;
    const serial = this.#key.serial;
    const showsSerial = reading.at < this.#serialUntil;
    const face = boardFace(
      { ...reading, serial, showsSerial },
      { columns, rows: this.#board.rows }
    );
    this.#tickAfter(reading.at, reading.millisecondsLeft, showsSerial);
    const changed = [...face.entries()].filter(([row, text]) => text !== this.#rows[row]);
    for (const [row, text] of changed) {
      await this.#writeChange(row, text);
      if (this.#isOver()) return;
    }
    if (reading.code === null) this.#stepShown = null;
    const isNewCode = reading.step !== this.#stepShown && reading.code !== null && !showsSerial;
    if (isNewCode && reading.step !== null && reading.code !== null) {
      this.#tell(reading.code, reading.step);
    }
    await this.#lookAtGlass(isNewCode ? this.#rows.keys() : [0]);
  }
  /** Reads rows back, and prepares to draw all anew when the glass holds something else. */
  async #lookAtGlass(rows) {
    for (const row of rows) {
      if (await this.#board.readRow(row) === this.#rows[row]) continue;
      this.#redraws += 1;
      if (this.#redraws > redrawsMax) {
        throw new BoardError(
          "GLASS_DIFFERS",
          `Cannot show the key: row ${row} of the glass holds something else after ${redrawsMax} redraws`
        );
      }
      await this.#prepare();
      this.#go("drawing", "stale");
      return;
    }
    this.#redraws = 0;
  }
  /** The code that is on the glass now came with the step after the one before, or was there. */
  #tell(code, step) {
    const isNext = this.#stepShown !== null && step === this.#stepShown + 1;
    this.#stepShown = step;
    const at = this.#time.now();
    const { periodSeconds } = this.#key.parameters;
    const { nextCodeAt } = this.#key.reading();
    const began = nextCodeAt - Math.round(periodSeconds * 1e3 / (1 + this.#key.ratePpm() / 1e6));
    const stillShown = this.#key.step() === step;
    this.#shown({ code, step, at, latencyMilliseconds: isNext && stillShown ? at - began : null });
  }
  /** Writes the part of a row that differs from what is there. */
  async #writeChange(row, text) {
    const before = this.#rows[row] ?? "";
    let from = 0;
    while (text[from] === before[from]) from += 1;
    let to = text.length;
    while (text[to - 1] === before[to - 1]) to -= 1;
    await this.#board.writeText(row, from, text.slice(from, to));
    this.#rows[row] = text;
  }
  /** The countdown goes on when the next second begins. */
  #tickAfter(now, millisecondsLeft, showsSerial) {
    this.#stopTick();
    const toNextSecond = millisecondsLeft % 1e3 || 1e3;
    const wait = showsSerial ? Math.min(toNextSecond, this.#serialUntil - now) : toNextSecond;
    this.#stopTick = this.#time.whenReaches(
      unixMilliseconds(now + Math.max(1, wait)),
      () => this.#draw()
    );
  }
};

// firmware-sim/src/drive/board-drive.ts
var greetMilliseconds = 2500;
var BoardDrive = class {
  #parts;
  #state;
  /** The board on whose glass the key was when it ended. */
  #left = null;
  #settle = () => {
  };
  constructor(parts, start) {
    this.#parts = parts;
    this.#state = start;
  }
  /** Goes on until `end`. Throws BoardError when there is no board, or a useless one. */
  async run() {
    const { link } = this.#parts;
    const ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    link.on((event) => this.#takeEvent(event));
    link.start().catch((error2) => this.end(error2));
    const error = await ended;
    await this.#wipe();
    await link.close();
    if (error !== null) throw error;
  }
  /** Ends it. `error`: why, or null when it was asked to. The first reason counts. */
  end(error) {
    if (this.#state.kind === "mirroring") {
      this.#state.mirror.stop();
      this.#left = this.#state.board;
    }
    this.#state = { kind: "ended" };
    this.#settle(error);
  }
  /** Takes the code off the glass: nobody would change it any more, and a code that stands is a wrong one soon. */
  async #wipe() {
    try {
      await this.#left?.clear();
    } catch (error) {
      if (!(error instanceof BoardError)) throw error;
    }
  }
  #takeEvent(event) {
    const before = this.#state;
    if (before.kind === "ended") return;
    if (before.kind === "mirroring") before.mirror.stop();
    if (event.kind === "up") {
      this.#parts.say(event);
      this.#mirrorOn(event.board);
    } else if (before.kind === "seeking") {
      const triesLeft = before.triesLeft - 1;
      if (triesLeft === 0 || event.error.code !== "NO_ANSWER") this.end(event.error);
      else this.#state = { kind: "seeking", triesLeft };
    } else {
      this.#state = { kind: "waiting" };
      this.#parts.say(event);
    }
  }
  #mirrorOn(board) {
    const { key, time, baud, say } = this.#parts;
    const mirror = new BoardMirror(board, key, {
      time,
      shown: (code) => say({ kind: "code", code })
    });
    this.#state = { kind: "mirroring", board, mirror };
    const run = async () => {
      if (baud !== null) await board.setBaud(baud);
      await mirror.run();
    };
    run().catch((error) => this.#takeFailure(board, error));
  }
  /** What a mirror failed with. That its line is gone is the link's matter, which begins anew. */
  #takeFailure(board, error) {
    const code = error instanceof BoardError ? error.code : null;
    if (code === "PORT_CLOSED") return;
    if (code === "NO_ANSWER") {
      if (this.#state.kind === "mirroring" && this.#state.board === board) this.#mirrorOn(board);
      return;
    }
    this.end(error);
  }
};

// firmware-sim/src/drive/board-show.ts
var BoardShow = class {
  #tell;
  #drive;
  #running = Promise.resolve();
  #isOver = false;
  /** `connect` makes the line to the board anew for each try, at the speed that it is given. */
  constructor(key, given) {
    this.#tell = given.tell;
    let turn = 0;
    const connect = () => {
      const baud = bauds[turn % bauds.length] ?? 19200;
      turn += 1;
      return given.connect(baud);
    };
    this.#drive = new BoardDrive(
      {
        link: new BoardLink({ connect, greetMilliseconds }),
        ...{ key, time: given.time, baud: null, say: (news) => this.#pass(news) }
      },
      { kind: "seeking", triesLeft: bauds.length }
    );
  }
  /** Begins; what goes wrong is told. */
  start() {
    this.#say("Looking for the board …");
    this.#running = this.#drive.run().catch((error) => this.#over(`${wordsOf(error)}.`, true));
  }
  /** Ends it with these words; resolves when the code is off the glass and the line is free. */
  async end(words) {
    this.#over(words ?? "Disconnected.", words !== void 0);
    this.#drive.end(null);
    await this.#running;
  }
  #pass(news) {
    if (news.kind === "up") this.#say(`On the board: ${news.board.version.trim()}.`);
    else if (news.kind === "down") this.#say(`${news.error.message}. It is tried again.`, true);
  }
  #say(words, isBad = false) {
    this.#tell({ words, isBad, isOver: false });
  }
  #over(words, isBad) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#tell({ words, isBad, isOver: true });
  }
};
function wordsOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// firmware-sim/src/drive/page-key.ts
var PageKey = class {
  time;
  #key;
  #shows = "";
  #changes = /* @__PURE__ */ new Set();
  #waiting = /* @__PURE__ */ new Set();
  constructor(key) {
    this.#key = key;
    this.time = {
      now: () => key.now(),
      whenReaches: (moment, callback) => {
        const waiting = { moment, callback };
        this.#waiting.add(waiting);
        return () => this.#waiting.delete(waiting);
      }
    };
  }
  get serial() {
    return this.#key.serial;
  }
  get parameters() {
    return this.#key.parameters;
  }
  /** Time has passed, or somebody acted on the key: whoever waits for that is told. */
  passed() {
    const now = this.time.now();
    for (const waiting of [...this.#waiting]) {
      if (waiting.moment <= now && this.#waiting.delete(waiting)) waiting.callback();
    }
    const { mode, code, nextCodeAt } = this.#key.reading();
    const shows = `${mode} ${code} ${nextCodeAt}`;
    if (shows === this.#shows) return;
    this.#shows = shows;
    for (const tell of [...this.#changes]) tell();
  }
  reading() {
    return this.#key.reading();
  }
  step() {
    return this.#key.step();
  }
  ratePpm() {
    return this.#key.ratePpm();
  }
  press() {
    this.#key.press();
  }
  onChange(callback) {
    this.#changes.add(callback);
    return () => this.#changes.delete(callback);
  }
};

// firmware-sim/src/drive/page-board.ts
var PageBoard = class {
  #key;
  #tell;
  #show = null;
  /** Resolves when the line of the board before is free. */
  #freed = Promise.resolve();
  /** `key` returns the key that is shown when a board is connected; null: a board can show none. */
  constructor(given) {
    this.#key = given.key;
    this.#tell = given.tell;
  }
  /** Whether a key is on a board, or a board is looked for. */
  get isShowing() {
    return this.#show !== null;
  }
  /**
   * Asks the reader for a serial port and shows the key on the board behind it. Must be called while a click is
   * handled; `serial` is the page's `navigator.serial`. What goes wrong is told.
   */
  async connectSerial(serial) {
    try {
      const port = await requestWebSerialPort(serial);
      this.#connect(async (baud) => webSerialTransport(port, { baud }));
    } catch (error) {
      const words = error instanceof Error ? `${error.message}.` : String(error);
      this.#tell({ words, isBad: true, isOver: true });
    }
  }
  /** Shows the key on the board behind the bridge at this address. What goes wrong is told. */
  connectBridge(url) {
    this.#connect(async () => webSocketTransport(url));
  }
  /** To be called whenever the page is drawn, and when something was done with the key. */
  passed() {
    this.#show?.key.passed();
  }
  /** Takes the key off the board, with these words if something is wrong. */
  end(words) {
    if (this.#show !== null) this.#freed = this.#show.board.end(words);
  }
  #connect(connect) {
    const found = this.#key();
    if (found === null || this.#show !== null) return;
    const key = new PageKey(found);
    const board = new BoardShow(key, {
      time: key.time,
      connect: async (baud) => {
        await this.#freed;
        return connect(baud);
      },
      tell: (news) => {
        if (news.isOver) this.#show = null;
        this.#tell(news);
      }
    });
    this.#show = { board, key };
    board.start();
  }
};

// firmware-sim/public/board.ts
var CardBoard = class {
  #card;
  #board;
  #heard;
  #isFresh = true;
  /** `now` returns true time as the page knows it; `press` presses the key's button. */
  constructor(card, heard, acts) {
    this.#card = card;
    this.#heard = heard;
    const key = this.#key(acts);
    const board = new PageBoard({ key: () => key, tell: (news) => this.#tell(news) });
    this.#board = board;
    this.#part('[data-act="board-serial"]').addEventListener("click", () => {
      void board.connectSerial(navigator.serial);
    });
    this.#part(".board-bridge").addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      board.connectBridge(new FormData(event.target).get("url"));
    });
    this.#part('[data-act="board-end"]').addEventListener("click", () => board.end());
  }
  /** Takes what the server tells of the key. */
  heard(heard) {
    this.#heard = heard;
    this.#isFresh = true;
    this.#board.passed();
  }
  /** The server tells nothing more: the glass goes dark, since its code would soon be a wrong one. */
  lost() {
    this.#isFresh = false;
    this.#board.passed();
  }
  /** To be called as time passes. */
  passed() {
    this.#board.passed();
  }
  /** The key is gone. */
  end() {
    this.#board.end("Disconnected: that key is gone.");
  }
  #key({ now, press }) {
    const moment = () => Math.floor(now());
    return {
      serial: this.#heard.serial,
      parameters: this.#heard.parameters,
      now: moment,
      reading: () => {
        const at = moment();
        const { code, mode, step, nextCodeAt } = this.#heard;
        const millisecondsLeft = Math.max(0, nextCodeAt - at);
        const shown = this.#isFresh ? { code, mode } : { code: null, mode: "dark" };
        return { at, step, nextCodeAt, millisecondsLeft, ...shown };
      },
      step: () => this.#heard.step,
      ratePpm: () => this.#heard.ratePpm,
      press
    };
  }
  #tell({ words, isBad }) {
    const { isShowing } = this.#board;
    this.#part(".board-ways").hidden = isShowing;
    this.#part('[data-act="board-end"]').hidden = !isShowing;
    const status = this.#part(".board-status");
    status.classList.toggle("bad", isBad);
    status.textContent = words;
  }
  #part(selector) {
    const found = this.#card.querySelector(selector);
    if (found instanceof HTMLElement) return found;
    throw new Error(`Cannot find ${selector} on the card`);
  }
};
export {
  CardBoard
};
