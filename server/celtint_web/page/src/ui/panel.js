import { icon, make } from "./elements.js";

/** A part of the panels at the right that can be folded away; `word` names it. */
export function panel(place, word, ...inside) {
  const body = make("div", { class: "body" }, ...inside);
  place.append(make("details", { class: "panel", open: true }, make("summary", {}, icon("chevron"), make("span", { word })), body));
  return body;
}

/** A slider with its words before it and its number after. shown: the number as people read it. */
export function slider(word, { min, max, step = 1, shown = String }, changed) {
  const number = make("span", { class: "number" });
  const input = make("input", { type: "range", min, max, step, title: word, class: "wide" });
  const set = (value) => {
    input.value = value;
    number.textContent = shown(Number(value));
  };
  input.addEventListener("input", () => {
    number.textContent = shown(Number(input.value));
    changed(Number(input.value));
  });
  return { row: make("div", { class: "row" }, make("span", { class: "caption", word }), input, number), input, number, set };
}
