import { fromHex, hex } from "../model/colours.js";
import { icon, make } from "./elements.js";
import { buildModels } from "./models.js";
import { panel, slider } from "./panel.js";
import { say } from "./words.js";

/** The contract's words of each setting, told in the page's words as `setting.NAME.WORD`. */
const CHOICES = {
  undecided: ["auto", "transparent", "mean", "network", "distinct"],
  style: ["flat", "soft"],
  mode: ["auto", "line", "grey"],
};
const PENS = { ink: ["auto", "all", "dark", "colours"], trace: ["auto", "none", "colours"] };
/** The usual pen of each, where none was found: with black ones every line would be a trace line. */
const USUAL = { ink: "#000000", trace: "#ff0000" };
const GAP = { least: 0, most: 512, first: 16 };
const COLOURS = { least: 1, most: 256, first: 8 };

/** How to colour, in plain words, with a picture each that is loaded when it is first seen. */
export function buildSettings(app, place) {
  const set = (name, value) => app.project.setSettings({ [name]: value });
  const choices = Object.entries(CHOICES).map(([name, words]) => choice(name, words, (word) => set(name, word)));
  const gap = orNumber("gap", "auto", GAP, (value) => set("gap", value));
  const colours = orNumber("colours", null, COLOURS, (value) => set("colours", value));
  const strength = percent("strength", set);
  const merge = percent("merge", set);
  const ink = penField("ink", app, ({ counts }) => counts, set);
  const trace = penField("trace", app, ({ trace }) => trace, set);
  const more = make("details", { class: "finer" }, make("summary", {}, icon("chevron"), make("span", { word: "setting.more" })));
  const network = make("div", { class: "field" });
  more.append(make("div", { class: "stack" }, gap.field, colours.field, strength.field, merge.field, ink.field, trace.field, network));
  panel(place, "panel.settings", ...choices.map(({ field }) => field), more);
  buildModels(app, network);
  app.on("project", () => {
    const show = () => {
      const { settings } = app.project;
      for (const one of [...choices, gap, colours, strength, merge, ink, trace]) one.show(settings);
    };
    app.project.on("settings", show);
    show();
  });
}

function picture(name) {
  return make("img", { loading: "lazy", src: `pictures/${name}.svg`, alt: "", width: 64, height: 44 });
}

/** A setting's picture and its words. */
function heading(name) {
  return make("div", { class: "heading" }, picture(name), make("span", { word: `setting.${name}` }));
}

/** One of several words, each with a picture. */
function choice(name, words, chosen) {
  const cards = words.map((word) => {
    const input = make("input", { type: "radio", name: `setting-${name}`, value: word, on: { change: () => chosen(word) } });
    return { input, card: make("label", { class: "pick" }, input, picture(`${name}-${word}`), make("span", { word: `setting.${name}.${word}` })) };
  });
  const legend = make("legend", { word: `setting.${name}` });
  const field = make("fieldset", { class: "picks" }, legend, ...cards.map(({ card }) => card));
  return { field, show: (settings) => cards.forEach(({ input }) => (input.checked = input.value === settings[name])) };
}

/** A share, 0 to 1, shown in percent. */
function percent(name, set) {
  const share = slider(`setting.${name}.short`, { min: 0, max: 100, shown: (value) => `${value} %` }, () => {});
  share.input.addEventListener("change", () => set(name, Number(share.input.value) / 100));
  const field = make("div", { class: "field" }, heading(name), share.row);
  return { field, show: (settings) => share.set(Math.round(100 * settings[name])) };
}

/** A whole number, or by a tick something else, as "auto". */
function orNumber(name, other, { least, most, first }, chosen) {
  const tick = make("input", { type: "checkbox" });
  const number = make("input", { type: "number", min: least, max: most, title: `setting.${name}.number` });
  tick.addEventListener("change", () => chosen(tick.checked ? other : first));
  number.addEventListener("change", () => number.reportValidity() && number.value !== "" && chosen(Math.round(Number(number.value))));
  const label = make("label", { class: "check" }, tick, make("span", { word: `setting.${name}.other` }), number);
  const show = (settings) => {
    tick.checked = settings[name] === other;
    number.disabled = tick.checked;
    number.value = tick.checked ? "" : settings[name];
  };
  return { field: make("div", { class: "field" }, heading(name), label), show };
}

/** Which pens are meant: by a word, or colours that are written out, at first those that were found. */
function penField(name, app, found, set) {
  const select = make("select", { title: `setting.${name}` });
  for (const word of PENS[name]) select.append(make("option", { value: word, word: `setting.${name}.${word}` }));
  const text = make("input", { type: "text", maxlength: 200, spellcheck: false, title: `setting.${name}.list` });
  select.addEventListener("change", () => {
    if (select.value !== "colours") return set(name, select.value);
    const inks = app.colouring.of(app.project.current)?.inks ?? [];
    return set(name, inks.filter(found).map(({ colour }) => hex(colour)).join(", ") || USUAL[name]);
  });
  text.addEventListener("change", () => {
    const colours = text.value.split(/[\s,]+/).filter(Boolean).map(fromHex);
    const good = colours.length > 0 && colours.every(Boolean);
    text.setCustomValidity(good ? "" : say("setting.ink.wrong"));
    if (text.reportValidity()) set(name, colours.map(hex).join(","));
  });
  const show = (settings) => {
    const word = PENS[name].includes(settings[name]) ? settings[name] : "colours";
    select.value = word;
    text.hidden = word !== "colours";
    text.value = word === "colours" ? settings[name] : "";
  };
  return { field: make("div", { class: "field" }, heading(name), select, text), show };
}
