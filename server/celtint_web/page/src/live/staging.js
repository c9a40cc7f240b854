/**
 * Make a picture of boxes. Data: {width, height, boxes, background}. Made: {lines (l8, on white), hints (rgba8), palette,
 * objects, notes}.
 */
export async function stage({ client, data, signal, progress }) {
  const request = { ...data, want: ["lines", "hints"], encoding: "rgba8" };
  const { lines, hints, palette, objects, notes } = await client.stage(request, { signal, onProgress: progress });
  const made = { lines: onWhite(lines), hints, palette, objects, notes };
  return { made, handed: [made.lines.bytes.buffer] };
}

/** Lines with alpha as grey on white paper. */
function onWhite({ width, height, bytes }) {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const alpha = bytes[4 * at + 3];
    const ink = (bytes[4 * at] + bytes[4 * at + 1] + bytes[4 * at + 2]) / 3;
    grey[at] = Math.round(255 - (alpha * (255 - ink)) / 255);
  }
  return { encoding: "l8", width, height, bytes: grey };
}
