import type { JSX } from "hono/jsx/jsx-runtime";
import type { View } from "../../web/view.ts";
import { KeyPicture } from "./key-picture.tsx";

// The PIN of the example is one that the default policy takes, since examples are copied.
const pin = "4917";

/** The example that shows what a PASSCODE is: a PIN, a key with a code, both together. */
export function PasscodeFigure(props: {
  readonly view: View;
  readonly digits: number;
}): JSX.Element {
  const { t } = props.view;
  const code = "5678901234".slice(0, props.digits);
  return (
    <figure class="passcode-figure">
      <figcaption class="visually-hidden">
        {t("figure.caption", { pin, code, passcode: pin + code })}
      </figcaption>
      <div class="passcode-sum" aria-hidden="true">
        <div class="term">
          <span class="term-value">
            <b class="of-pin">{pin}</b>
          </span>
          <span class="term-name">{t("figure.pin")}</span>
        </div>
        <span class="sign">+</span>
        <div class="term">
          <span class="term-value">
            <KeyPicture code={code} />
          </span>
          <span class="term-name">{t("figure.code")}</span>
        </div>
        <div class="result">
          <span class="sign">=</span>
          <div class="term">
            <span class="term-value typed">
              <b class="of-pin">{pin}</b>
              <b>{code}</b>
            </span>
            <span class="term-name">{t("figure.passcode")}</span>
          </div>
        </div>
      </div>
    </figure>
  );
}
