import { newId } from "./project.js";

/** The least side of a box, in pixels. */
export const LEAST = 4;
/** How long a tag may be. */
export const LONGEST_TAG = 80;

/** Where a box is taken hold of: how far across and down, in halves of its sides. */
export const HANDLES = Object.freeze({
  nw: [0, 0], n: [1, 0], ne: [2, 0], e: [2, 1], se: [2, 2], s: [1, 2], sw: [0, 2], w: [0, 1],
});

/** An entry of the history: a frame's boxes were others before. */
export class BoxesChange {
  /** @param {string} label a key of the words */
  constructor(label, project, frame, after) {
    Object.assign(this, { label, project, frame, before: frame.boxes, after });
  }

  redo() {
    this.#put(this.after);
  }

  undo() {
    this.#put(this.before);
  }

  #put(boxes) {
    this.project.show(this.frame); // undone or redone while another is looked at
    this.project.setBoxes(this.frame, boxes);
  }
}

/** A box as the server is told of it. */
export function plainBox({ x, y, width, height, tag, colour }) {
  return { x, y, width, height, tag, colour };
}

/** A box between two corners, whole pixels inside the frame; null if it is too small to be meant. */
export function boxBetween(one, other, frame, { tag = "", colour = null } = {}) {
  const x = Math.round(clamp(Math.min(one.x, other.x), 0, frame.width));
  const y = Math.round(clamp(Math.min(one.y, other.y), 0, frame.height));
  const width = Math.round(clamp(Math.max(one.x, other.x), 0, frame.width)) - x;
  const height = Math.round(clamp(Math.max(one.y, other.y), 0, frame.height)) - y;
  return Math.min(width, height) < LEAST ? null : { id: newId("box"), x, y, width, height, tag, colour };
}

/** The handle within reach of a point, or null. @param {number} reach in pixels */
export function handleAt(box, { x, y }, reach) {
  const near = Object.entries(HANDLES).map(([name, [across, down]]) => {
    return { name, far: Math.hypot(x - box.x - (across * box.width) / 2, y - box.y - (down * box.height) / 2) };
  });
  const [nearest] = near.sort((one, other) => one.far - other.far);
  return nearest.far <= reach ? nearest.name : null;
}

/** The smallest box that holds a point, or undefined. */
export function boxAt(boxes, { x, y }) {
  const holding = boxes.filter((box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height);
  return holding.sort((one, other) => one.width * one.height - other.width * other.height)[0];
}

/** A box after one of its handles was taken to a point; it may turn inside out and stays in the frame. */
export function resized(box, handle, { x, y }, frame) {
  const [across, down] = HANDLES[handle];
  const one = { x: across === 0 ? x : box.x, y: down === 0 ? y : box.y };
  const other = { x: across === 2 ? x : box.x + box.width, y: down === 2 ? y : box.y + box.height };
  const made = boxBetween(one, other, frame);
  return made ? { ...made, id: box.id, tag: box.tag, colour: box.colour } : box;
}

/** A box somewhere else, as far as the frame lets it. */
export function moved(box, across, down, frame) {
  const x = Math.round(clamp(box.x + across, 0, frame.width - box.width));
  const y = Math.round(clamp(box.y + down, 0, frame.height - box.height));
  return { ...box, x, y };
}

function clamp(value, least, most) {
  return Math.min(most, Math.max(least, value));
}
