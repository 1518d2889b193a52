/** The header by which a request asks the server to wait, in ms: what must be found as a difference. */
export const delayHeader = "x-oracle-delay";
