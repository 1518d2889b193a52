/** Characters of a note on a ticket. */
export const noteLengthMax = 2000;
