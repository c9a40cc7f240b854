import { noteOf, sentenceOf } from "./saidby.js";
import { onSpoken, say } from "./words.js";

/** A colouring that takes no longer than this needs no word, in ms. */
const QUICK = 500;

/** The line below: what is being done, what lies under the pointer, the picture's size, the zoom. */
export function buildStatus(app) {
  const place = (id) => document.getElementById(`status-${id}`);
  const doing = place("doing");
  let timer = 0;
  const showDoing = () => {
    clearTimeout(timer);
    const { state, error, progress } = app.colouring;
    if (state === "working") {
      const said = progress ? say("doing.share", { share: Math.round(100 * progress.share) }) : say("doing.working");
      timer = setTimeout(() => (doing.textContent = said), QUICK);
    } else if (state === "failed") doing.textContent = sentenceOf(error);
    else doing.textContent = app.project ? summary(app) : "";
  };
  app.colouring.on("state", showDoing);
  app.on("project", showDoing);
  app.on("tool", showDoing);

  const showView = () => {
    if (!app.project) return;
    const { scale, angle } = app.view;
    const turned = Math.round((180 * angle) / Math.PI);
    place("zoom").textContent = `${Math.round(100 * scale)} %${turned ? ` · ${turned}°` : ""}`;
  };
  app.view.on("change", showView);
  const showSize = () => {
    if (app.project) place("size").textContent = `${app.project.current.width} × ${app.project.current.height}`;
  };
  app.on("project", () => {
    showSize();
    showView();
    app.project.on("current", showSize);
  });
  onSpoken(showDoing);
}

/** What the newest colours are, and what to do next. */
function summary(app) {
  const result = app.colouring.of(app.project.current);
  if (app.colouring.state === "waiting") return say("doing.waiting");
  if (!result) return "";
  if (result.notes.length) return noteOf(result.notes[0]);
  const { current, shot } = app.project;
  if (shot.changed(current)) return say("shot.todo");
  if (app.tools.active.id === "pen" && current.hints.empty) return say("doing.draw");
  if (current.hints.empty && current.boxes.length === 0 && !app.developing.owns(current)) return say("doing.begin");
  if (app.colouring.waits(current)) return say("doing.waits");
  const unsure = result.regions.filter((region) => region.unsure).length;
  return `${say("doing.regions", { count: result.regions.length })}${unsure ? `, ${say("doing.unsure", { count: unsure })}` : ""}`;
}
