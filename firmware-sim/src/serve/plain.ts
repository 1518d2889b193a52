/** What an answer holds: the view as JSON, in which brands and `readonly` are gone. */
export type Plain<T> = T extends number
  ? number
  : T extends string | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : { -readonly [Field in keyof T]: Plain<T[Field]> };
