/** Rectangles {x, y, width, height} in whole pixels, half-open; null is the empty one. */

/** The smallest that holds both. */
export function union(a, b) {
  if (!a || !b) return a ?? b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** What both hold, or null. */
export function intersection(a, b) {
  if (!a || !b) return null;
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The whole pixels that hold a rectangle, `margin` wider on every side. */
export function outward(rect, margin = 0) {
  const x = Math.floor(rect.x - margin);
  const y = Math.floor(rect.y - margin);
  return {
    x,
    y,
    width: Math.ceil(rect.x + rect.width + margin) - x,
    height: Math.ceil(rect.y + rect.height + margin) - y,
  };
}
