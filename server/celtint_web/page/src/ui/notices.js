import { button, make } from "./elements.js";
import { sentenceOf } from "./saidby.js";
import { say } from "./words.js";

/** How long what isn't an error stays, in ms. */
const STAYS = 6000;

/** Tell people one sentence: `word` is a key of the words. Errors stay until they are closed. */
export function notice(word, values = {}, { bad = false } = {}) {
  tell(say(word, values), { bad });
}

/** The same for a sentence that is already in words. */
export function tell(text, { bad = false } = {}) {
  const place = document.getElementById("notices");
  const box = make("div", { class: bad ? "notice bad" : "notice" }, make("span", {}, text));
  box.append(button("close", { title: "notice.close" }, () => box.remove()));
  for (const older of place.children) if (older.firstChild.textContent === text) older.remove();
  place.append(box);
  if (!bad) setTimeout(() => box.remove(), STAYS);
}

/** Tell people one sentence, with a button that does something about it; both are keys of the words. It stays until it is closed. */
export function offer(word, does, act) {
  const box = make("div", { class: "notice" }, make("span", { word }));
  const done = () => {
    box.remove();
    act();
  };
  box.append(button(null, { word: does, class: "plain" }, done), button("close", { title: "notice.close" }, () => box.remove()));
  document.getElementById("notices").append(box);
}

/** Tell of what went wrong: an error's own `word`, else what is said of it on the wire. */
export function failed(error, values = {}) {
  if (error.word) notice(error.word, { ...values, ...error.values }, { bad: true });
  else tell(sentenceOf(error), { bad: true });
}
