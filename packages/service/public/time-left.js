// @ts-check

/** Seconds before the end at which people who hear the page are told: time enough to ask for more. */
const announcedSeconds = 120;

/**
 * Lets the time run that is left to finish. Measured by the time since the page was opened, since the
 * clock of this machine may be wrong.
 * @param {HTMLElement} section
 */
export function startTimeLeft(section) {
  const { timeLeft, left: text = "", soon = "", over = "" } = section.dataset;
  const total = Number(timeLeft);
  const openedAt = performance.now();
  const now = section.querySelector(".time-left-now");
  const status = section.querySelector("[role=status]");
  if (now === null || status === null) return;
  let isAnnounced = total <= announcedSeconds;

  const timer = setInterval(show, 500);
  show();

  function show() {
    const seconds = Math.max(0, Math.ceil(total - (performance.now() - openedAt) / 1000));
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
    const words = text.replace("%m", String(minutes)).replace("%s", String(rest).padStart(2, "0"));
    if (now !== null && now.textContent !== words) now.textContent = words;
    if (!isAnnounced && seconds <= announcedSeconds) {
      isAnnounced = true;
      section.classList.add("soon");
      if (status !== null) status.textContent = soon.replace("%m", String(announcedSeconds / 60));
    }
    if (seconds > 0) return;
    clearInterval(timer);
    section.classList.add("over");
    if (status !== null) status.textContent = over;
    section.querySelector("form")?.remove();
  }
}
