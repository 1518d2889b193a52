/** Names that a package exports though nothing in this tree takes them, and for whom. */
export type KeptNames = {
  /** The entry, as it is imported. */
  readonly from: string;
  readonly names: readonly string[];
  readonly why: string;
};

const ofTestKeys = [
  "KeyFixtures",
  "TestCounterKey",
  "TestCounterKeyOptions",
  "TestKey",
  "TestKeyOptions",
  "TestTime",
];
const errorsOfTests = ["KeyUnreadableError", "WaitTooLongError"];

/** The packages that export nothing for nobody, but for the names below. */
export const heldPackages: readonly string[] = [
  ...["@jeton/core", "@jeton/keyfiles", "@jeton/store", "@jeton/validator", "@jeton/service"],
  ...["@jeton/cli", "@jeton/http", "@jeton/demo", "@jeton/key", "@jeton/sim"],
  ...["@jeton/board", "@jeton/board-emulator", "@jeton/bench"],
];

export const keptNames: readonly KeptNames[] = [
  {
    from: "@jeton/key",
    names: ["CounterKeyOptions", "KeyStateError", "KeypadKeyOptions", "SimulatedKeyState"],
    why: "a program names them that makes keys from options of its own, or stores keys",
  },
  {
    from: "@jeton/key",
    names: ["FirmwareEvent", "FirmwareProgram", "FirmwareState", "KeyClock"],
    why: "a program names them that uses a layer by itself, as the README does",
  },
  {
    from: "@jeton/key/vitest",
    names: [...ofTestKeys, ...errorsOfTests, "VitestTimePlan"],
    why: "a test names them in fixtures and helpers of its own",
  },
  {
    from: "@jeton/key/playwright",
    names: [
      ...[...ofTestKeys, ...errorsOfTests, "PlaywrightTimePlan", "ToldTime"],
      ...["KeyMatchers", "KeyTest"],
    ],
    why: "a test names them in fixtures and helpers of its own",
  },
  {
    from: "@jeton/keyfiles",
    names: ["CsvReadOptions", "KeyFileErrorCode", "ProblemCode", "PskcReadOptions"],
    why: "a program names the options of a format, and has an answer for each code",
  },
  {
    from: "@jeton/bench",
    names: [
      ...[
        "PlanError",
        "definePlan",
        "hasPassed",
        "htmlReport",
        "junitReport",
        "keyVerdict",
        "readPlan",
      ],
    ],
    why: "a program runs plans of its own, as the guide to measuring a board does",
  },
  {
    from: "@jeton/bench",
    names: ["BenchNews", "BenchResult", "KeyVerdict", "PlanInput"],
    why: "such a program names the plan that it makes and what comes of it",
  },
  {
    from: "@jeton/board-emulator",
    names: ["EmulatorError", "realTimeBoard"],
    why: "a program drives an emulated board in real time, as the README does, and catches its errors",
  },
  {
    from: "@jeton/board-emulator",
    names: [
      ...["BoardMakeup", "EmulatorErrorCode", "FirmwareName"],
      ...["VirtualTransport", "WireOptions"],
    ],
    why: "a program names the emulated board that it makes, and what it connects it with",
  },
  {
    from: "@jeton/board",
    names: [
      ...["BoardErrorCode", "BoardKeyEvent", "BoardLinkOptions"],
      ...["BoardTime", "ConversationOptions", "DecodedPacket", "FaultyTransport", "PacketKind"],
      ...["PortChange", "PortName", "PortProblem"],
    ],
    why: "a program names what it gives to a board or a port, and what comes back",
  },
  {
    from: "@jeton/board/web",
    names: ["Conversation", "meetBoard"],
    why: "a page speaks with a board by itself, without a link that keeps it",
  },
  {
    from: "@jeton/board/port-name",
    names: ["PortName", "parseTcpName"],
    why: "the driver's own transport takes them from this file",
  },
  {
    from: "@jeton/core/otp",
    names: ["OtpError", "OtpErrorCode"],
    why: "whoever reads an otpauth URI catches it",
  },
  {
    from: "@jeton/core/otp",
    names: ["HotpQuestion", "OtpKey", "TotpKey", "TotpQuestion"],
    why: "a program names the keys that it stores and what it asks of them",
  },
  {
    from: "@jeton/core/ocra",
    names: ["OcraCheck", "OcraInput", "OcraPass", "OcraQuestion", "OcraSuite", "QuestionFormat"],
    why: "a program names the suites and challenges that it stores, and what it asks of them",
  },
  {
    from: "@jeton/store/contracts",
    names: ["DurablePlace", "OpenDocuments"],
    why: "whoever writes a store names what they hand to the suites",
  },
  {
    from: "@jeton/validator",
    names: [
      ...[
        "ActOutcome",
        "AddKeyAnswer",
        "ChallengeIssued",
        "KeyAct",
        "KeyGiven",
        "Login",
        "NextCodeHint",
        "PinAnswer",
      ],
      ...["PinChangeAnswer", "PinChangeBegun", "PinRenewed", "Refused", "TransactionAnswer"],
      "ValidatorOptions",
    ],
    why: "a program names what it gives to the validator, and every answer",
  },
];
