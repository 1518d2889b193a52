declare module "oled-font-5x7" {
  const font: {
    readonly width: number;
    readonly height: number;
    /** Five columns for each character; the top dot is bit 0. */
    readonly fontData: readonly number[];
    /** The characters, in the order of their columns. It is not ASCII's. */
    readonly lookup: readonly string[];
  };
  export default font;
}
