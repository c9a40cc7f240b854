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
  const bar = make("div", { class: "options" }, everywhere, remove, nothing);
  place.append(bar);
  const show = () => {
    const tool = app.project && app.tools.active.id;
    everywhere.hidden = tool !== "bucket";
    everywhere.setAttribute("aria-pressed", String(filling.everywhere));
    remove.hidden = nothing.hidden = tool !== "select" || !selection.rect;
    bar.hidden = everywhere.hidden && remove.hidden;
  };
  app.on("tool", show);
  app.on("project", show);
  selection.on("change", show);
  show();
}
