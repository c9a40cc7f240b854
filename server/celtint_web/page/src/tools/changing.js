import { Change } from "../model/strokes.js";

/** A change of the hints of the frame that is looked at; when it is undone or redone, that frame is shown. */
export function hintChange(app, label) {
  const { project } = app;
  const frame = project.current;
  return new Change(label, frame.hints, (rect) => {
    project.show(frame);
    project.touchHints(frame, rect);
  });
}

/** It is over: one step of the history, if anything is different. */
export function finish(app, change) {
  if (!change.finish()) return false;
  app.history.push(change);
  app.project.touchHints(app.project.current, change.rect);
  return true;
}
