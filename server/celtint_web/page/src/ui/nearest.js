import { offer } from "./notices.js";

const TOLD = "celtint.told.nearest";

/** Tell once in a browser that what has no dab takes the nearest one's colour, when that is first seen, and how to end it. */
export function buildNearest(app) {
  app.colouring.on("result", ({ frame, result }) => {
    const { project, history } = app;
    if (localStorage.getItem(TOLD) || history.length === 0 || frame !== project.current || project.settings.undecided !== "auto") return;
    if (result?.mode !== "line" || result.of || !result.regions.some((region) => region.decided_by === "rule")) return;
    localStorage.setItem(TOLD, "1");
    offer("nearest.told", "nearest.leave", () => app.project.setSettings({ undecided: "transparent" }));
  });
}
