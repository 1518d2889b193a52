/** Returns the same, with the name of each method noted in `asked` when it is called. */
export function counting<T extends object>(of: T, asked: string[]): T {
  return new Proxy(of, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        asked.push(String(name));
        return value.apply(target, given);
      };
    },
  });
}
