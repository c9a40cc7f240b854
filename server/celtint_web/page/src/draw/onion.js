import { drawLevels } from "./levels.js";

/** Colours that most people with any colour vision tell apart (Okabe and Ito 2008): the frame before, the one after. */
const TINTS = { before: [213, 94, 0], after: [0, 114, 178] };
const STRENGTH = 0.5;

/** The lines of the frames before and after shine through, each in its tint. */
export function addOnion(app) {
  app.compositor.add((context, { frame, view, ratio }) => {
    const { onion, playing } = app.player;
    if (playing) return;
    const { frames } = app.project;
    const at = frames.indexOf(frame);
    for (const [side, by] of [["before", -1], ["after", 1]]) {
      const other = frames[at + by];
      if (!onion[side] || !other) continue;
      const levels = app.images.lines(other.picture, TINTS[side]);
      if (!levels) continue;
      context.globalAlpha = STRENGTH;
      drawLevels(context, levels, view.scale * ratio);
    }
  });
}
