/** A text without control characters. */
export const noControls: RegExp = /^\P{Cc}*$/u;

/**
 * The same for the document: a pattern of JSON Schema has no flags, and what reads the document writes "/u" behind an
 * expression that has one.
 */
export const noControlsPattern: string = String.raw`^[^\u0000-\u001f\u007f-\u009f]*$`;
