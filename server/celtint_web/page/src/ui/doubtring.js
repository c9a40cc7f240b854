/** How far from a region its ring runs, in CSS pixels. */
const MARGIN = 8;

/** A ring about the region that the player has jumped to, until something is drawn or another frame is looked at. */
export function buildDoubtRing(app) {
  let region = null;
  const put = (one) => {
    region = one;
    app.overlay.refresh();
  };
  app.player.on("doubt", ({ region: one }) => put(one));
  app.on("stroke", (drawing) => drawing && put(null));
  app.on("project", () => {
    put(null);
    app.project.on("current", () => put(null));
    app.project.shot.on("result", () => put(null));
  });
  app.overlay.add((context, view) => {
    if (!region) return;
    const [x, y, width, height] = region.box;
    const at = view.rectOnScreen({ x, y, width, height });
    for (const [thick, colour] of [[5, "rgb(255 255 255 / 85%)"], [2.5, "#0b5394"]]) {
      context.beginPath();
      context.roundRect(at.x - MARGIN, at.y - MARGIN, at.width + 2 * MARGIN, at.height + 2 * MARGIN, MARGIN);
      context.lineWidth = thick;
      context.strokeStyle = colour;
      context.stroke();
    }
  });
}
