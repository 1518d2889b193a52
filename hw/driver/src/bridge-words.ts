/**
 * What a page and the bridge to a board on another machine say besides bytes. Bytes of the board's line are binary
 * messages, each of the words below a text message with JSON; hw/PROTOCOL.md has the whole of it.
 */
export const bridgeProtocol = "jeton-board.1";

/** What the bridge is asked. */
export type BridgeRequest = { readonly kind: "baud"; readonly baud: number };

/** What it tells. */
export type BridgeNews =
  /** The board's line is open. */
  | { readonly kind: "open"; readonly name: string }
  | { readonly kind: "baud-set" }
  /** The board's line cannot be opened, or not run at that speed. */
  | { readonly kind: "problem"; readonly message: string }
  /** The board's line is gone; the connection closes. */
  | { readonly kind: "closed"; readonly isUnplugged: boolean; readonly message: string };

/** A token travels as a subprotocol, the only header that pages can set: never in an address, which is logged. */
export function tokenProtocol(token: string): string {
  return `token.${token}`;
}

/** Returns what the text says, or null when it is none of the words. */
export function parseBridgeNews(text: string): BridgeNews | null {
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

/** As `parseBridgeNews`, of what is asked. */
export function parseBridgeRequest(text: string): BridgeRequest | null {
  const said = parsed(text);
  const { baud } = said ?? {};
  return said?.kind === "baud" && typeof baud === "number" && Number.isInteger(baud) && baud > 0
    ? { kind: "baud", baud }
    : null;
}

function parsed(text: string): { readonly [name: string]: unknown } | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null ? { ...said } : null;
  } catch {
    return null;
  }
}
