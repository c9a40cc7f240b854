import { intersection, outward, union } from "../model/rects.js";

/** Up to so many pixels of the hints are drawn straight from their tiles; more are kept in a canvas of their own. */
const DIRECT = 1 << 20;
/** The squares that show through where there is no background, in CSS pixels. */
const SQUARE = 8;

/**
 * Draws the layers of the frame that is looked at, and of them only what changed.
 *
 * From below: background, colours, shade (multiplied), hints, lines (multiplied, or laid over if they are on a clear
 * ground), then what others have added with `add`. A finished grey picture is its own lines.
 */
export class Compositor {
  #context;
  #dirty = null;
  #all = true;
  #asked = 0;
  #hints = null;
  #stale = null;
  #scratch = document.createElement("canvas");
  #painters = new Set();
  #squares = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./view.js").View} view
   * @param {import("./images.js").Images} images
   * @param {(frame: object) => object | undefined} resultOf the newest colours of a frame
   */
  constructor(canvas, view, images, resultOf) {
    this.canvas = canvas;
    this.view = view;
    this.images = images;
    this.resultOf = resultOf;
    this.project = null;
    this.ratio = 1;
    this.#context = canvas.getContext("2d", { alpha: false });
    this.desk = "#888";
    view.on("change", () => this.refresh());
    images.on("ready", () => this.refresh());
  }

  /** @param {import("../model/project.js").Project} project */
  show(project) {
    this.project = project;
    this.#forgetHints();
    project.on("hints", ({ frame, rect }) => frame === project.current && this.#hintsChanged(rect));
    project.on("current", () => this.#forgetHints());
    project.on("layers", () => this.refresh());
  }

  /** The canvas's size in CSS pixels. */
  resize(width, height, ratio) {
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.view.resize(width, height);
  }

  /**
   * Draw something more above all layers, in the picture's pixels: draw(context, {frame, result, view, ratio}).
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

  /** Draw all, or a rectangle of the picture, with the next frame of the screen. */
  refresh(rect = null) {
    if (rect) this.#dirty = union(this.#dirty, rect);
    else this.#all = true;
    this.#asked ||= requestAnimationFrame(() => this.paint());
  }

  /** Draw now what is to be drawn. */
  paint() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const whole = { x: 0, y: 0, width: this.canvas.width, height: this.canvas.height };
    let part = whole;
    if (!this.#all) {
      const { x, y, width, height } = this.view.rectOnScreen(this.#dirty ?? { x: 0, y: 0, width: 0, height: 0 });
      const { ratio } = this;
      const scaled = { x: x * ratio, y: y * ratio, width: width * ratio, height: height * ratio };
      part = intersection(outward(scaled, 1), whole);
    }
    this.#all = false;
    this.#dirty = null;
    if (part) this.#draw(part);
  }

  #draw(part) {
    const context = this.#context;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(part.x, part.y, part.width, part.height);
    context.clip();
    context.fillStyle = this.desk;
    context.fillRect(part.x, part.y, part.width, part.height);
    if (this.project) {
      context.setTransform(...this.view.matrix(this.ratio));
      const scale = this.view.scale * this.ratio;
      context.imageSmoothingEnabled = scale < 2;
      context.imageSmoothingQuality = scale < 0.75 ? "medium" : "low";
      this.#layers(context, part);
    }
    context.restore();
  }

  #layers(context, part) {
    const { project } = this;
    const frame = project.current;
    const result = this.resultOf(frame);
    const finished = result?.mode === "grey";
    this.#page(context, frame);
    if (finished) this.#lines(context, frame);
    this.#image(context, "colours", result?.images.colour);
    this.#image(context, "shade", result?.images.shade, "multiply");
    this.#paintHints(context, frame, part);
    if (!finished) this.#lines(context, frame);
    for (const draw of this.#painters) {
      context.save();
      draw(context, { frame, result, view: this.view, ratio: this.ratio });
      context.restore();
    }
  }

