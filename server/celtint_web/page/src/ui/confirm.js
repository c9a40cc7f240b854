import { button, make } from "./elements.js";
import { say } from "./words.js";

/**
 * Ask before something that can't be taken back.
 * @param {string} word the question's key @param {string} does the key of what the button says that does it
 * @returns {Promise<boolean>}
 */
export function asked(word, does, values = {}) {
  return new Promise((resolve) => {
    const close = (answer) => () => dialog.close(answer);
    const buttons = make("div", { class: "buttons" }, button(null, { word: "ask.cancel", class: "plain" }, close("")));
    buttons.append(button(null, { word: does, class: "main bad" }, close("yes")));
    const dialog = make("dialog", { class: "ask" }, make("p", {}, say(word, values)), buttons);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
