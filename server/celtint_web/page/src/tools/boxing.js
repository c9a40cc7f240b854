import { boxAt, boxBetween, BoxesChange, handleAt, moved, resized } from "../model/boxes.js";
import { Emitter } from "../model/emitter.js";

/** How near a handle has to be, in CSS pixels; fingers are thicker. */
const REACH = { mouse: 8, pen: 10, touch: 22 };

/** Which box is being worked on, by its id. Tells "change", and "made" when a new one was drawn. */
class Chosen extends Emitter {
  id = null;

  set(id) {
    if (id === this.id) return;
    this.id = id;
    this.emit("change");
  }

  /** Of the frame that is looked at, or undefined. */
  of(app) {
    return app.project?.current.boxes.find(({ id }) => id === this.id);
  }
}

export const chosen = new Chosen();

/** Replace, add (`before` null) or take away (`after` null) a box: one step of the history. */
export function changeBox(app, label, before, after) {
  const { project } = app;
  const frame = project.current;
  const others = before ? frame.boxes.flatMap((box) => (box.id !== before.id ? [box] : after ? [after] : [])) : [...frame.boxes, after];
  app.history.do(new BoxesChange(label, project, frame, others));
}

/** The box as it is being drawn, moved or resized, or null: {from, before, now}. */
let drag = null;

/** What is shown of a box while it changes. */
export function shownBox(box) {
  return drag?.before?.id === box.id ? drag.now : box;
}

/** The box that is being drawn, if it is a new one. */
export function newBox() {
  return drag && !drag.before ? drag.now : null;
}

export const box = {
  id: "box",
  key: "t",
  icon: "box",
  group: "mark",
  cursor: "crosshair",
  down(app, point) {
    const { current } = app.project;
    const mine = chosen.of(app);
    const handle = mine && handleAt(mine, point, REACH[point.kind] / app.view.scale);
    const under = handle ? mine : boxAt(current.boxes, point);
    drag = { from: point, handle, before: under ?? null, now: under ?? null, frame: current };
    if (under) chosen.set(under.id);
  },
  move(app, points) {
    if (!drag) return;
    const to = points.at(-1);
    const { from, before, handle, frame } = drag;
    if (handle) drag.now = resized(before, handle, to, frame);
    else if (before) drag.now = moved(before, to.x - from.x, to.y - from.y, frame);
    else drag.now = boxBetween(from, to, frame, { colour: [...app.paint.colour] });
    app.overlay.refresh();
  },
  up(app) {
    const done = drag;
    drag = null;
    if (!done) return;
    const { before, now, handle } = done;
    if (!before && now) {
      changeBox(app, "box.draw", null, now);
      chosen.set(now.id);
      chosen.emit("made");
    } else if (before && now !== before) changeBox(app, handle ? "box.resize" : "box.move", before, now);
    else if (!before) chosen.set(null);
    app.overlay.refresh();
  },
  cancel(app) {
    drag = null;
    app.overlay.refresh();
  },
  /** Arrows move the box, with Shift ten pixels; Delete takes it away; Escape lets go of it. */
  pressed(app, { key, shiftKey }) {
    const mine = chosen.of(app);
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (!mine) return false;
    if (key === "Delete" || key === "Backspace") changeBox(app, "box.delete", mine, null);
    else if (key === "Escape") chosen.set(null);
    else if (way) {
      const [across, down] = way.map((one) => one * (shiftKey ? 10 : 1));
      changeBox(app, "box.move", mine, moved(mine, across, down, app.project.current));
    } else return false;
    return true;
  },
  left: () => chosen.set(null),
};
