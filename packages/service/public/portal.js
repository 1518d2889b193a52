// @ts-check
// What script adds to the portal's pages. Each page is whole without it.
import { startCountdown } from "./countdown.js";
import { addPreviews } from "./file-previews.js";
import { addReveal } from "./reveal.js";
import { sendOnce } from "./send-once.js";
import { startTimeLeft } from "./time-left.js";

/** @type {NodeListOf<HTMLElement>} */
const countdowns = document.querySelectorAll("[data-seconds]");
for (const countdown of countdowns) startCountdown(countdown);

/** @type {NodeListOf<HTMLElement>} */
const times = document.querySelectorAll("[data-time-left]");
for (const time of times) startTimeLeft(time);

/** @type {NodeListOf<HTMLButtonElement>} */
const reveals = document.querySelectorAll("button.reveal");
for (const button of reveals) addReveal(button);

/** @type {NodeListOf<HTMLInputElement>} */
const fileFields = document.querySelectorAll("input[data-previews]");
for (const input of fileFields) addPreviews(input);

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-sending]");
for (const form of forms) sendOnce(form);

// Where something is wrong, there the reader begins: the first field, or the text of a refusal.
/** @type {HTMLElement | null} */
const first = document.querySelector("[data-focus]");
first?.focus();
