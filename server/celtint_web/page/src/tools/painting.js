import { Brush, radiusOf } from "../draw/brush.js";
import { Change } from "../model/strokes.js";
import { packed } from "../model/tiles.js";

/** A stroke that paints, or takes away, into the hints of the frame that is looked at: one entry of the history. */
class Stroke {
  constructor(app, label, value) {
    this.app = app;
    this.frame = app.project.current;
    this.change = new Change(label, this.frame.hints, (rect) => {
      app.project.show(this.frame); // undone or redone while another is looked at
      app.project.touchHints(this.frame, rect);
    });
    this.brush = new Brush(this.frame.hints, this.change, value);
  }

  to(point) {
    const { paint, project } = this.app;
    const radius = paint.pressure && point.kind === "pen" ? radiusOf(paint.size, point.pressure) : paint.size / 2;
    project.touchHints(this.frame, this.brush.to(point.x, point.y, radius), { drawing: true });
  }

  finish() {
    if (!this.change.finish()) return;
    this.app.history.push(this.change);
    this.app.project.touchHints(this.frame, this.change.rect);
  }
}

let stroke = null;

const painting = {
  cursor: "brush",
  move: (app, points) => points.forEach((point) => stroke?.to(point)),
  up: () => {
    stroke?.finish();
    stroke = null;
  },
  cancel: () => {
    stroke?.change.cancel();
    stroke = null;
  },
};

/** A pen's other end, or the button of it that erases. */
const ERASES = 32;

export const brush = {
  ...painting,
  id: "brush",
  key: "b",
  icon: "brush",
  group: "paint",
  down(app, point) {
    const erases = Boolean(point.buttons & ERASES);
    stroke = erases ? new Stroke(app, "tool.eraser", 0) : new Stroke(app, "tool.brush", packed(app.paint.colour));
    if (!erases) app.paint.used();
    stroke.to(point);
  },
};

export const eraser = {
  ...painting,
  id: "eraser",
  key: "e",
  icon: "eraser",
  group: "paint",
  down(app, point) {
    stroke = new Stroke(app, "tool.eraser", 0);
    stroke.to(point);
  },
};

/** One dab where it is set down, of the brush's size whatever the pressure. */
export const dot = {
  ...painting,
  id: "dot",
  key: "d",
  icon: "dot",
  group: "paint",
  move: undefined,
  down(app, point) {
    stroke = new Stroke(app, "tool.dot", packed(app.paint.colour));
    app.paint.used();
    stroke.to({ ...point, kind: "mouse" });
  },
};
