import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkPdf } from "./pdf.ts";

const header = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";

/** A PDF of these objects: a text is the object itself, and what stands before "obj" comes first. */
function pdfOf(catalogue: string, ...objects: readonly string[]): Uint8Array {
  const first = `1 0 obj\n<< /Type /Catalog ${catalogue} >>\nendobj\n`;
  const body = header + first + objects.join("");
  const table = "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R >>\n";
  return bytesOf(`${body}${table}startxref\n${body.length}\n%%EOF\n`);
}

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const object = (number: number, content: string) => `${number} 0 obj\n${content}\nendobj\n`;

function stream(number: number, dictionary: string, content: string): string {
  const length = `/Length ${content.length}`;
  return object(number, `<< ${dictionary} ${length} >>\nstream\n${content}\nendstream`);
}

/** An object stream of objects under their numbers. */
function objectStream(
  within: Readonly<Record<string, string>>,
  change: (dictionary: string) => string = (dictionary) => dictionary,
  pack: (text: string) => string = deflated,
): string {
  let body = "";
  const places = Object.entries(within).map(([number, content]) => {
    const place = `${number} ${body.length}`;
    body += `${content} `;
    return place;
  });
  const head = `${places.join(" ")} `;
  const dictionary = `/Type /ObjStm /N ${places.length} /First ${head.length} /Filter /FlateDecode`;
  return stream(9, change(dictionary), pack(head + body));
}

const deflated = (text: string) => deflateSync(Buffer.from(text, "latin1")).toString("latin1");

function problemOf(bytes: Uint8Array): string {
  const checked = checkPdf(bytes);
  if (checked === null) return "none";
  return checked.ok ? "taken" : checked.problem;
}

describe("checkPdf() takes", () => {
  test.each([
    ["pages and nothing else", pdfOf("/Pages 2 0 R", object(2, "<< /Type /Pages /Kids [] >>"))],
    // As LibreOffice writes each of its documents.
    ["a place to open at", pdfOf("/OpenAction [3 0 R /XYZ null null 0]")],
    ["an action that goes there", pdfOf("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>")],
    [
      "one that stands elsewhere",
      pdfOf("/OpenAction 7 0 R", object(7, "<</Type/Action/S/GoTo/D(chapter.1)>>")),
    ],
    [
      "one among compressed objects, as TeX writes it",
      pdfOf("/OpenAction 7 0 R", objectStream({ 7: "<</S/GoTo/D[3 0 R/Fit]>>" })),
    ],
    ["links to the web", pdfOf("/A << /S /URI /URI (https://notes.exemple.fr/) >>")],
    ["a link to a mail", pdfOf("/A << /Type /Action /S /URI /URI (mailto:aide@exemple.fr) >>")],
    ["such a link in hex", pdfOf(`/A << /S /URI /URI <${hex("https://exemple.fr/")}> >>`)],
    ["a note whose flags are 4", pdfOf("/Annots [ << /Subtype /Link /F 4 >> ]")],
    ["a font with a glyph F", pdfOf("/Encoding << /Differences [ 65 /E /F /G ] >>")],
    ["names in strings", pdfOf("/Title (of /JavaScript \\(and /Launch\\) in PDF)")],
    ["names by chance in a page", pdfOf("", stream(4, "", "/JS /AA /Launch"))],
    ["the words of one in a text", pdfOf("/Title (3 objects, 1 object)")],
  ])("%s", (_, bytes) => {
    expect(problemOf(bytes)).toBe("taken");
  });
});

