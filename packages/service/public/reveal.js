// @ts-check

/**
 * Makes a button show and hide what was typed in the field that it names. It is hidden when the
 * form goes, so that the browser does not keep it as ordinary text.
 * @param {HTMLButtonElement} button
 */
export function addReveal(button) {
  const input = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (!(input instanceof HTMLInputElement)) return;
  const { show = "", showLabel = "", hide = "", hideLabel = "" } = button.dataset;

  /** @param {boolean} isShown */
  const set = (isShown) => {
    input.type = isShown ? "text" : "password";
    button.textContent = isShown ? hide : show;
    button.setAttribute("aria-label", isShown ? hideLabel : showLabel);
  };
  button.hidden = false;
  button.addEventListener("click", () => set(input.type === "password"));
  input.form?.addEventListener("submit", () => set(false));
}
