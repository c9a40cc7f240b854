/** The words of the page: words/LANGUAGE.json, one flat list of keys, the same in every language. */

export const LANGUAGES = Object.freeze({ en: "English", de: "Deutsch" });
const KEPT = "celtint.language";

let words = {};
let language = "en";
const told = new Set();

/** The language chosen before, else the first of the browser's that there is. */
function preferred() {
  const kept = localStorage.getItem(KEPT);
  if (kept in LANGUAGES) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

/** Load the words of a language, and say all that is on the page in it. */
export async function speak(chosen = preferred()) {
  const answer = await fetch(`words/${chosen}.json`);
  words = await answer.json();
  language = chosen;
  document.documentElement.lang = chosen;
  translate(document);
  for (const heard of told) heard();
}

/** Speak another language from now on. */
export async function choose(chosen) {
  localStorage.setItem(KEPT, chosen);
  await speak(chosen);
}

/** Hear when another language is spoken. */
export function onSpoken(heard) {
  told.add(heard);
}

export function spoken() {
  return language;
}

/** Whether there are words for a key. */
export function has(key) {
  return Object.hasOwn(words, key);
}

/** A key's words, with {names} replaced; plural: "one|{count} many". Raises for a key that isn't there. */
export function say(key, values = {}) {
  const text = words[key];
  if (text === undefined) throw new Error(`There are no words for ${key}.`);
  const forms = text.split("|");
  const form = forms.length > 1 && values.count !== 1 ? forms[1] : forms[0];
  return form.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** Say the words of elements: data-word their text, data-title their title and label, data-label that alone. */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of root.querySelectorAll("[data-title]")) {
    const text = say(element.dataset.title);
    element.title = element.dataset.key ? `${text} (${element.dataset.key})` : text;
    if (!element.querySelector("[data-word]")) element.setAttribute("aria-label", text);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
}
