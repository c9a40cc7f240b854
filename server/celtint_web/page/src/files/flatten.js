/**
 * Layers laid on one another in straight RGBA, by the rules of W3C's "Compositing and Blending Level 1": what a canvas
 * does, without its rounding of colours that are nearly clear. Runs wherever JavaScript does.
 */

/**
 * @typedef {object} Sheet one layer, as large as the picture
 * @property {string} id of the project's layers
 * @property {"l8" | "rgba8"} encoding
 * @property {Uint8Array} bytes straight alpha
 * @property {number} opacity 0 to 1
 * @property {boolean} visible
 * @property {"normal" | "multiply"} blend
 */

/**
 * All sheets that are seen, from below.
 * @param {{width: number, height: number, background: number[] | null, sheets: Sheet[]}} picture
 * @returns {Uint8Array} RGBA
 */
export function flatten({ width, height, background, sheets }) {
  const made = new Uint8Array(4 * width * height);
  if (background) {
    const [red, green, blue] = background;
    new Uint32Array(made.buffer).fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  }
  for (const sheet of sheets) if (sheet.visible && sheet.opacity > 0) lay(made, Boolean(background), sheet);
  return made;
}

function lay(under, paper, { encoding, bytes, opacity, blend }) {
  const channels = encoding === "l8" ? 1 : 4;
  const multiply = blend === "multiply";
  const lines = multiply && !paper; // white on no ground at all is no paint
  for (let at = 0, from = 0; at < under.length; at += 4, from += channels) {
    let red = bytes[from];
    let green = channels === 1 ? red : bytes[from + 1];
    let blue = channels === 1 ? red : bytes[from + 2];
    let cover = (channels === 1 ? 255 : bytes[from + 3]) / 255;
    if (cover === 0) continue;
    const below = under[at + 3] / 255;
    if (lines) {
      const dark = 255 - Math.min(red, green, blue);
      if (dark === 0) continue;
      if (below < 1) {
        [red, green, blue] = [red, green, blue].map((value) => ((value - 255 + dark) * 255) / dark);
        cover *= dark / 255;
      }
    }
    if (multiply && !(lines && below < 1)) {
      red = (red * under[at]) / 255;
      green = (green * under[at + 1]) / 255;
      blue = (blue * under[at + 2]) / 255;
    }
    const mine = cover * opacity;
    const left = below * (1 - mine);
    const all = mine + left;
    if (all === 0) continue;
    under[at] = Math.round((mine * red + left * under[at]) / all);
    under[at + 1] = Math.round((mine * green + left * under[at + 1]) / all);
    under[at + 2] = Math.round((mine * blue + left * under[at + 2]) / all);
    under[at + 3] = Math.round(255 * all);
  }
}

/** What is dark in an opaque drawing as paint on a clear ground: laid over white it is the drawing again. */
export function onClear({ width, height, encoding, bytes }) {
  const sheet = { id: "lines", encoding, bytes, opacity: 1, visible: true, blend: "multiply" };
  return flatten({ width, height, background: null, sheets: [sheet] });
}

/**
 * Smaller, so that it fits into a square: every pixel the mean of those it stands for.
 * @returns {{width: number, height: number, encoding: string, bytes: Uint8Array}}
 */
export function shrunk({ width, height, encoding, bytes }, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  const channels = encoding === "l8" ? 1 : 4;
  const made = new Uint8Array(across * down * channels);
  const sums = new Float64Array(channels);
  for (let y = 0; y < down; y += 1) {
    const top = Math.floor((y * height) / down);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / down));
    for (let x = 0; x < across; x += 1) {
      const left = Math.floor((x * width) / across);
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / across));
      sums.fill(0);
      for (let row = top; row < bottom; row += 1) {
        for (let from = (row * width + left) * channels, end = (row * width + right) * channels; from < end; from += channels) {
          if (channels === 1) sums[0] += bytes[from];
          else {
            const alpha = bytes[from + 3];
            for (let at = 0; at < 3; at += 1) sums[at] += bytes[from + at] * alpha;
            sums[3] += alpha;
          }
        }
      }
      const count = (bottom - top) * (right - left);
      const to = (y * across + x) * channels;
      if (channels === 1) made[to] = Math.round(sums[0] / count);
      else {
        for (let at = 0; at < 3; at += 1) made[to + at] = sums[3] ? Math.round(sums[at] / sums[3]) : 0;
        made[to + 3] = Math.round(sums[3] / count);
      }
    }
  }
  return { width: across, height: down, encoding, bytes: made };
}
