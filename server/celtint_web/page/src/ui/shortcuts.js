import { nextGuess } from "./guesses.js";
import { help } from "./help.js";
import { choose } from "./opening.js";
import { shotKey } from "./shotkeys.js";

/** Keys that painters know; none of them while something is typed. */
export function listenForKeys(app) {
  const typing = (event) => event.target.closest?.("input:not([type=range], [type=checkbox], [type=radio]), select, textarea, dialog");
  addEventListener("keydown", (event) => {
    if (typing(event)) return;
    if (event.key === "?") help(app);
    const done = event.ctrlKey || event.metaKey ? withControl(app, event) : app.project && alone(app, event);
    if (done) event.preventDefault();
  });
  addEventListener("keyup", (event) => {
    if ([" ", "Alt", "Control", "Meta"].includes(event.key)) app.tools.release();
  });
  addEventListener("blur", () => app.tools.release());
}

function withControl(app, event) {
  const key = event.key.toLowerCase();
  if (key === "o") choose();
  else if (!app.project) return false;
  else if (key === "s") app.save(!event.shiftKey);
  else if (key === "z" && event.shiftKey) app.redo();
  else if (key === "z") app.undo();
  else if (key === "y") app.redo();
  else if (key === "enter" && app.project.frames.length > 1) app.shots.colour();
  else if (key === "control" || key === "meta") return holdPicker(app);
  else return false;
  return true;
}

function alone(app, event) {
  const key = event.key.toLowerCase();
  const tool = event.altKey ? null : app.tools.ofKey(key);
  if (!event.target.closest?.("input, summary") && app.tools.active.pressed?.(app, event)) return true;
  if (key === " " && !event.target.closest?.("button, summary")) app.tools.hold("pan");
  else if (key === "alt") return holdPicker(app);
  else if (key === "[") app.paint.step(-1);
  else if (key === "]") app.paint.step(1);
  else if (key === "x") app.paint.swap();
  else if (key === "0") app.fit();
  else if (key === "1") app.view.set({ scale: 1 });
  else if (key === "+" || key === "=") app.view.set({ scale: app.view.scale * 1.25 });
  else if (key === "-") app.view.set({ scale: app.view.scale / 1.25 });
  else if (key === "n" && app.project.frames.length === 1) nextGuess(app);
  else if (tool) app.tools.choose(tool.id);
  else return shotKey(app, event);
  return true;
}

function holdPicker(app) {
  if (app.tools.active.group !== "paint" || app.input.busy) return false;
  app.tools.hold("picker");
  return true;
}
