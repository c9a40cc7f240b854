/** The brush's outline under the pointer, seen on light and on dark. */
export function buildCursor(app) {
  let at = null;
  app.on("hover", (point) => {
    at = point;
    if (app.tools.active.cursor === "brush") app.overlay.refresh();
  });
  app.on("tool", () => app.overlay.refresh());
  app.paint.on("change", () => app.overlay.refresh());
  app.overlay.add((context, view) => {
    if (!at || app.tools.active.cursor !== "brush" || at.kind === "touch") return;
    const radius = Math.max(2, (app.paint.size / 2) * view.scale);
    for (const [width, colour] of [[3, "rgb(255 255 255 / 75%)"], [1.2, "rgb(0 0 0 / 85%)"]]) {
      context.beginPath();
      context.arc(at.sx, at.sy, radius, 0, 2 * Math.PI);
      if (radius < 6) {
        for (const [across, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
          context.moveTo(at.sx + across * (radius + 3), at.sy + down * (radius + 3));
          context.lineTo(at.sx + across * (radius + 8), at.sy + down * (radius + 8));
        }
      }
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  });
}
