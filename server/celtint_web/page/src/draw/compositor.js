import { drawLevels, levelFor, onAllLevels } from "./levels.js";
import { laid } from "../model/lines.js";
import { intersection, outward, union } from "../model/rects.js";

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
    /** What is drawn of a frame in place of all its layers: an image, or undefined. */
    this.instead = () => undefined;
    view.on("change", () => this.refresh());
    images.on("ready", () => this.refresh());
  }

  /** @param {import("../model/project.js").Project} project */
  show(project) {
    this.project = project;
    project.on("hints", ({ frame, rect }) => frame === project.current && this.refresh(rect));
    project.on("lines", (told) => this.#drawn(told));
    project.on("current", () => this.refresh());
    project.on("layers", () => this.refresh());
    this.refresh();
  }

  #drawn({ frame, rect, before, drawn }) {
    const { original, pen, picture, width, height } = frame;
    const inside = intersection(rect, { x: 0, y: 0, width, height });
    if (drawn) this.images.renew(before, picture);
    else if (inside) {
      const place = onAllLevels(inside, { width, height });
      this.images.redraw(before, picture, place, laid(original, pen, place));
    }
    if (frame === this.project.current) this.refresh(rect);
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

  /** Pixels of the canvas to one of the picture. */
  get #scale() {
    return this.view.scale * this.ratio;
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
      context.imageSmoothingEnabled = this.#scale < 2; // nearer, people want to see pixels
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
    const whole = this.instead(frame);
    if (whole) {
      context.drawImage(whole, 0, 0, frame.width, frame.height);
      return;
    }
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
    const { background } = this.project;
    const seen = this.#begin(context, "background") && background;
    if (!seen || context.globalAlpha < 1) {
      const { globalAlpha } = context;
      context.globalAlpha = 1;
      context.fillStyle = this.#checks(context);
      context.fillRect(0, 0, width, height);
      context.globalAlpha = globalAlpha;
    }
    if (seen) {
      context.fillStyle = `rgb(${background.join(" ")})`;
      context.fillRect(0, 0, width, height);
    }
    this.#end(context);
  }

  #image(context, layer, levels, blend) {
    if (levels && this.#begin(context, layer, blend)) drawLevels(context, levels, this.#scale);
    this.#end(context);
  }

  #lines(context, frame) {
    const colour = this.project.lineColour;
    const levels = colour ? this.images.lines(frame.picture, colour) : this.images.picture(frame.picture);
    const over = colour || this.images.clear(frame.picture);
    this.#image(context, "lines", levels, over ? "source-over" : "multiply");
  }

  #paintHints(context, frame, part) {
    if (!this.#begin(context, "hints")) {
      this.#end(context);
      return;
    }
    const { ratio } = this;
    const seen = this.view.rectOfPicture({
      x: part.x / ratio,
      y: part.y / ratio,
      width: part.width / ratio,
      height: part.height / ratio,
    });
    const level = levelFor(this.#scale);
    const rect = intersection(outward(seen, 2 << level), { x: 0, y: 0, width: frame.width, height: frame.height });
    if (rect) this.#hintsIn(context, frame.hints, rect, level);
    this.#end(context);
  }

  /** Straight from the tiles, as fine as the screen. */
  #hintsIn(context, hints, rect, level) {
    const { bytes, x, y, width, height } = hints.sample(rect, level);
    this.#scratch.width = Math.max(this.#scratch.width, width);
    this.#scratch.height = Math.max(this.#scratch.height, height);
    this.#scratch.getContext("2d").putImageData(new ImageData(bytes, width, height), 0, 0);
    context.drawImage(this.#scratch, 0, 0, width, height, x, y, width << level, height << level);
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
