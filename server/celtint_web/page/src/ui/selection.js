import { selection } from "../tools/selecting.js";

/** The outline of what is selected, seen on light and on dark. */
export function buildSelection(app) {
  selection.on("change", () => app.overlay.refresh());
  app.on("project", () => {
    selection.set(null);
    app.project.on("current", () => selection.set(null));
  });
  app.overlay.add((context, view) => {
    const { rect } = selection;
    if (!rect) return;
    context.beginPath();
    for (const [across, down] of [[0, 0], [1, 0], [1, 1], [0, 1]]) {
      const { x, y } = view.toScreen(rect.x + across * rect.width, rect.y + down * rect.height);
      context.lineTo(x, y);
    }
    context.closePath();
    for (const [colour, dash] of [["rgb(255 255 255 / 90%)", []], ["#222", [5, 5]]]) {
      context.lineWidth = 1.5;
      context.strokeStyle = colour;
      context.setLineDash(dash);
      context.stroke();
    }
  });
}
