import type { JSX } from "hono/jsx/jsx-runtime";
import encodeQR from "qr";

/** Light modules round the drawing, without which readers do not find it (ISO/IEC 18004). */
const border = 4;

/** Draws a text as a QR code: one path, black on white in any colour scheme. */
export function QrCode(props: { readonly text: string; readonly label: string }): JSX.Element {
  const rows = encodeQR(props.text, "raw", { border, ecc: "medium" });
  const size = rows.length;
  const modules = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={modules.join("")} fill="#000" />
    </svg>
  );
}
