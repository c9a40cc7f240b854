/** Paint taken up from one place and put down at another, through a Change that remembers what was there. */

/** The paint in a rectangle of a raster: uint32 row by row, 0 where there is none. */
export function lift(raster, rect) {
  return new Uint32Array(raster.read(rect).buffer);
}

/** Take all paint of a rectangle away. */
export function erase(change, rect) {
  change.touch(rect);
  for (let y = rect.y; y < rect.y + rect.height; y += 1) change.raster.span(y, rect.x, rect.x + rect.width, 0);
}

/** Put lifted paint down; where it is clear, what is there stays, or with `clear` goes. */
export function place(change, pixels, rect, { clear = false } = {}) {
  change.touch(rect);
  for (let row = 0; row < rect.height; row += 1) {
    const line = pixels.subarray(row * rect.width, (row + 1) * rect.width);
    for (let start = 0; start < rect.width; ) {
      let end = start + 1;
      while (end < rect.width && line[end] === line[start]) end += 1;
      if (line[start] || clear) change.raster.span(rect.y + row, rect.x + start, rect.x + end, line[start]);
      start = end;
    }
  }
}
