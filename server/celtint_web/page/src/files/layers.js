import { levelsOf } from "../draw/levels.js";

/** A colour layer's file as the screen and the picker take it. Data: {file}. Made: {levels, bytes (RGBA)}. */
export async function layer({ file }) {
  const image = await createImageBitmap(file, { colorSpaceConversion: "none" });
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const bytes = new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
  const levels = levelsOf(image);
  return { made: { levels, bytes }, handed: [...levels, bytes.buffer] };
}

/**
 * A small picture of a frame for the strip: its lines over its colours. Data: {picture, colours (a Blob, an RGBA
 * Picture or null), finished (the colours are the picture with its lines), width, height}. Made: an ImageBitmap.
 */
export async function thumbnail({ picture, colours, finished, width, height }) {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  const layers = [[colours, "source-over"], [picture, "multiply"]];
  for (const [of, blend] of finished ? layers.reverse() : layers) {
    if (!of) continue;
    const image = await imageOf(of, width, height);
    context.globalCompositeOperation = blend;
    context.drawImage(image, 0, 0, width, height);
    image.close();
  }
  const image = context.canvas.transferToImageBitmap();
  return { made: image, handed: [image] };
}

function imageOf(of, resizeWidth, resizeHeight) {
  const how = { resizeWidth, resizeHeight, resizeQuality: "medium" };
  if (of instanceof Blob) return createImageBitmap(of, how);
  const { width, height, encoding, bytes } = of;
  let rgba = bytes;
  if (encoding === "l8") {
    rgba = new Uint8Array(4 * width * height);
    const pixels = new Uint32Array(rgba.buffer);
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = (255 << 24) | (bytes[at] * 0x10101);
  }
  const clamped = new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  return createImageBitmap(new ImageData(clamped, width, height), how);
}
