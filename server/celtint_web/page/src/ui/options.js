import { filling } from "../tools/filling.js";
import { deleteSelected, selection } from "../tools/selecting.js";
import { button, make } from "./elements.js";

/** What the tool in the hand can do besides, above the picture: what keys do, for fingers. */
export function buildOptions(app, place) {
  const everywhere = button("layers", { word: "fill.all", class: "plain" }, () => {
    filling.everywhere = !filling.everywhere;
    show();
  });
  const remove = button("trash", { word: "select.delete", class: "plain" }, () => deleteSelected(app));
  const nothing = button("close", { word: "select.nothing", class: "plain" }, () => selection.set(null));
  const layers = ["hints", "lines"].map((layer) => {
    return { layer, element: button(null, { word: `erase.${layer}`, class: "plain" }, () => app.paint.take({ layer })) };
  });
  const bar = make("div", { class: "options" }, everywhere, remove, nothing, ...layers.map(({ element }) => element));
  place.append(bar);
  const show = () => {
    const tool = app.project && app.tools.active.id;
    everywhere.hidden = tool !== "bucket";
    everywhere.setAttribute("aria-pressed", String(filling.everywhere));
    remove.hidden = nothing.hidden = tool !== "select" || !selection.rect;
    const erases = tool === "eraser" && (app.paint.layer === "lines" || !app.project.current.pen.empty);
    for (const { layer, element } of layers) {
      element.hidden = !erases;
      element.setAttribute("aria-pressed", String(layer === app.paint.layer));
    }
    bar.hidden = everywhere.hidden && remove.hidden && !erases;
  };
  app.on("tool", show);
  app.on("project", show);
  selection.on("change", show);
  app.paint.on("change", show);
  show();
}