describe("checkPdf() calls active", () => {
  test.each([
    ["an address that opens by itself", "/OpenAction << /S /URI /URI (https://evil.example/) >>"],
    [
      "another document on opening",
      "/OpenAction << /S /GoToR /F (\\\\\\\\host\\\\share) /D [0] >>",
    ],
    ["another document on a click", "/A << /S /GoToR /F (\\\\\\\\host\\\\share) /D [0] >>"],
    ["a document within another", "/A << /S /GoToE /T << >> >>"],
    ["a program", "/A << /S /Launch /F (cmd.exe) >>"],
    ["a form that sends", "/A << /S /SubmitForm /F (https://evil.example/) >>"],
    ["data that are read in", "/A << /S /ImportData /F (x.fdf) >>"],
    ["a script", "/A << /S /JavaScript /JS (app.alert(1)) >>"],
    ["scripts by name", "/Names << /JavaScript 5 0 R >>"],
    ["acts without a click", "/AA << /O << /S /URI /URI (https://evil.example/) >> >>"],
    ["an act behind one that is none", "/OpenAction << /S /GoTo /D [0] /Next 7 0 R >>"],
    ["an act of two kinds", "/OpenAction << /S /GoTo /D [0] /S /URI >>"],
    ["an act whose kind is elsewhere", "/OpenAction << /S 7 0 R /D [0] >>"],
    ["an act that is not there", "/OpenAction 7 0 R"],
    ["a file within", "/Names << /EmbeddedFiles 9 0 R >>"],
    ["a file pinned to a page", "/Annots [ << /Subtype /FileAttachment /FS 9 0 R >> ]"],
    ["a file elsewhere", "/X << /F (\\\\\\\\host\\\\share) >>"],
    ["a file elsewhere, in hex", `/X << /F <${hex("\\\\host\\share")}> >>`],
    ["a file whose name is elsewhere", "/X << /F 8 0 R >>"],
    ["rich media", "/Annots [ << /Subtype /RichMedia >> ]"],
    ["a film", "/Annots [ << /Subtype /Movie >> ]"],
    ["a form of Adobe's own", "/AcroForm << /XFA 9 0 R >>"],
    ["a password", "/Encrypt 9 0 R"],
    ["a link to a share", "/A << /S /URI /URI (file://host/share) >>"],
    ["a link to a share, in Windows' words", "/A << /S /URI /URI (\\\\\\\\host\\\\share) >>"],
    ["a link behind escapes", "/A << /S /URI /URI (\\146ile://host/share) >>"],
    ["a link whose address is elsewhere", "/A << /S /URI /URI 8 0 R >>"],
    ["a script in escapes", "/A << /S /J#61v#61Scr#69pt >>"],
    ["a script in all escapes", `/A << /S /${[..."JavaScript"].map(escaped).join("")} >>`],
  ])("%s", (_, catalogue) => {
    expect(problemOf(pdfOf(catalogue))).toBe("active-pdf");
    // The same among compressed objects.
    const within = objectStream({ 6: `<< ${catalogue} >>` });
    expect(problemOf(pdfOf("", within))).toBe("active-pdf");
  });

  test("an act of several revisions, one of which opens an address", () => {
    const good = object(7, "<< /S /GoTo /D [0] >>");
    const bad = object(7, "<< /S /URI /URI (https://evil.example/) >>");
    for (const both of [good + bad, bad + good, good + objectStream({ 7: "<< /S /URI >>" })]) {
      expect(problemOf(pdfOf("/OpenAction 7 0 R", both))).toBe("active-pdf");
    }
  });

  test("what stands behind an object stream's end", () => {
    const behind = objectStream(
      { 6: "<< >>" },
      undefined,
      (text) => `${deflated(text)}\nendstream /JS `,
    );
    expect(problemOf(pdfOf("", behind))).not.toBe("taken");
  });
});

