import { Brush, radiusOf } from "../draw/brush.js";
import { Pen } from "../draw/pen.js";
import { Change } from "../model/strokes.js";
import { packed } from "../model/tiles.js";

/** What a stroke is drawn into: a frame's raster, and how the project is told. */
const LAYERS = {
  hints: { raster: (frame) => frame.hints, touch: "touchHints" },
  lines: { raster: (frame) => frame.pen, touch: "touchLines" },
};

/** A stroke on a layer of the frame that is looked at: one entry of the history. */
class Stroke {
  /** @param {object} app @param {string} label @param {"hints" | "lines"} layer @param {(raster, change) => Brush | Pen} take */
  constructor(app, label, layer, take) {
    this.app = app;
    this.frame = app.project.current;
    const { raster, touch } = LAYERS[layer];
    this.told = (rect, how) => app.project[touch](this.frame, rect, how);
    this.change = new Change(label, raster(this.frame), (rect) => {
      app.project.show(this.frame); // undone or redone while another is looked at
      this.told(rect);
    });
    this.brush = take(raster(this.frame), this.change);
  }

  to(point) {
    const { paint } = this.app;
    const radius = paint.pressure && point.kind === "pen" ? radiusOf(paint.size, point.pressure) : paint.size / 2;
    this.told(this.brush.to(point.x, point.y, radius), { drawing: true });
  }

  finish() {
    if (!this.change.finish()) return;
    this.app.history.push(this.change);
    this.told(this.change.rect, { drawn: true });
  }
}

let stroke = null;

const painting = {
  group: "paint",
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

function paints(app, label) {
  const value = packed(app.paint.colour);
  app.paint.used();
  return new Stroke(app, label, "hints", (raster, change) => new Brush(raster, change, value));
}

function erases(app, layer) {
  const take = layer === "lines" ? (raster, change) => new Pen(raster, change, { erases: true }) : (raster, change) => new Brush(raster, change, 0);
  return new Stroke(app, "tool.eraser", layer, take);
}

export const brush = {
  ...painting,
  id: "brush",
  key: "b",
  icon: "brush",
  down(app, point) {
    stroke = point.buttons & ERASES ? erases(app, "hints") : paints(app, "tool.brush");
    stroke.to(point);
  },
  chosen: (app) => app.paint.take({ layer: "hints" }),
};

/** Takes from the layer that was drawn on last. */
export const eraser = {
  ...painting,
  id: "eraser",
  key: "e",
  icon: "eraser",
  down(app, point) {
    stroke = erases(app, app.paint.layer);
    stroke.to(point);
  },
};

/** One dab where it is set down, of the brush's size whatever the pressure. */
export const dot = {
  ...painting,
  id: "dot",
  key: "d",
  icon: "dot",
  move: undefined,
  down(app, point) {
    stroke = paints(app, "tool.dot");
    stroke.to({ ...point, kind: "mouse" });
  },
  chosen: (app) => app.paint.take({ layer: "hints" }),
};

/** Draws lines: on an empty page its own, on a picture that was opened over those that are there. */
export const pen = {
  ...painting,
  id: "pen",
  key: "l",
  icon: "pen",
  group: "draw",
  down(app, point) {
    const wipes = Boolean(point.buttons & ERASES);
    stroke = wipes ? erases(app, "lines") : new Stroke(app, "tool.pen", "lines", (raster, change) => new Pen(raster, change));
    stroke.to(point);
  },
  chosen: (app) => app.paint.take({ hand: "pen", layer: "lines" }),
  left: (app) => app.paint.take({ hand: "brush" }),
};
