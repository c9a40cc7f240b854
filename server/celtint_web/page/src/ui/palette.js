import { MOST_BYTES, MOST_SWATCHES, readPalette, writeGpl, writeHex } from "../files/palettes.js";
import { sameColour } from "../model/colours.js";
import { shownVariant, variantsOf } from "../model/palette.js";
import { newId } from "../model/project.js";
import { dropVariant, keepVariant, variantChange } from "../model/variants.js";
import { button, make } from "./elements.js";
import { failed } from "./notices.js";
import { panel } from "./panel.js";
import { recolour } from "./recolour.js";
import { onSpoken, say } from "./words.js";

const LONGEST = 120;

/** The swatch in the hand with its name, the palette's variants, and palettes from files and into them. */
export function buildPalette(app, place) {
  const swatch = make("div", { class: "field" });
  const variants = make("div", { class: "field" });
  const only = make("input", { type: "checkbox", on: { change: () => app.project.setPalette(app.project.palette, only.checked) } });
  const input = make("input", { type: "file", accept: ".gpl,.hex,.txt", hidden: true, class: "palette-file" });
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = "";
    if (file) load(app, file).catch((error) => failed(error, { name: file.name, most: MOST_SWATCHES }));
  });
  const files = make(
    "div",
    { class: "row wrap" },
    button("open", { word: "palette.load", class: "plain" }, () => input.click()),
    button("save", { word: "palette.gpl", class: "plain" }, () => save(app, "gpl")),
    button("save", { word: "palette.hex", class: "plain" }, () => save(app, "hex")),
  );
  panel(place, "panel.palette", swatch, variants, make("label", { class: "check" }, only, make("span", { word: "palette.only" })), files, input);
  const show = () => {
    if (!app.project) return;
    only.checked = app.project.paletteOnly;
    if (!swatch.contains(document.activeElement)) showSwatch(app, swatch);
    showVariants(app, variants);
  };
  app.paint.on("change", show);
  app.on("project", () => {
    app.project.on("palette", show);
    show();
  });
  onSpoken(show);
}

/** The swatch that is of the colour in the hand. */
function showSwatch(app, place) {
  const { project, paint } = app;
  const found = project.palette.find(({ colour }) => sameColour(colour, paint.colour));
  if (!found) return place.replaceChildren(make("p", { class: "about", word: "palette.about" }));
  const { id } = found;
  const name = make("input", { type: "text", value: found.name, maxlength: LONGEST, spellcheck: false, autocomplete: "off", title: "palette.name" });
  name.placeholder = say("palette.name.place");
  name.addEventListener("change", () => {
    project.setPalette(project.palette.map((one) => (one.id === id ? { ...one, name: name.value.trim() } : one)));
  });
  name.addEventListener("keydown", ({ key }) => key === "Enter" && name.blur());
  const remove = () => project.setPalette(project.palette.filter((one) => one.id !== id));
  return place.replaceChildren(
    make("div", { class: "row" }, name, button("close", { title: "palette.remove" }, remove)),
    button("swap", { word: "colours.recolour", class: "plain" }, () => recolour(app, id)),
  );
}

function showVariants(app, place) {
  const { project } = app;
  const names = variantsOf(project);
  const shown = shownVariant(project);
  const pressed = (name) => () => {
    const change = variantChange(project, name);
    if (change) app.history.do(change);
    else project.emit("palette");
  };
  const chips = names.map((name) => {
    const chip = make("button", { type: "button", class: "plain", on: { click: pressed(name) } }, name);
    chip.setAttribute("aria-pressed", String(name === shown));
    return chip;
  });
  const add = button("plus", { title: "variant.add" }, () => askName(app));
  const drop = button("close", { title: "variant.drop", disabled: !shown }, () => dropVariant(project, shown));
  place.hidden = project.palette.length === 0;
  place.replaceChildren(make("span", { word: "variant" }), make("div", { class: "row wrap" }, ...chips, add, ...(shown ? [drop] : [])));
}

/** Ask what a new variant is called; the first one keeps what there is as a variant of its own. */
function askName(app) {
  const { project } = app;
  const names = variantsOf(project);
  const name = make("input", { type: "text", maxlength: 40, value: names.length ? "" : say("variant.night"), title: "variant.name", autocomplete: "off" });
  const done = (event) => {
    event.preventDefault();
    const called = name.value.trim();
    if (!called || names.includes(called)) return name.focus();
    dialog.close();
    if (names.length === 0 && called !== say("variant.day")) keepVariant(project, say("variant.day"));
    project.variant = called;
    return keepVariant(project, called);
  };
  const form = make("form", { on: { submit: done } }, make("p", { word: "variant.about" }), make("div", { class: "row" }, name));
  const not = button(null, { word: "colours.recolour.not", class: "plain" }, () => dialog.close());
  form.append(make("div", { class: "row" }, make("button", { type: "submit", class: "main", word: "variant.add" }), not));
  const dialog = make("dialog", { class: "small", title: "variant.add" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  name.select();
}

async function load(app, file) {
  if (file.size > MOST_BYTES) throw Object.assign(new Error(), { word: "palette.tooMany" });
  const read = readPalette(await file.text());
  app.project.setPalette(read.map(({ name, colour }) => ({ id: newId("swatch"), name, colour })));
  app.paint.setColour(read[0].colour);
}

function save(app, kind) {
  const { name, palette } = app.project;
  const text = kind === "gpl" ? writeGpl(name, palette) : writeHex(palette);
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = make("a", { href: url, download: `${name}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
