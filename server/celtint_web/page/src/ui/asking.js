import { make } from "./elements.js";
import { KINDS } from "./opening.js";

/** Let people choose pictures: `heard` gets the files. */
export function askForPictures({ multiple = false }, heard) {
  const input = make("input", { type: "file", accept: KINDS, multiple, hidden: true });
  input.addEventListener("change", () => {
    input.remove();
    heard([...input.files]);
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input); // one that is nowhere may be gone before it is answered
  input.click();
}
