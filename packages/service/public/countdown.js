// @ts-check

/** Seconds before the end at which people who hear the page are told, besides the end itself. */
const announcedSeconds = 10;

/**
 * Lets the seconds of a countdown run. Measured by the time since the page was opened, since the
 * clock of this machine may be wrong.
 * @param {HTMLElement} countdown
 */
export function startCountdown(countdown) {
  const { seconds, wait = "", waitOne = "", remaining = "", soon = "" } = countdown.dataset;
  const { ready = "", readyShort = "" } = countdown.dataset;
  const total = Number(seconds);
  if (total === 0) return;
  const openedAt = performance.now();
  let isAnnounced = total <= announcedSeconds;

  const timer = setInterval(show, 250);
  show();

  function show() {
    const left = Math.max(0, total - (performance.now() - openedAt) / 1000);
    const count = String(Math.ceil(left));
    const bar = countdown.querySelector("progress");
    if (bar !== null) bar.value = bar.max - left;
    if (left === 0) {
      clearInterval(timer);
      countdown.classList.add("ready");
      write(".countdown-text", ready);
      write(".countdown-short", readyShort);
      write("[role=status]", ready);
      return;
    }
    write(".countdown-text", count === "1" ? waitOne : wait.replace(/\d+/u, count));
    write(".countdown-short", remaining.replace("%", count));
    if (!isAnnounced && left <= announcedSeconds) {
      isAnnounced = true;
      write("[role=status]", soon.replace("%", count));
    }
  }

  /**
   * Writes only what changed, so that nothing is drawn or read again for nothing.
   * @param {string} selector
   * @param {string} text
   */
  function write(selector, text) {
    const element = countdown.querySelector(selector);
    if (element !== null && element.textContent !== text) element.textContent = text;
  }
}
