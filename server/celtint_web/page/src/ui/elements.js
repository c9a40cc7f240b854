import { translate } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes and children. Text is text, never markup. `word` and `title` are keys of the words; `on`
 * is {event: listener}; `data` goes to dataset; other names are properties if the element has them, else attributes.
 */
export function make(name, { word, title, on = {}, data = {}, class: classes, ...others } = {}, ...children) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  if (word) element.dataset.word = word;
  if (title) element.dataset.title = title;
  Object.assign(element.dataset, data);
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  for (const [key, value] of Object.entries(others)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  if (word || title) translate({ querySelectorAll: (selector) => (element.matches(selector) ? [element] : []) });
  return element;
}

/** An icon of icons.svg. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A button with an icon, told by its title; with words beside it if `word` is given. */
export function button(image, { word, ...attributes }, pressed) {
  const inside = [image ? icon(image) : null, word ? make("span", { word }) : null];
  return make("button", { type: "button", ...attributes, on: { click: pressed } }, ...inside);
}
