import { icon, make } from "./elements.js";
import { onSpoken, say } from "./words.js";

/** Says that a frame's colours are a trial, and what makes them the shot's. */
export function buildTrial(app, place) {
  const text = make("span", {});
  const badge = make("div", { class: "trial", role: "status" }, icon("changed"), text);
  place.append(badge);
  const show = () => {
    const { project } = app;
    badge.hidden = !project || !app.colouring.of(project.current)?.trial;
    if (!badge.hidden) text.textContent = say("trial", { button: say(project.shot.coloured ? "shot.correct" : "shot.colour") });
  };
  app.colouring.on("result", show);
  app.on("project", () => {
    app.project.on("current", show);
    show();
  });
  onSpoken(show);
  show();
}
