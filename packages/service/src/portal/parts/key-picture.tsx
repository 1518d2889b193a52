import type { JSX } from "hono/jsx/jsx-runtime";

// Segments as on any seven-segment display:
//   A
// F   B
//   G
// E   C
//   D
const segments: Readonly<Record<string, string>> = {
  A: "M2 0h8l-2 2H4z",
  B: "M11 1v8l-1 1-1-1V3z",
  C: "M11 11v8l-2-2v-6l1-1z",
  D: "M2 20h8l-2-2H4z",
  E: "M1 11v8l2-2v-6l-1-1z",
  F: "M1 1v8l1 1 1-1V3z",
  G: "M3 9h6l1 1-1 1H3l-1-1z",
};

const litSegments: readonly string[] = [
  "ABCDEF",
  "BC",
  "ABGED",
  "ABGCD",
  "FGBC",
  "AFGCD",
  "AFGECD",
  "ABC",
  "ABCDEFG",
  "AFGBCD",
];

/** A drawing of a key that shows `code`, for explanations; its text stands beside it. */
export function KeyPicture({ code }: { readonly code: string }): JSX.Element {
  const digits = [...code];
  const width = digits.length * 15 + 13;
  return (
    <svg class="key-picture" viewBox={`0 0 ${width + 50} 56`} aria-hidden="true" focusable="false">
      <rect class="key-body" x="1" y="1" width={width + 48} height="54" rx="18" />
      <circle class="key-hole" cx={width + 32} cy="28" r="7" />
      <rect class="key-glass" x="13" y="11" width={width} height="34" rx="4" />
      {digits.map((digit, index) => (
        <g transform={`translate(${21 + index * 15} 18) skewX(-4)`}>
          {Object.entries(segments).map(([name, path]) => (
            <path
              class={litSegments[Number(digit)]?.includes(name) ? "segment-lit" : "segment"}
              d={path}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}
