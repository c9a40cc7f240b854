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
  panel(place, "panel.layers", make("div", {}, ...rows.map(({ row }) => row)));
  app.on("project", () => {
    const show = () => rows.forEach((row) => row.show());
    app.project.on("layers", show);
    show();
  });
}
