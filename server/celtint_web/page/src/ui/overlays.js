import { drawLevels } from "../draw/levels.js";
import { button, make } from "./elements.js";
import { markGuesses, nextGuess } from "./guesses.js";
import { panel } from "./panel.js";

/** What can be laid over the picture, and which output of the server it needs. */
const OVERLAYS = { ink: "ink", areas: "preview", guesses: null };

/** What celtint sees: what counts as ink, the areas it found, and which of them are guessed. */
export function buildOverlays(app, place) {
  const shown = new Set();
  const marks = markGuesses(app);
  const rows = Object.entries(OVERLAYS).map(([name, output]) => {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      if (box.checked) shown.add(name);
      else shown.delete(name);
      if (output && box.checked) {
        app.colouring.want.add(output);
        app.colouring.again();
      } else if (output) app.colouring.want.delete(output);
      if (name === "guesses") marks.show(box.checked);
      app.compositor.refresh();
    });
    return make("label", { class: "check" }, box, make("span", { word: `overlay.${name}` }), make("i", { class: `sample ${name}` }));
  });
  const next = button("doubt", { word: "overlay.next", title: "overlay.next.hint", class: "plain", data: { key: "N" } }, () => nextGuess(app));
  panel(place, "panel.overlays", ...rows, next);

  app.compositor.add((context, { frame, result, view, ratio }) => {
    const scale = view.scale * ratio;
    const draw = (levels, blend = "source-over", alpha = 1) => {
      if (!levels) return;
      context.globalCompositeOperation = blend;
      context.globalAlpha = alpha;
      drawLevels(context, levels, scale);
    };
    if (shown.has("areas") && result?.images.preview) {
      draw(result.images.preview);
      draw(app.images.picture(frame.picture), "multiply");
    }
    if (shown.has("guesses")) draw(marks.stripes(frame));
    if (shown.has("ink")) draw(result?.images.ink);
  });
}
