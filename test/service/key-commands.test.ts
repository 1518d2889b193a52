import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ended, jeton } from "../support/jeton.ts";

const seedHex = "3132333435363738393031323334353637383930";

describe("jeton, from one login server to another", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jeton-leaving-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string) => join(folder, name);
  const on = (data: string, ...words: readonly string[]) => jeton([...words, "--data", at(data)]);
  const file = (name: string, text: string) => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const json = async (ended: Promise<Ended>) => JSON.parse((await ended).stdout);

  // Each command is a process of its own, and the machine may be busy.
  const minutes = { timeout: 300_000 };

  test("refuses to add a key of a period under 15 s", minutes, async () => {
    const seed = file("seed.hex", seedHex);
    const words = ["keys", "add", "K-1", "--seed-file", seed, "--period"];
    expect(await on("one", ...words, "5")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Cannot use 5 as period of a key: expected 15 s or more"),
    });
    expect(await on("one", ...words, "15")).toMatchObject({ status: 0 });
  });

  test("adds and imports counter keys, and lists them with their counters", minutes, async () => {
    const seed = file("seed.hex", seedHex);
    const words = ["keys", "add", "C-1", "--seed-file", seed, "--counter", "7"];
    expect(await on("one", ...words, "--period", "60")).toMatchObject({ status: 2 });
    expect(await on("one", ...words)).toMatchObject({ status: 0 });
    const uri = "otpauth://hotp/C-2?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&counter=9\n";
    const taken = ["keys", "import", file("keys.uri", uri), "--serial-from-holder"];
    const preview = await on("one", ...taken, "--dry-run");
    expect(preview.stdout).toMatch(/C-2 +C-2 +SHA-1 6 digits counter 9 +added/);
    expect(await on("one", ...taken)).toMatchObject({ status: 0 });
    expect((await on("one", "keys", "list")).stdout).toMatch(
      /C-1 .*SHA-1 6 digits counter 7\n.*C-2 .*SHA-1 6 digits counter 9\n/,
    );
    expect(await json(on("one", "keys", "list", "--json"))).toMatchObject([
      { serial: "C-1", movingFactor: "counter", counter: 7, lastStep: null },
      { serial: "C-2", movingFactor: "counter", counter: 9 },
    ]);
  });

  test(
    "keys that answer challenges are added, leave and come with their suites",
    minutes,
    async () => {
      const seed = file("seed.hex", seedHex);
      const suite = "OCRA-1:HOTP-SHA256-8:C-QN08";
      const timed = "OCRA-1:HOTP-SHA1-6:QN08-T1M";
      const add = ["keys", "add", "O-1", "--seed-file", seed, "--suite"];
      expect(await on("one", ...add, suite, "--digits", "8")).toMatchObject({ status: 2 });
      expect((await on("one", ...add, suite)).stderr).toContain("0 for a new key");
      expect(await on("one", ...add, "OCRA-1:HOTP-SHA1-6:QN08-PSHA1-T1M")).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("no P, no S"),
      });
      expect(await on("one", ...add, suite, "--counter", "7")).toMatchObject({ status: 0 });
      const text = `serial;seed hex;suite\nO-2;${seedHex};${timed}\n`;
      const csv = await on("one", "keys", "import", file("keys.csv", text));
      expect(csv.stdout).toMatch(/O-2 +- +OCRA-1:HOTP-SHA1-6:QN08-T1M +added/);
      const leave = ["--plain", "--confirm", "seeds-leave"];
      const uris = await on(
        "one",
        "keys",
        "export",
        at("keys.uri"),
        "--format",
        "otpauth",
        ...leave,
      );
      expect(uris.stderr).toContain("key O-1: it answers challenges, which only PSKC can say");
      expect(await on("one", "keys", "export", at("keys.xml"), ...leave)).toMatchObject({
        status: 0,
      });
      const come = ["keys", "import", at("keys.xml")];
      const taken = await on("two", ...come);
      expect(taken.stdout).toMatch(/O-1 .*C-QN08 counter 7 +added\nO-2 .*QN08-T1M +added/);
      expect(await json(on("two", "keys", "list", "--json"))).toMatchObject([
        { serial: "O-1", suite, counter: 7 },
        { serial: "O-2", suite: timed, periodSeconds: 60 },
      ]);
    },
  );

  test(
    "tells the format of a .txt file by its content, and says what it wants of others",
    minutes,
    async () => {
      const take = (name: string, text: string) =>
        on("one", "keys", "import", file(name, text), "--serial-from-holder");
      const users = await take("users.txt", `# users\nHOTP/E/6 alice - ${seedHex} 7\n`);
      expect(users.stdout).toMatch(/alice +alice +SHA-1 6 digits counter 7 +added/);
      const uris = "otpauth://totp/anne?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n";
      expect((await take("uris.txt", uris)).stdout).toMatch(/anne .*added/);
      const csv = await take("csv.txt", `serial;seed hex;period\n1;${seedHex};30\n`);
      expect(csv.stdout).toMatch(/1 +- +SHA-1 6 digits 30 s +added/);
      const key = `<KeyPackage><Key Id="2" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret></Data></Key></KeyPackage>`;
      const pskc = `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${key}</KeyContainer>`;
      expect((await take("pskc.txt", pskc)).stdout).toMatch(/2 +- +SHA-1 6 digits 30 s +added/);
      const rsa = await take("x.xml", "<TKNBatch><TKNHeader/></TKNBatch>");
      expect(rsa.stderr).toContain("found an RSA SecurID file (sdtid), expected OATH keys");
      expect(await take("other.txt", "hello\n")).toMatchObject({
        status: 2,
        stderr:
          'Cannot tell the format of "other.txt": wanted --format pskc|otpauth|usersfile|csv|authenticator\n',
      });
    },
  );

  test("finds a counter key, and says what to press", minutes, async () => {
    const seed = file("seed.hex", seedHex);
    await on("one", "keys", "add", "C-1", "--seed-file", seed, "--counter", "100");
    await on("one", "keys", "assign", "C-1", "ada");
    const codes = async (counter: number) => {
      const words = ["code", "--seed-hex", seedHex, "--counter", String(counter), "--count", "2"];
      return (await jeton(words)).stdout.trim().split("\n");
    };
    const read = async (counter: number) =>
      on("one", "keys", "resynchronise", "C-1", ...(await codes(counter)));
    expect((await read(120)).stdout).toBe(
      "Key C-1: found, its button was pressed 20 times without a log-in. The code of the next press passes.\n",
    );
    expect((await read(120)).stderr).toMatch(
      /used already, press its button and read the two codes/,
    );
    expect((await read(9000)).stderr).toMatch(/too many presses ahead; press its button/);
  });

  test("never makes keys with a clock of a CSV that says something else", minutes, async () => {
    const text = `serial,seed,kind,counter\nC-1,${seedHex},hotp,7\nT-1,${seedHex},totp,\n`;
    const read = await on("one", "keys", "import", file("keys.csv", text));
    expect(read.stdout).toMatch(/C-1 .*counter 7 +added\nT-1 .*60 s +added/);
    const silent = file("silent.csv", `serial,seed,counter\nC-1,${seedHex},7\n`);
    expect(await on("one", "keys", "import", silent)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("expected a column kind with totp, hotp or ocra"),
    });
    const columns = { serial: "serial", seed: "seed", Counter: "counter" };
    const layout = file(
      "layout.json",
      JSON.stringify({ header: true, seedEncoding: "hex", columns }),
    );
    expect(await on("one", "keys", "import", silent, "--layout", layout)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Cannot use the CSV layout: found a column for "Counter"'),
    });
  });

  test(
    "imports keys, assigns them by a list, hands one over, and exports it to another installation",
    minutes,
    async () => {
      const keys = file("keys.csv", `serial,seed\nA-1,${seedHex}\nA-2,${seedHex}ff\n`);
      const list = file("list.csv", "N° de la clé;Identifiant\nA-1;Camille\nA-9;luc\n");
      expect(await on("one", "keys", "import", keys)).toMatchObject({ status: 0 });
      const again = await json(on("one", "keys", "import", keys, "--dry-run", "--json"));
      expect(again.keys).toMatchObject([{ fate: "already-there" }, { fate: "already-there" }]);
      const noSerial = file(
        "keys.uri",
        "otpauth://totp/anne?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n",
      );
      expect(await on("one", "keys", "import", noSerial, "--dry-run")).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("see --serial-from-holder"),
      });
      const assigned = await on("one", "keys", "assign-list", list, "--until-hand-over");
      expect(assigned).toMatchObject({ status: 1, stderr: "" });
      expect(assigned.stdout).toMatch(
        /2 +A-1 +Camille +assigned\n[\s\S]*1 assigned, 1 unknown-key.\n$/,
      );
      const handed = ["keys", "hand-over", "A-1", "--days", "7", "--activation-code", "--json"];
      expect(await json(on("one", ...handed))).toMatchObject({
        activationCode: expect.stringMatching(/^[A-Z]{8}$/),
      });

      const password = file("password", "correct horse battery\n");
      const out = at("out.xml");
      const words = ["keys", "export", out, "A-1", "--password-file", password];
      expect((await on("one", ...words)).stderr).toMatch(/not confirmed/);
      const exported = await on("one", ...words, "--confirm", "seeds-leave");
      expect(exported).toMatchObject({
        status: 0,
        stdout: `1 keys written to ${out}, 0 left out.\n`,
      });
      expect(statSync(out).mode & 0o777).toBe(0o600);
      expect((await on("one", ...words, "--confirm", "seeds-leave")).stderr).toMatch(
        /it is there already/,
      );
      const plain = [
        "keys",
        "export",
        at("x"),
        "--format",
        "usersfile",
        "--confirm",
        "seeds-leave",
      ];
      expect((await on("one", ...plain)).stderr).toMatch(/wanted --plain/);
      expect((await on("one", "audit", "show", "A-1")).stdout).toMatch(
        /handed-over[\s\S]*exported/,
      );

      const taken = await on("two", "keys", "import", out, "--password-file", password, "--assign");
      expect(taken).toMatchObject({ status: 0, stderr: "" });
      const now = String(Math.floor(Date.now() / 1000));
      const code = await jeton(["code", "--seed-hex", seedHex, "--at", now, "--period", "60"]);
      const login = jeton(["authenticate", "camille", "--data", at("two")], { input: code.stdout });
      expect((await login).stdout).toBe("choose-pin\n");
    },
  );

  test(
    "replaces a key, says by --json what an act came to, and keeps a checkpoint",
    minutes,
    async () => {
      const keys = file("keys.csv", `serial,seed\nA-1,${seedHex}\nA-2,${seedHex}ff\n`);
      await on("one", "keys", "import", keys);
      await on("one", "keys", "assign", "A-1", "camille");
      const taken = await on("one", "keys", "assign", "A-2", "camille");
      expect(taken.stderr).toMatch(/its holder has another key/);
      const asData = await on("one", "keys", "assign", "A-2", "camille", "--json");
      expect([asData.status, JSON.parse(asData.stdout)]).toEqual([
        1,
        { serial: "A-2", act: "assign", result: "holder-taken" },
      ]);
      const replaced = await on("one", "keys", "replace", "A-1", "A-2");
      expect(replaced.stdout).toBe("Key A-2 replaces A-1 for camille.\n");
      const suspend = await on("one", "keys", "suspend", "A-1", "--json");
      expect([suspend.status, JSON.parse(suspend.stdout)]).toEqual([
        1,
        { serial: "A-1", act: "suspend", result: "impossible", state: "lost" },
      ]);
      const kept = (await on("one", "audit", "checkpoint")).stdout.trim();
      expect(await on("one", "audit", "verify", "--expect", kept)).toMatchObject({ status: 0 });
      const other = `${kept.slice(0, -1)}${kept.endsWith("0") ? "1" : "0"}`;
      const ended = await on("one", "audit", "verify", "--since-checkpoint", "--expect", other);
      expect(ended).toMatchObject({ status: 1 });
      expect(ended.stderr).toBe("Broken: checkpoint 1: not the one that was kept elsewhere\n");
      const lines = (await on("one", "audit", "export")).stdout.trim().split("\n");
      expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ type: "checkpoint", sequence: 1 });
    },
  );

  test.each([
    [["keys", "import", "/nope.uri"]],
    [["keys", "assign-list", "/nope.csv"]],
    [["keys", "add", "A-1", "--seed-file", "/nope.hex"]],
  ])("says of a file that is not there what was wanted, and makes nothing: %j", async (words) => {
    const { status, stdout, stderr } = await on("one", ...words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(
      /^Cannot read "\/nope\.\w+": there is no such file or folder, wanted a file that can be read, or - for standard input\n$/,
    );
    expect(existsSync(at("one"))).toBe(false);
  });

  test("makes, lists and revokes tokens, and shows each once", minutes, async () => {
    const made = await on("one", "tokens", "add", "radius", "--scope", "authenticate");
    expect(made.stdout).toMatch(/^jeton_[0-9a-f]{12}_[\w-]{43}\n$/);
    const listed = await on("one", "tokens", "list", "--json");
    const [token] = JSON.parse(listed.stdout);
    expect(token).toMatchObject({ name: "radius", scopes: ["authenticate"], revokedAt: null });
    expect(listed.stdout).not.toContain(made.stdout.trim().slice(20));
    expect(await on("one", "tokens", "revoke", token.id)).toMatchObject({ status: 0 });
    expect(await on("one", "tokens", "revoke", token.id)).toMatchObject({ status: 1 });
    expect(await on("one", "tokens", "add", "x", "--scope", "all")).toMatchObject({ status: 2 });
  });

  test("makes tokens for some schools, of scopes about single keys only", minutes, async () => {
    const of = (scope: string) =>
      on("one", "tokens", "add", "school", "--scope", scope, "--school", "069*", "--json");
    expect(JSON.parse((await of("keys:read")).stdout)).toMatchObject({ schools: ["069*"] });
    expect((await on("one", "tokens", "list")).stdout).toMatch(/school +keys:read +069\* +in use/u);
    const refused = await of("authenticate");
    expect(refused).toMatchObject({ status: 2, stdout: "" });
    expect(refused.stderr).toContain('for schools with the scope "authenticate"');
  });
});
