import type { ParameterOptions } from "@jeton/cli";
import type { GlassLine, SegmentId } from "@jeton/key";

/** What `jeton-sim render` can draw. */
export const renderFormats = ["text", "ansi", "svg", "png", "gif"] as const;
export type RenderFormat = (typeof renderFormats)[number];

/** The options of `jeton-sim render`, as commander gives them. */
export type RenderOptions = ParameterOptions & {
  readonly format: RenderFormat;
  readonly ascii?: true;
  readonly code?: string;
  readonly seedHex?: Uint8Array;
  readonly at?: number;
  readonly bars?: number;
  readonly lowBattery?: true;
  readonly locked?: true;
  readonly separator?: true;
  readonly selfTest?: true;
  readonly contrast: number;
  readonly angle: number;
  readonly ghosting: number;
  readonly deadSegment: readonly SegmentId[];
  readonly stuckSegment: readonly SegmentId[];
  readonly deadLine: readonly GlassLine[];
  readonly body?: true;
  readonly serial: string;
  readonly width: number;
  readonly frames: number;
  readonly every: number;
  readonly output?: string;
};
