/** Tools that change how the picture lies on the screen, and nothing of it. */

let last = null;

const dragging = {
  group: "view",
  down(app, point) {
    last = point;
    this.start = point;
  },
  move(app, points) {
    const now = points.at(-1);
    this.drag(app.view, last, now);
    last = now;
  },
};

export const pan = {
  ...dragging,
  id: "pan",
  key: "h",
  icon: "hand",
  cursor: "grab",
  drag: (view, from, to) => view.pan(to.sx - from.sx, to.sy - from.sy),
};

/** Right and up is nearer; a click is a step nearer, with Alt a step back. */
export const zoom = {
  ...dragging,
  id: "zoom",
  key: "z",
  icon: "zoom",
  cursor: "zoom-in",
  drag(view, from, to) {
    view.about(this.start.sx, this.start.sy, Math.exp((to.sx - from.sx - (to.sy - from.sy)) / 200));
  },
  up(app, point) {
    const still = Math.hypot(point.sx - this.start.sx, point.sy - this.start.sy) < 3;
    if (still) app.view.about(point.sx, point.sy, point.alt ? 1 / 1.5 : 1.5);
  },
};

/** About the middle of the window; with Shift in steps of 15°. */
export const rotate = {
  ...dragging,
  id: "rotate",
  key: "r",
  icon: "rotate",
  cursor: "grab",
  down(app, point) {
    last = point;
    this.start = point;
    this.angle = app.view.angle;
    this.turned = 0;
  },
  drag(view, from, to) {
    const at = ({ sx, sy }) => Math.atan2(sy - view.height / 2, sx - view.width / 2);
    const turn = at(to) - at(from);
    this.turned += turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
    const step = Math.PI / 12;
    const angle = this.angle + this.turned;
    view.set({ angle: to.shift ? Math.round(angle / step) * step : angle });
  },
};
