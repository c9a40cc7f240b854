import { fromHex, hex, sameColour } from "../model/colours.js";
import { SIZES } from "../model/paint.js";
import { newId } from "../model/project.js";
import { button, icon, make } from "./elements.js";
import { oklchSliders } from "./oklch.js";
import { panel, slider } from "./panel.js";
import { recolour } from "./recolour.js";
import { onSpoken, say } from "./words.js";

/** So many swatches are shown at first: each is a button. */
const MANY = 200;

/** What the hand paints with: two colours, the size, the project's swatches and what was used lately. */
export function buildColours(app, place) {
  const { paint } = app;
  const first = make("input", { type: "color", class: "first", title: "colours.first" });
  const second = make("input", { type: "color", class: "second", title: "colours.second" });
  const code = make("input", { type: "text", class: "hex", maxlength: 7, spellcheck: false, title: "colours.hex" });
  const swap = button("swap", { title: "colours.swap", data: { key: "X" } }, () => paint.swap());
  const size = slider("colours.size", { min: 0, max: 100, shown: (at) => String(sizeAt(at)) }, (at) => paint.setSize(sizeAt(at)));
  const sliders = oklchSliders((colour) => paint.setColour(colour));
  const finer = make("details", { class: "finer" }, make("summary", {}, icon("chevron"), make("span", { word: "oklch" })), sliders.element);
  const swatches = make("div", { class: "swatches" });
  let most = MANY;
  const more = button(null, { word: "colours.more", class: "plain" }, () => {
    most *= 4;
    show();
  });
  const recent = make("div", { class: "swatches" });
  const lately = make("div", { class: "field" }, make("span", { word: "colours.recent" }), recent);

  first.addEventListener("input", () => paint.setColour(fromHex(first.value)));
  second.addEventListener("input", () => {
    paint.other = fromHex(second.value);
    paint.emit("change");
  });
  code.addEventListener("change", () => {
    const colour = fromHex(code.value);
    if (colour) paint.setColour(colour);
    else code.value = hex(paint.colour);
  });

  const show = () => {
    first.value = hex(paint.colour);
    second.value = hex(paint.other);
    code.value = hex(paint.colour);
    size.set(placeOf(paint.size));
    size.number.textContent = String(paint.size);
    const add = button("plus", { title: "colours.keep", class: "add" }, () => keep(app));
    const all = app.project?.palette ?? [];
    swatches.replaceChildren(...all.slice(0, most).map((one) => mine(app, one)), add);
    more.hidden = all.length <= most;
    sliders.set(paint.colour);
    recent.replaceChildren(...paint.recent.map((colour) => swatch(app, colour, "")));
  };
  const pair = make("div", { class: "two" }, first, second);
  const palette = make("div", { class: "field" }, make("span", { word: "colours.palette" }), swatches, more);
  panel(place, "panel.colours", make("div", { class: "hand" }, pair, code, swap), finer, size.row, palette, lately);
  paint.on("change", show);
  onSpoken(show);
  app.on("project", () => {
    app.project.on("palette", show);
    const [swatchOne, swatchTwo] = app.project.palette;
    if (swatchOne) paint.setColour(swatchOne.colour);
    if (swatchTwo) paint.other = [...swatchTwo.colour];
    show();
  });
  show();
}

function swatch(app, colour, name) {
  const text = hex(colour);
  const one = make("button", { type: "button", on: { click: () => app.paint.setColour(colour) } });
  one.style.backgroundColor = text;
  one.title = name ? `${name} ${text}` : text;
  one.setAttribute("aria-label", `${say("colours.take")} ${one.title}`);
  one.setAttribute("aria-pressed", String(sameColour(colour, app.paint.colour)));
  return one;
}

/** One of the project's swatches. */
function mine(app, { id, name, colour }) {
  const one = swatch(app, colour, name);
  one.title = `${one.title} (${say("colours.recolour.hint")})`;
  one.addEventListener("dblclick", () => recolour(app, id));
  return one;
}

/** Put the colour among the swatches. */
function keep(app) {
  const { palette } = app.project;
  if (palette.some(({ colour }) => sameColour(colour, app.paint.colour))) return;
  app.project.setPalette([...palette, { id: newId("swatch"), name: "", colour: [...app.paint.colour] }]);
}

/** Sizes grow by the same share with every step of the slider. */
function sizeAt(at) {
  return Math.round(SIZES.least * (SIZES.most / SIZES.least) ** (at / 100));
}

function placeOf(size) {
  return (100 * Math.log(size / SIZES.least)) / Math.log(SIZES.most / SIZES.least);
}
