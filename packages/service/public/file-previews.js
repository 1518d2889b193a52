// @ts-check

/** No side of a preview is longer, CSS pixels. */
const sideMax = 160;

/**
 * Shows the files that were chosen in a field, pictures as they are, so that a wrong one is noticed before it is sent.
 * Nothing is loaded: the browser reads the files where they lie.
 * @param {HTMLInputElement} input
 */
export function addPreviews(input) {
  const list = document.createElement("ul");
  list.className = "previews";
  list.hidden = true;
  list.setAttribute("aria-label", input.dataset.previews ?? "");
  input.after(list);
  const show = () => {
    const files = [...(input.files ?? [])];
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(itemOf));
  };
  input.addEventListener("change", show);
  // The browser's back button brings chosen files back.
  show();
}

/**
 * @param {File} file
 * @returns {HTMLLIElement}
 */
function itemOf(file) {
  const item = document.createElement("li");
  item.textContent = file.name;
  if (file.type.startsWith("image/")) void draw(file, item);
  return item;
}

/**
 * @param {File} file
 * @param {HTMLLIElement} item
 * @returns {Promise<void>}
 */
async function draw(file, item) {
  // Not a picture after all: its name is enough, and what takes the form says what is wrong.
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return;
  const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.setAttribute("aria-hidden", "true");
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  item.prepend(canvas);
}
