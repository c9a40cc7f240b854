/** The colour under the pointer: a hint's, else the coloured region's, else what is seen. */
export function colourUnder(app, { x, y, sx, sy }) {
  const frame = app.project.current;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const inside = column >= 0 && row >= 0 && column < frame.width && row < frame.height;
  const hint = frame.hints.at(column, row);
  if (hint >>> 24) return [hint & 255, (hint >> 8) & 255, (hint >> 16) & 255];
  const colours = app.colouring.of(frame)?.bytes;
  const at = 4 * (row * frame.width + column);
  if (inside && colours && colours[at + 3] === 255) return [...colours.subarray(at, at + 3)];
  return app.compositor.colourAt(sx, sy);
}

function pick(app, point) {
  app.paint.setColour(colourUnder(app, point));
}

export const picker = {
  id: "picker",
  key: "i",
  icon: "picker",
  group: "paint",
  cursor: "crosshair",
  down: pick,
  move: (app, points) => pick(app, points.at(-1)),
};