  /** What a layer is drawn with; false if it isn't seen. */
  #begin(context, layer, blend = "source-over") {
    const { visible, opacity } = this.project.layers[layer];
    context.globalAlpha = opacity;
    context.globalCompositeOperation = blend;
    return visible && opacity > 0;
  }

  #end(context) {
    context.globalAlpha = 1;
    context.globalCompositeOperation = "source-over";
  }

  #page(context, { width, height }) {
    context.fillStyle = this.#checks(context);
    context.fillRect(0, 0, width, height);
    const colour = this.project.background;
    if (colour && this.#begin(context, "background")) {
      context.fillStyle = `rgb(${colour.join(" ")})`;
      context.fillRect(0, 0, width, height);
    }
    this.#end(context);
  }

  #image(context, layer, image, blend) {
    if (image && this.#begin(context, layer, blend)) context.drawImage(image, 0, 0);
    this.#end(context);
  }

  #lines(context, frame) {
    const colour = this.project.lineColour;
    const image = colour ? this.images.lines(frame.picture, colour) : this.images.picture(frame.picture);
    const over = colour || this.images.clear(frame.picture);
    this.#image(context, "lines", image, over ? "source-over" : "multiply");
  }

  #paintHints(context, frame, part) {
    if (!this.#begin(context, "hints")) return this.#end(context);
    const { ratio } = this;
    const seen = this.view.rectOfPicture({
      x: part.x / ratio,
      y: part.y / ratio,
      width: part.width / ratio,
      height: part.height / ratio,
    });
    const rect = intersection(outward(seen, 2), { x: 0, y: 0, width: frame.width, height: frame.height });
    if (!rect) return this.#end(context);
    if (rect.width * rect.height <= DIRECT) {
      this.#scratch.width = Math.max(this.#scratch.width, rect.width);
      this.#scratch.height = Math.max(this.#scratch.height, rect.height);
      const pixels = new ImageData(frame.hints.read(rect), rect.width, rect.height);
      this.#scratch.getContext("2d").putImageData(pixels, 0, 0);
      const { x, y, width, height } = rect;
      context.drawImage(this.#scratch, 0, 0, width, height, x, y, width, height);
    } else {
      context.drawImage(this.#hintsCanvas(frame), 0, 0);
    }
    return this.#end(context);
  }

  #hintsCanvas(frame) {
    if (!this.#hints) {
      this.#hints = document.createElement("canvas");
      this.#hints.width = frame.width;
      this.#hints.height = frame.height;
      this.#stale = new Set(frame.hints.tiles.keys());
    }
    const context = this.#hints.getContext("2d");
    for (const index of this.#stale) {
      const rect = frame.hints.rect(index);
      if (frame.hints.tiles[index]) {
        context.putImageData(new ImageData(frame.hints.read(rect), rect.width, rect.height), rect.x, rect.y);
      } else context.clearRect(rect.x, rect.y, rect.width, rect.height);
    }
    this.#stale = new Set();
    return this.#hints;
  }

  #hintsChanged(rect) {
    if (this.#hints) for (const index of this.project.current.hints.touched(rect)) this.#stale.add(index);
    this.refresh(rect);
  }

  #forgetHints() {
    this.#hints = null;
    this.refresh();
  }

  #checks(context) {
    if (!this.#squares) {
      const tile = document.createElement("canvas");
      tile.width = 2 * SQUARE;
      tile.height = 2 * SQUARE;
      const small = tile.getContext("2d");
      small.fillStyle = "#fff";
      small.fillRect(0, 0, 2 * SQUARE, 2 * SQUARE);
      small.fillStyle = "#ddd";
      small.fillRect(0, 0, SQUARE, SQUARE);
      small.fillRect(SQUARE, SQUARE, SQUARE, SQUARE);
      this.#squares = context.createPattern(tile, "repeat");
    }
    this.#squares.setTransform(new DOMMatrix([1 / this.view.scale, 0, 0, 1 / this.view.scale, 0, 0]));
    return this.#squares;
  }

  /** The colour on the screen at a point of it, in CSS pixels. */
  colourAt(x, y) {
    this.paint();
    const one = new OffscreenCanvas(1, 1).getContext("2d"); // the canvas itself stays where drawing is fast
    one.drawImage(this.canvas, -Math.floor(x * this.ratio), -Math.floor(y * this.ratio));
    return [...one.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
}
