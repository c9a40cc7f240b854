import { Emitter } from "../model/emitter.js";

const LEAST = 0.02;
const MOST = 64;

/**
 * How the picture lies on the screen: turned by `angle` (radians), scaled, moved. All in CSS pixels. Tells "change".
 *
 * screen = (x, y) + scale · turn(angle) · picture
 */
export class View extends Emitter {
  x = 0;
  y = 0;
  scale = 1;
  angle = 0;
  /** Of the part of the window that shows it. */
  width = 1;
  height = 1;

  /** Six numbers for setTransform, of a canvas with `ratio` pixels to a CSS pixel. */
  matrix(ratio = 1) {
    const cos = Math.cos(this.angle) * this.scale * ratio;
    const sin = Math.sin(this.angle) * this.scale * ratio;
    return [cos, sin, -sin, cos, this.x * ratio, this.y * ratio];
  }

  toScreen(x, y) {
    const [a, b, c, d, e, f] = this.matrix();
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  }

  toPicture(x, y) {
    const cos = Math.cos(this.angle) / this.scale;
    const sin = Math.sin(this.angle) / this.scale;
    const across = x - this.x;
    const down = y - this.y;
    return { x: cos * across + sin * down, y: cos * down - sin * across };
  }

  /** The rectangle on the screen that holds one of the picture. */
  rectOnScreen({ x, y, width, height }) {
    return around([
      this.toScreen(x, y),
      this.toScreen(x + width, y),
      this.toScreen(x, y + height),
      this.toScreen(x + width, y + height),
    ]);
  }

  /** The rectangle of the picture that holds one of the screen. */
  rectOfPicture({ x, y, width, height }) {
    return around([
      this.toPicture(x, y),
      this.toPicture(x + width, y),
      this.toPicture(x, y + height),
      this.toPicture(x + width, y + height),
    ]);
  }

  /** The window's part got another size; what was in its middle stays there. */
  resize(width, height) {
    this.x += (width - this.width) / 2;
    this.y += (height - this.height) / 2;
    this.width = width;
    this.height = height;
    this.emit("change");
  }

  pan(across, down) {
    this.x += across;
    this.y += down;
    this.emit("change");
  }

  /** Zoom and turn about a point of the screen. */
  about(x, y, factor, turn = 0) {
    const at = this.toPicture(x, y);
    this.scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    this.angle = normal(this.angle + turn);
    this.#hold(at, x, y);
  }

  /** A scale, or an angle, about the middle. */
  set({ scale = this.scale, angle = this.angle }) {
    this.about(this.width / 2, this.height / 2, scale / this.scale, angle - this.angle);
  }

  /** All of a picture, upright, with room around it; never larger than twice its own pixels. */
  fit(width, height, room = 32) {
    const across = Math.max(50, this.width - 2 * room) / width;
    const down = Math.max(50, this.height - 2 * room) / height;
    this.scale = Math.min(2, across, down);
    this.angle = 0;
    this.x = (this.width - this.scale * width) / 2;
    this.y = (this.height - this.scale * height) / 2;
    this.emit("change");
  }

  /** Bring a point of the picture to the middle, at least at some scale. */
  lookAt(x, y, scale = this.scale) {
    this.scale = Math.min(MOST, Math.max(this.scale, scale));
    this.#hold({ x, y }, this.width / 2, this.height / 2);
  }

  #hold(at, x, y) {
    const now = this.toScreen(at.x, at.y);
    this.x += x - now.x;
    this.y += y - now.y;
    this.emit("change");
  }
}

function around(points) {
  const x = Math.min(...points.map((point) => point.x));
  const y = Math.min(...points.map((point) => point.y));
  return {
    x,
    y,
    width: Math.max(...points.map((point) => point.x)) - x,
    height: Math.max(...points.map((point) => point.y)) - y,
  };
}

function normal(angle) {
  const turned = ((((angle + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) - Math.PI;
  return Math.abs(turned) < 1e-9 ? 0 : turned;
}
