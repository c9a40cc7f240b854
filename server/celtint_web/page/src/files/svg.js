import { onClear } from "./flatten.js";
import { escaped } from "./ora.js";
import { encodePng } from "./png.js";

/**
 * Areas as paths, in one group for each palette entry so that one edit recolours all of it; the drawing above them as a
 * picture. Edges aren't smoothed, as then the ground would show between neighbours.
 *
 * @param {{width: number, height: number, name: string, background: number[] | null, outlines: {table: Uint32Array,
 *   points: Float32Array}, regions: {id: number, colour: number[] | null, entry: string | null, tag: string}[],
 *   lines: import("./flatten.js").Sheet | null}} picture outlines as the wire has them
 * @returns {Promise<Blob>}
 */
export async function encodeSvg({ width, height, name, background, outlines, regions, lines }) {
  const found = paths(outlines);
  const groups = new Map();
  for (const { id, colour, entry, tag } of regions) {
    if (!colour || !found.has(id)) continue;
    const about = entry ? ` data-entry="${escaped(entry)}"` : "";
    const group = `<g fill="${hex(colour)}"${about}>`;
    const said = tag ? `><title>${escaped(tag)}</title></path>` : "/>";
    groups.set(group, [...(groups.get(group) ?? []), `<path id="region-${id}" d="${found.get(id)}"${said}`]);
  }
  return new Blob(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n`,
      `<title>${escaped(name)}</title>\n`,
      background ? `<rect width="${width}" height="${height}" fill="${hex(background)}"/>\n` : "",
      `<g id="colours" shape-rendering="crispEdges" fill-rule="evenodd">\n`,
      ...[...groups].map(([group, inside]) => `${group}\n${inside.join("\n")}\n</g>\n`),
      "</g>\n",
      lines ? await drawing(width, height, lines) : "",
      "</svg>\n",
    ],
    { type: "image/svg+xml" },
  );
}

function hex(colour) {
  return `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** What a path's `d` says, by the region's id. */
function paths({ table, points }) {
  const made = new Map();
  let at = 0;
  for (let row = 0; row < table.length; row += 3) {
    const end = at + 2 * table[row + 1];
    const ring = [];
    for (; at < end; at += 2) ring.push(`${short(points[at])} ${short(points[at + 1])}`);
    made.set(table[row], `${made.get(table[row]) ?? ""}M${ring.join(" ")}z`);
  }
  return made;
}

/** To a hundredth of a pixel. */
function short(value) {
  return String(Math.round(100 * value) / 100);
}

/** Grey lines become paint on a clear ground, which every program lays over colours alike; others are multiplied. */
async function drawing(width, height, { encoding, bytes, opacity, blend }) {
  const clear = blend === "multiply" && encoding === "l8";
  const picture = clear ? { encoding: "rgba8", bytes: onClear({ width, height, encoding, bytes }) } : { encoding, bytes };
  const png = await encodePng({ width, height, ...picture });
  const style = blend === "multiply" && !clear ? ` style="mix-blend-mode:multiply"` : "";
  const shown = opacity < 1 ? ` opacity="${opacity}"` : "";
  return `<image id="lines" width="${width}" height="${height}"${shown}${style} href="data:image/png;base64,${base64(png)}"/>\n`;
}

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
