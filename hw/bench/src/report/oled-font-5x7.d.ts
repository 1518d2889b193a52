declare module "oled-font-5x7" {
  const font: {
    readonly width: number;
    readonly height: number;
    /** Five columns for each character from the blank on; the top dot is bit 0. */
    readonly fontData: readonly number[];
  };
  export default font;
}
