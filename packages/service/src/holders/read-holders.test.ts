import { describe, expect, test } from "vitest";
import { holderColumn } from "./holder-columns.ts";
import { holdersCsv } from "./holders-csv.ts";
import { readHolders } from "./read-holders.ts";

const read = (text: string) => readHolders(new TextEncoder().encode(text), "people.csv");

describe("holderColumn()", () => {
  test.each([
    ["Identifiant", "holder"],
    ["uid", "holder"],
    ["Nom d'utilisateur", "holder"],
    ["NOM", "familyName"],
    ["Last name", "familyName"],
    ["sn", "familyName"],
    ["Prénom", "givenName"],
    ["E-mail", "email"],
    ["Adresse mél", "email"],
    ["N° de téléphone", "phone"],
    ["Code UAI", "school"],
    ["Établissement", "school"],
    ["Langue", "language"],
    ["memberOf", "groups"],
    ["name", null],
    ["", null],
  ])("knows %j as %j", (name, field) => {
    expect(holderColumn(name)).toBe(field);
  });
});

describe("readHolders()", () => {
  test("reads what French spreadsheets write: semicolons, a byte order mark, accents, empty cells", () => {
    const text =
      "\uFEFFIdentifiant;Nom;Prénom;Courriel;Téléphone;Code UAI;Groupes;Âge\r\n" +
      'Anne.M; MARTIN ;"Anne  Marie";anne@ac-lyon.fr;04 72 00 00 00;0690001A;desk|exams|desk;41\r\n' +
      "paul;;;;;;;\r\n";
    expect(read(text)).toMatchObject({
      delimiter: ";",
      holders: [
        {
          holder: "anne.m",
          familyName: "MARTIN",
          givenName: "Anne Marie",
          email: "anne@ac-lyon.fr",
          phone: "04 72 00 00 00",
          school: "0690001A",
          groups: ["desk", "exams"],
        },
        {
          ...{ holder: "paul", familyName: "", givenName: "", email: "", phone: "", school: "" },
          groups: [],
        },
      ],
      problems: [],
      unknown: ["Âge"],
    });
  });

  test("leaves out what the file has no column for", () => {
    expect(read("login,mail\nanne,anne@x.fr\n").holders).toEqual([
      { holder: "anne", email: "anne@x.fr" },
    ]);
  });

  test("gives back what holdersCsv() wrote, formulas too", () => {
    const entries = [
      {
        holder: "anne",
        familyName: '=HYPERLINK("x")',
        givenName: "a;b",
        email: "anne@x.fr",
        phone: "+33 4 72",
        school: "@home",
        language: "en-GB",
        groups: ["desk", "-exams"],
      },
    ];
    const text = holdersCsv(entries);
    expect(text).toContain("'+33 4 72");
    const { columns, ...found } = read(text);
    expect(found).toEqual({ holders: entries, problems: [], unknown: [], delimiter: "," });
    expect(columns[0]).toEqual({ name: "identifier", field: "holder" });
  });

  test.each([
    ["login,mail\nanne,x\n", 'line 2, "mail"', '"x"'],
    ["login,mail\n\nan ne,\n", 'line 3, "login"', '"an ne"'],
    ["login,mail\n,anne@x.fr\n", 'line 2, "login"', '""'],
    ["login\nanne\npaul\nANNE\n", 'line 4, "login"', '"anne", which line 2 has, too'],
    ["login\n8.65E+11\n", 'line 2, "login"', "a number that a spreadsheet cut short"],
    ["login,tel\nanne,4.7E+08\n", 'line 2, "tel"', "a number that a spreadsheet cut short"],
    ["login,tel\nanne,04<72\n", 'line 2, "tel"', '"04<72"'],
    ["login,nom\nanne,a\tb\u0007\n", 'line 2, "nom"', "\\u0007"],
    ["login,nom\nanne,Martin,Durand\n", "line 2", "3 fields"],
    [`login,groups\nanne,${"x".repeat(129)}\n`, 'line 2, "groups"', "xxx"],
    [`login,groups\nanne,${[...Array(101).keys()].join("|")}\n`, '"groups"', "101 groups"],
  ])("says what is wrong and where: %j", (text, place, found) => {
    const { problems, holders } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place).toContain(place);
    expect(problems[0]?.found).toContain(found);
    expect(problems[0]?.wanted).not.toBe("");
    expect(holders.length).toBeLessThan(3);
  });

  test.each([
    ["", "found no line"],
    ["nom,prénom\na,b\n", 'no such column among ["nom","prénom"]'],
    ["login,nom,sn\na,b,c\n", 'two columns for it, "nom" and "sn"'],
    ["login,identifiant\na,b\n", "two columns for it"],
    ['login\n"a\n', "quotes that do not match"],
  ])("refuses a file that is no such list: %j", (text, found) => {
    expect(() => read(text)).toThrow(found);
  });
});