describe("checkPdf() cannot read", () => {
  const script = "<< /S /JavaScript /JS (app.alert(1)) >>";

  test.each([
    ["an object within a string", pdfOf(`/X (6 0 obj ${script} endobj)`)],
    ["an object within a comment", pdfOf("", `% 6 0 obj ${script} endobj\n`)],
    ["an object within a stream", pdfOf("", stream(4, "", `6 0 obj ${script} endobj`))],
    ["one whose header is in pieces", pdfOf("", stream(4, "", `6 %x\n0%y\n obj ${script}`))],
    ["a trailer within a stream", pdfOf("", stream(4, "", "trailer << /Encrypt 5 0 R >>"))],
    ["a stream that is none", pdfOf(`/X stream\n${script}\nendstream`)],
    ["a stream of a dictionary within", pdfOf(`/X << >> stream\n${script}\nendstream`)],
    ["a stream behind a comment", pdfOf("", `% << >> stream\n${object(6, "null")}% endstream`)],
    ["a stream without an end", pdfOf("", "4 0 obj\n<< >>\nstream\nx\n")],
    ["a string without an end", pdfOf("/X (a")],
    ["a dictionary without an end", pdfOf("/X << ")],
    ["one end too many", pdfOf(">>")],
    ["an object without numbers", pdfOf("", "obj null endobj\n")],
    ["an object whose number is a comment's", pdfOf("", "7 %8\n0 obj null endobj\n")],
  ])("%s", (_, bytes) => {
    expect(problemOf(bytes)).toBe("unreadable-pdf");
  });

  const within = { 6: "<< /Type /Font >>" };
  const instead = (from: string, to: string) => (dictionary: string) =>
    dictionary.replace(from, to);
  test.each<[string, string]>([
    ["packed in another way", objectStream(within, instead("FlateDecode", "LZWDecode"))],
    [
      "packed twice",
      objectStream(within, instead("/FlateDecode", "[ /FlateDecode /FlateDecode ]")),
    ],
    ["packed as is said elsewhere", objectStream(within, instead("/FlateDecode", "8 0 R"))],
    ["not packed", objectStream(within, instead("/Filter /FlateDecode", ""), (text) => text)],
    [
      "with a predictor",
      objectStream(within, (each) => `${each} /DecodeParms << /Predictor 12 >>`),
    ],
    ["with two filters", objectStream(within, (each) => `${each} /Filter /LZWDecode`)],
    ["with a count that stands elsewhere", objectStream(within, instead("/N 1", "/N 8 0 R"))],
    [
      "without its type, and packed in another way",
      objectStream(within, (each) =>
        each.replace("/Type /ObjStm", "").replace("FlateDecode", "LZWDecode"),
      ),
    ],
    ["damaged", objectStream(within, undefined, (text) => deflated(text).slice(0, -6))],
    ["of more objects than it has", objectStream(within, instead("/N 1", "/N 2"))],
    ["that unpacks to 64 MiB", objectStream({ 6: `(${" ".repeat(64 * 2 ** 20)})` })],
  ])("an object stream %s", (_, objects) => {
    expect(problemOf(pdfOf("", objects))).toBe("unreadable-pdf");
  });

  test("an object stream whose objects begin within others", () => {
    const text = `(${`${script} `.repeat(1000)})`;
    const hidden = stream(
      9,
      "/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
      deflated(`6 2   ${text}`),
    );
    expect(problemOf(pdfOf("", hidden))).toBe("active-pdf");
    const many = Array.from({ length: 20_000 }, (_, index) => `${index} 0`).join(" ");
    const costly = stream(
      9,
      `/Type /ObjStm /N 20000 /First ${many.length + 1} /Filter /FlateDecode`,
      deflated(`${many} (${"x".repeat(1_000_000)})`),
    );
    const small = Array.from({ length: 300_000 }, (_, index) => `${index} 0`).join(" ");
    const crowd = stream(
      9,
      `/Type /ObjStm /N 300000 /First ${small.length + 1} /Filter /FlateDecode`,
      deflated(`${small} 0`),
    );
    const begun = process.cpuUsage();
    expect(problemOf(pdfOf("", crowd))).toBe("taken");
    expect(problemOf(pdfOf("", costly))).toBe("unreadable-pdf");
    expect(process.cpuUsage(begun).user).toBeLessThan(5_000_000);
  });
});

function hex(text: string): string {
  return Buffer.from(text, "latin1").toString("hex");
}

function escaped(character: string): string {
  return `#${(character.codePointAt(0) ?? 0).toString(16)}`;
}
