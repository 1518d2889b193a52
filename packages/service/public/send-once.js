// @ts-check

/**
 * Sends a form once: a second press would present the same code again, which is refused.
 * @param {HTMLFormElement} form
 */
export function sendOnce(form) {
  /** @type {HTMLButtonElement | null} */
  const button = form.querySelector("button[type=submit]");
  const label = button?.textContent ?? "";
  let isSent = false;

  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    if (button === null) return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = form.dataset.sending ?? label;
  });
  // The browser's back button can bring the page back as it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSent = false;
    button?.removeAttribute("aria-disabled");
    if (button !== null) button.textContent = label;
  });
}
