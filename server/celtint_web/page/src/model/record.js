import { LAYERS, Project, SETTINGS } from "./project.js";

/** No box that is drawn lies farther out than this, in pixels. */
const FARTHEST = 1 << 20;

/**
 * A project as plain data, without its pixels: what is kept in the browser and stands in a project's file.
 *
 * {name, current (a frame's place), palette, variant, paletteOnly, settings, model, layers, background, lineColour,
 * frames: [{id, name, width, height, boxes}]}
 */

/** @param {Project} project */
export function toRecord(project) {
  const { name, palette, variant, paletteOnly, settings, model, layers, background, lineColour } = project;
  const frames = project.frames.map(({ id, name: called, width, height, boxes }) => ({ id, name: called, width, height, boxes }));
  const current = project.frames.indexOf(project.current);
  return structuredClone({ name, current, palette, variant, paletteOnly, settings, model, layers, background, lineColour, frames });
}

/**
 * The project again. What isn't as it should be, since it comes from a file, is as in a new project.
 * @param {object} record @param {import("./project.js").Frame[]} frames those of the record, in its order
 * @param {string} [id] one of its own, if it isn't given
 */
export function fromRecord(record, frames, id = undefined) {
  const { name, current, palette, paletteOnly, settings, model, layers, background, lineColour } = record;
  const known = Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, plain(settings?.[key]) ?? SETTINGS[key]]));
  const project = new Project({ id, name: text(name), frames, palette: swatches(palette), settings: known, model: text(model) || null });
  project.variant = text(record.variant) || null;
  project.paletteOnly = paletteOnly === true;
  for (const layer of LAYERS) {
    const { visible = true, opacity = 1 } = layers?.[layer] ?? {};
    project.layers[layer] = { visible: visible !== false, opacity: Math.min(1, Math.max(0, Number(opacity) || 0)) };
  }
  project.background = background === null ? null : (colour(background) ?? project.background);
  project.lineColour = colour(lineColour);
  project.current = frames[Number.isInteger(current) ? current : 0] ?? frames[0];
  return project;
}

/** Boxes of a record that are ones. */
export function boxesOf(list) {
  const rows = Array.isArray(list) ? list : [];
  const near = (side) => Number.isInteger(side) && Math.abs(side) <= FARTHEST;
  const whole = ({ x, y, width, height }) => [x, y, width, height].every(near) && width > 0 && height > 0;
  return rows.filter((row) => row && whole(row)).map((row, at) => ({
    id: text(row.id) || `box-${at + 1}`,
    ...Object.fromEntries(["x", "y", "width", "height"].map((side) => [side, row[side]])),
    tag: text(row.tag),
    colour: row.colour === "none" ? "none" : colour(row.colour),
  }));
}

function swatches(list) {
  const rows = (Array.isArray(list) ? list : []).filter((row) => colour(row?.colour));
  return rows.map(({ id, name, colour: own, variants }, at) => {
    const swatch = { id: text(id) || `swatch-${at + 1}`, name: text(name), colour: colour(own) };
    const others = Object.entries(variants ?? {}).filter(([, other]) => colour(other));
    return others.length ? { ...swatch, variants: Object.fromEntries(others) } : swatch;
  });
}

function text(value) {
  return typeof value === "string" ? value.slice(0, 500) : "";
}

function colour(value) {
  const fits = Array.isArray(value) && value.length === 3 && value.every((one) => Number.isInteger(one) && one >= 0 && one < 256);
  return fits ? [...value] : null;
}

/** A word, a number or a flag. */
function plain(value) {
  return ["string", "number", "boolean"].includes(typeof value) ? value : undefined;
}
