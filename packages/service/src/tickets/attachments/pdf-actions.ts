import type { PdfObjects } from "./pdf-objects.ts";

/**
 * What a page never needs, by the names of ISO 32000-2: scripts, programs to start, other documents to
 * open, files within, forms that send, media, acts without a click, and encryption, behind which all of
 * it could stand. A document elsewhere may be `\\host\share`, to which Windows shows who opens it.
 */
const activeNames: ReadonlySet<string> = new Set([
  ...["/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/XFA"],
  ...["/EmbeddedFile", "/EmbeddedFiles", "/EF", "/UF", "/Filespec", "/FileAttachment"],
  ...["/Collection", "/RichMedia", "/RichMediaExecute", "/RichMediaContent", "/Rendition"],
  ...["/Movie", "/Sound", "/3D", "/OPI", "/AA", "/Encrypt"],
]);

/** A document has one, and one more with each of its revisions. */
const openingsMax = 20;

/** Returns whether the PDF does more than show pages and follow links that are clicked. */
export function isActivePdf(pdf: PdfObjects): boolean {
  let openings = 0;
  return pdf.objects.some(({ tokens }) =>
    tokens.some((word, index) => {
      switch (word) {
        case "/F":
          return namesFile(tokens, index + 1);
        case "/URI":
          return tokens[index - 1] !== "/S" && !isWebAddress(tokens[index + 1] ?? "");
        case "/OpenAction":
          openings += 1;
          return openings > openingsMax || !isPlaceWithin(pdf, tokens, index + 1);
        default:
          return activeNames.has(word);
      }
    }),
  );
}

const isWhole = (word: string | undefined) => word !== undefined && /^\d+$/u.test(word);

/** /F is a number in a note on a page and a glyph of a font; with other values it names a file. */
function namesFile(tokens: readonly string[], at: number): boolean {
  const isReference = isWhole(tokens[at + 1]) && tokens[at + 2] === "R";
  return /^(?:\(|<<)/u.test(tokens[at] ?? "") || isReference;
}

/** A link to the web or to a mail; of one in pieces or behind escapes nobody knows where it leads. */
function isWebAddress(word: string): boolean {
  return /^\((?:https?:|mailto:|tel:|[^:\\]*$)/iu.test(word);
}

/** Whether opening the document only scrolls it: a place, or the one action that goes to a place. */
function isPlaceWithin(pdf: PdfObjects, tokens: readonly string[], at: number): boolean {
  if (isWhole(tokens[at]) && tokens[at + 2] === "R") {
    const named = pdf.objects.filter(({ number }) => number === tokens[at]);
    return named.length > 0 && named.every((each) => isPlace(each.tokens));
  }
  return isPlace(tokens.slice(at));
}

/** Keys and values of /S /GoTo (§12.6.4.2), and of the places to which it goes (§12.3.2.2). */
const placeNames =
  /^\/(?:Type|Action|S|GoTo|D|XYZ|Fit|FitH|FitV|FitR|FitB|FitBH|FitBV)$|^[^/].*$/su;

function isPlace(tokens: readonly string[]): boolean {
  if (tokens[0] === "[") return true;
  if (tokens[0] !== "<<") return false;
  const dictionary = tokens.slice(1, tokens.indexOf(">>"));
  const type = dictionary.indexOf("/S");
  return (
    type === dictionary.lastIndexOf("/S") &&
    dictionary[type + 1] === "/GoTo" &&
    dictionary.every((word) => word !== "<<" && placeNames.test(word))
  );
}
