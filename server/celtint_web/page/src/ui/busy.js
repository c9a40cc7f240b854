import { button, make } from "./elements.js";
import { say } from "./words.js";

/** What takes shorter needs no word, in ms. */
const QUICK = 400;

/**
 * Do something that may take long: what it is and how far it is stands on the screen, with a button to stop it.
 * @template T
 * @param {string} word a key of the words that says what is done, with {share} in it
 * @param {(tell: (share: number) => void, signal: AbortSignal) => Promise<T>} work share: 0 to 1
 * @returns {Promise<T | undefined>} undefined if it was stopped
 */
export async function busy(word, work) {
  const stop = new AbortController();
  const text = make("span", { role: "status" });
  const bar = make("progress", { max: 1, value: 0 });
  const box = make("div", { class: "notice busy" }, text, bar);
  box.append(button(null, { word: "busy.stop", class: "plain" }, () => stop.abort()));
  const tell = (share) => {
    bar.value = share;
    text.textContent = say(word, { share: Math.round(100 * share) });
  };
  tell(0);
  const timer = setTimeout(() => document.getElementById("notices").append(box), QUICK);
  const stopped = new Promise((resolve) => stop.signal.addEventListener("abort", () => resolve(undefined)));
  try {
    return await Promise.race([work(tell, stop.signal), stopped]);
  } finally {
    clearTimeout(timer);
    box.remove();
  }
}
