// `@jeton/playground`: the page of a key and its validator. What is not listed here is private.

export { keyPage } from "./build/key-page.ts";
