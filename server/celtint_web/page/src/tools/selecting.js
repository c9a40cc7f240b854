import { Emitter } from "../model/emitter.js";
import { erase, lift, place } from "../model/lifting.js";
import { intersection, outward } from "../model/rects.js";
import { finish, hintChange } from "./changing.js";

/** The part of the hints that is selected, a rectangle in whole pixels or null. Tells "change". */
class Selection extends Emitter {
  rect = null;

  set(rect) {
    this.rect = rect;
    this.emit("change");
  }
}

export const selection = new Selection();

/** What is being done: a rectangle drawn from `from`, or, with `lifted` paint, moved. */
let drag = null;

function whole(app) {
  const { width, height } = app.project.current;
  return { x: 0, y: 0, width, height };
}

/** Carry paint so far from where it was lifted: what it hid on its way comes back. */
function carry(app, carried, across, down) {
  const { start, lifted } = carried;
  if (carried.change) place(carried.change, carried.hidden, carried.at, { clear: true });
  else {
    carried.change = hintChange(app, "select.move");
    erase(carried.change, start);
  }
  carried.at = { ...start, x: start.x + across, y: start.y + down };
  carried.hidden = lift(carried.change.raster, carried.at);
  place(carried.change, lifted, carried.at);
  selection.set(carried.at);
}

/** Move what is selected by whole pixels: one step of the history. */
export function nudge(app, across, down) {
  const carried = { start: selection.rect, lifted: lift(app.project.current.hints, selection.rect) };
  carry(app, carried, across, down);
  finish(app, carried.change);
}

/** Take the paint away that is selected. */
export function deleteSelected(app) {
  const change = hintChange(app, "select.delete");
  erase(change, selection.rect);
  finish(app, change);
}

export const select = {
  id: "select",
  key: "m",
  icon: "select",
  group: "mark",
  cursor: "crosshair",
  down(app, point) {
    const { rect } = selection;
    const inside = rect && intersection(rect, { x: Math.floor(point.x), y: Math.floor(point.y), width: 1, height: 1 });
    drag = { from: point, start: inside ? rect : null, lifted: inside && lift(app.project.current.hints, rect) };
    if (!inside) selection.set(null);
  },
  move(app, points) {
    if (!drag) return;
    const to = points.at(-1);
    const across = to.x - drag.from.x;
    const down = to.y - drag.from.y;
    if (!drag.start) {
      const drawn = { x: Math.min(drag.from.x, to.x), y: Math.min(drag.from.y, to.y), width: Math.abs(across), height: Math.abs(down) };
      selection.set(drawn.width * app.view.scale < 3 ? null : intersection(outward(drawn), whole(app)));
      return;
    }
    carry(app, drag, Math.round(across), Math.round(down));
    app.project.touchHints(app.project.current, drag.change.rect, { drawing: true });
  },
  up(app) {
    if (drag?.change) finish(app, drag.change);
    drag = null;
  },
  cancel(app) {
    drag?.change?.cancel();
    if (drag?.start) selection.set(drag.start);
    drag = null;
  },
  /** Arrows move what is selected, with Shift ten pixels; Delete takes it away; Escape selects nothing. */
  pressed(app, { key, shiftKey }) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (!selection.rect) return false;
    if (key === "Delete" || key === "Backspace") deleteSelected(app);
    else if (key === "Escape") selection.set(null);
    else if (way) nudge(app, ...way.map((one) => one * (shiftKey ? 10 : 1)));
    else return false;
    return true;
  },
  left: () => selection.set(null),
};
