/** Characters of a note on a ticket. */
export const noteLengthMax = 2000;

/** Characters of an answer by mail. */
export const answerLengthMax = 4000;
