import { regionAt } from "../live/regions.js";
import { areaAt } from "../model/area.js";
import { fillRegions } from "../model/filling.js";
import { packed } from "../model/tiles.js";
import { finish, hintChange } from "./changing.js";
import { colourUnder } from "./picking.js";

/** Give the region under a point the colour in the hand, or, `everywhere`, all regions that are of its colour. */
export async function fillAt(app, point, { everywhere = false } = {}) {
  const { project, paint } = app;
  const frame = project.current;
  const { width, height } = frame;
  if (point.x < 0 || point.y < 0 || point.x >= width || point.y >= height) return;
  const under = colourUnder(app, point).join();
  const found = await app.regions.of(frame);
  if (project !== app.project || frame !== project.current) return;
  const region = regionAt(found, point);
  const wanted = new Map([[region?.id ?? (found ? 0 : 1), point]]);
  const colour = region?.colour?.join() ?? under;
  for (const { id, colour: its } of everywhere && region ? found.byId.values() : []) {
    if (its?.join() === colour && id !== region.id) wanted.set(id, { x: found.points[2 * id], y: found.points[2 * id + 1] });
  }
  const change = hintChange(app, everywhere ? "fill.everywhere" : "tool.bucket");
  const labels = found ?? { map: areaAt(frame.picture, app.colouring.of(frame)?.bytes, point), width, height };
  fillRegions(change, labels, wanted, packed(paint.colour), paint.size / 2);
  paint.used();
  finish(app, change);
}

/** Whether the bucket takes all regions of a colour, without Shift. */
export const filling = { everywhere: false };

/** A click recolours the region; with Shift, every region of the same colour. */
export const bucket = {
  id: "bucket",
  key: "g",
  icon: "bucket",
  group: "paint",
  cursor: "crosshair",
  up: (app, point) => fillAt(app, point, { everywhere: point.shift || filling.everywhere }),
};
