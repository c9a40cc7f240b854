/**
 * The clear canvas above the picture: the brush's outline, handles, whatever follows the pointer. It is drawn anew, all
 * of it, in the screen's CSS pixels, and never needs the picture to be drawn.
 */
export class Overlay {
  #painters = new Set();
  #asked = 0;

  /** @param {HTMLCanvasElement} canvas @param {import("./view.js").View} view */
  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
    this.ratio = 1;
    this.context = canvas.getContext("2d");
    view.on("change", () => this.refresh());
  }

  /**
   * Draw something more: draw(context, view).
   * @returns {() => void} takes it away
   */
  add(draw) {
    this.#painters.add(draw);
    this.refresh();
    return () => {
      this.#painters.delete(draw);
      this.refresh();
    };
  }

  resize(width, height, ratio) {
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.refresh();
  }

  refresh() {
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      const { context, ratio } = this;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const draw of this.#painters) {
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.save();
        draw(context, this.view);
        context.restore();
      }
    });
  }
}
