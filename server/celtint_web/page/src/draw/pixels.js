/**
 * A picture's bytes as a screen takes them; with a colour, its darkness as lines in it on a clear ground.
 * @param {{width: number, height: number, encoding: "l8" | "rgba8", bytes: Uint8Array}} picture
 * @param {number[] | null} [colour]
 * @returns {{pixels: ImageData, clear: boolean}} clear: whether some of it can be seen through
 */
export function pixelsOf({ width, height, encoding, bytes }, colour = null) {
  const pixels = new ImageData(width, height);
  const target = new Uint32Array(pixels.data.buffer);
  const channels = encoding === "l8" ? 1 : 4;
  const ink = colour ? (colour[2] << 16) | (colour[1] << 8) | colour[0] : 0;
  let clear = Boolean(colour);
  for (let at = 0, from = 0; at < target.length; at += 1, from += channels) {
    const red = bytes[from];
    const green = channels === 1 ? red : bytes[from + 1];
    const blue = channels === 1 ? red : bytes[from + 2];
    const alpha = channels === 1 ? 255 : bytes[from + 3];
    if (alpha !== 255) clear = true;
    if (colour) {
      const dark = 255 - (red * 54 + green * 183 + blue * 19) / 256;
      target[at] = (((dark * alpha) / 255) << 24) | ink;
    } else target[at] = (alpha << 24) | (blue << 16) | (green << 8) | red;
  }
  return { pixels, clear };
}
