import { blocksOf, sectionsOf, spansOf } from "../model/markdown.js";
import { button, make } from "./elements.js";
import { say, spoken } from "./words.js";

/** The titles that cards have in common, and how people read them. */
const TITLES = { "": "card.about", Licence: "card.licence", "What it learned from": "card.learned", "What it is worth": "card.worth", Limits: "card.limits" };

/** Cards by their network's name. */
const known = new Map();

/**
 * Show what is written of the networks, one at a time: the licence and what it learned from first.
 * @param {{name: string, title: string}[]} models @param {string} name the one that is shown first
 */
export function showCard(app, models, name) {
  const select = make("select", { title: "card.which", class: "wide" });
  select.append(...models.map((model) => make("option", { value: model.name }, model.title)));
  select.value = name;
  const take = button(null, { word: "card.take", class: "main" }, () => {
    app.project.setModel(select.value);
    dialog.close();
  });
  const text = make("div", { class: "card-text", tabIndex: 0, role: "region", "aria-label": say("card") });
  const close = button("close", { title: "notice.close" }, () => dialog.close());
  const dialog = make("dialog", { class: "help card", title: "card" }, make("div", { class: "row" }, select, take, close), text);
  const show = async () => {
    const mine = select.value;
    take.disabled = mine === app.project.model;
    text.replaceChildren(make("p", { word: "card.coming" }));
    const made = await cardOf(app, mine).then(drawn, (error) => [make("p", { class: "about" }, wordsOf(error))]);
    if (mine === select.value) text.replaceChildren(...made);
    text.scrollTop = 0;
  };
  select.addEventListener("change", show);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  show();
}

async function cardOf(app, name) {
  if (!known.has(name)) {
    const { result } = await app.link.ask("call", { method: "models.card", params: { name }, parts: {} });
    known.set(name, String(result.card));
  }
  return known.get(name);
}

function wordsOf({ name, message }) {
  const word = { MODEL_NOT_FOUND: "card.none", CONNECTION_LOST: "card.away" }[name];
  return word ? say(word) : message;
}

/** A card's elements. Cards are written in English. */
function drawn(markdown) {
  const sections = sectionsOf(blocksOf(markdown)).map(({ title, blocks }) => {
    const head = TITLES[title] ? make("h3", { word: TITLES[title] }) : make("h3", { lang: "en" }, title);
    return make("section", {}, head, ...blocks.map(element));
  });
  const note = spoken() === "en" ? null : make("p", { class: "about", word: "card.english" });
  return [note, ...sections].filter(Boolean);
}

function element({ kind, text, rows, head }) {
  if (kind === "heading") return make("h4", { lang: "en" }, ...looks(text));
  if (kind === "list") return make("ul", { lang: "en" }, ...rows.map((row) => make("li", {}, ...looks(row))));
  if (kind === "text") return make("p", { lang: "en" }, ...looks(text));
  const line = (name, cells) => make("tr", {}, ...cells.map((cell) => make(name, {}, ...looks(cell))));
  const body = make("tbody", {}, ...rows.map((row) => line("td", row)));
  return make("div", { class: "card-table", lang: "en" }, make("table", {}, make("thead", {}, line("th", head)), body));
}

function looks(text) {
  return spansOf(text).map((span) => (span.look ? make(span.look, {}, span.text) : span.text));
}
