import { fromHex, hex } from "../model/colours.js";
import { button, make } from "./elements.js";
import { panel, slider } from "./panel.js";

/** From above, as they lie. */
const SHOWN = ["lines", "boxes", "hints", "shade", "colours", "background"];

/** The layers: seen or not, and how strongly. */
export function buildLayers(app, place) {
  const rows = SHOWN.map((layer) => {
    const eye = button("eye", { title: `layer.${layer}.toggle` }, () => {
      app.project.setLayer(layer, { visible: !app.project.layers[layer].visible });
    });
    const { row, set } = slider(`layer.${layer}`, { min: 0, max: 100, shown: (value) => `${value} %` }, (value) => {
      app.project.setLayer(layer, { opacity: value / 100 });
    });
    row.className = "layer";
    row.prepend(eye);
    const show = () => {
      const { visible, opacity } = app.project.layers[layer];
      row.toggleAttribute("data-off", !visible);
      eye.setAttribute("aria-pressed", String(visible));
      eye.querySelector("use").setAttribute("href", `icons.svg#${visible ? "eye" : "eye-off"}`);
      set(Math.round(100 * opacity));
    };
    return { row, show };
  });
  const looks = [lineColour(app), paper(app)];
  panel(place, "panel.layers", make("div", {}, ...rows.map(({ row }) => row)), ...looks.map(({ field }) => field));
  app.on("project", () => {
    const show = () => [...rows, ...looks].forEach((one) => one.show());
    app.project.on("layers", show);
    show();
  });
}

/** The lines in a colour of one's choice. */
function lineColour(app) {
  const tick = make("input", { type: "checkbox" });
  const colour = make("input", { type: "color", value: "#5a3a28", title: "layer.lines.colour" });
  const set = () => app.project.setLook({ lineColour: tick.checked ? fromHex(colour.value) : null });
  tick.addEventListener("change", set);
  colour.addEventListener("input", () => {
    tick.checked = true;
    set();
  });
  const show = () => {
    tick.checked = app.project.lineColour !== null;
    if (app.project.lineColour) colour.value = hex(app.project.lineColour);
  };
  return { field: make("label", { class: "check" }, tick, make("span", { word: "layer.lines.recolour" }), colour), show };
}

/** What lies below: white, a colour, or nothing, which squares stand for. */
function paper(app) {
  const select = make("select", { title: "layer.background.kind" });
  for (const kind of ["white", "colour", "none"]) select.append(make("option", { value: kind, word: `layer.background.${kind}` }));
  const colour = make("input", { type: "color", value: "#f4ead5", title: "layer.background.own" });
  const set = () => {
    const background = { white: [255, 255, 255], colour: fromHex(colour.value), none: null }[select.value];
    app.project.setLook({ background });
  };
  select.addEventListener("change", set);
  colour.addEventListener("input", set);
  const show = () => {
    const { background } = app.project;
    const white = background?.every((value) => value === 255);
    if (select.value !== "colour" || !white) select.value = background === null ? "none" : white ? "white" : "colour";
    if (background && !white) colour.value = hex(background);
    colour.hidden = select.value !== "colour";
  };
  return { field: make("div", { class: "row" }, make("span", { class: "caption", word: "layer.background" }), select, colour), show };
}
