import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";

/** Good news at the head of a page. */
export function GoodNews(props: {
  readonly title: string;
  readonly children?: Child;
}): JSX.Element {
  return (
    <section class="good-news" role="status">
      <h2>
        <span class="tick" aria-hidden="true">
          ✓
        </span>
        <span>{props.title}</span>
      </h2>
      {props.children}
    </section>
  );
}
