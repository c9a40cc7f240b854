import { fromHex, hex } from "../model/colours.js";
import { fault } from "./fault.js";

/** More swatches than this no palette has, and no file of one is larger, in bytes. */
export const MOST_SWATCHES = 10_000;
export const MOST_BYTES = 2 << 20;
const LONGEST_NAME = 120;

/**
 * Read a palette: GIMP's .gpl, which Krita and Inkscape write too, or .hex, a colour a line.
 * @param {string} text
 * @returns {{name: string, colour: number[]}[]} faults: "palette.notAPalette", "palette.tooMany"
 */
export function readPalette(text) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const rows = lines[0]?.trim() === "GIMP Palette" ? gimp(lines.slice(1)) : hexes(lines);
  if (rows.length === 0) throw fault("palette.notAPalette");
  if (rows.length > MOST_SWATCHES) throw fault("palette.tooMany");
  return rows;
}

function gimp(lines) {
  const rows = [];
  for (const line of lines) {
    const said = line.trim();
    if (said === "" || said.startsWith("#") || /^(Name|Columns|Channels):/.test(said)) continue;
    const found = /^(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(?:\s+(.*))?$/.exec(said);
    const colour = found?.slice(1, 4).map(Number);
    if (!colour || colour.some((value) => value > 255)) throw fault("palette.notAPalette");
    const name = (found[4] ?? "").slice(0, LONGEST_NAME).trim();
    rows.push({ name: name === "Untitled" ? "" : name, colour });
  }
  return rows;
}

function hexes(lines) {
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith(";")).map((line) => {
    const colour = fromHex(line);
    if (!colour) throw fault("palette.notAPalette");
    return { name: "", colour };
  });
}

/** As GIMP's .gpl. Names stay on their lines. */
export function writeGpl(name, swatches) {
  const plain = (text) => text.replace(/[\r\n\t]+/g, " ").trim();
  const rows = swatches.map(({ name: called, colour }) => {
    return `${colour.map((value) => String(value).padStart(3)).join(" ")}\t${plain(called) || "Untitled"}`;
  });
  return `GIMP Palette\nName: ${plain(name)}\nColumns: 8\n#\n${rows.join("\n")}\n`;
}

/** A colour a line, without names. */
export function writeHex(swatches) {
  return swatches.map(({ colour }) => `${hex(colour).slice(1)}\n`).join("");
}
