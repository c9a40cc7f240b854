import { readFilm } from "../files/films.js";
import { droppedFiles, inOrder, plainName, readFrames } from "../files/frames.js";
import { takeHanded } from "../live/handed.js";
import { Frame, Project } from "../model/project.js";
import { boxesOf, fromRecord } from "../model/record.js";
import { Raster } from "../model/tiles.js";
import { busy } from "./busy.js";
import { failed, notice } from "./notices.js";
import { say } from "./words.js";

/** What is offered when people choose a file. */
export const KINDS = "image/png,image/jpeg,image/webp,image/gif,image/avif,.ora,.celtint,video/*";

/** Open a picture as a new project, perhaps with hints; what is wrong with it is told. */
export async function openPicture(app, file, { name = nameOf(file), hints = null } = {}) {
  try {
    const [read, paint] = await Promise.all([app.files.decode(file), hints ? app.files.decode(hints) : null]);
    if (read.project) return openProject(app, read.project);
    const dabs = paint?.picture ?? read.hints;
    const fits = dabs && dabs.encoding === "rgba8" && dabs.width === read.picture.width && dabs.height === read.picture.height;
    show(app, name, [{ ...read, name, hints: fits ? dabs : null }]);
    if (read.layers.length) notice("open.layers", { layers: read.layers.map((layer) => `“${layer}”`).join(", ") });
  } catch (error) {
    failed(error, { name });
  }
}

/** A project's file: what was in it is kept here too, as a project of its own. */
async function openProject(app, { record, frames }) {
  const made = frames.map(({ picture, lines, hints, key }, at) => {
    const { name, boxes } = record.frames[at];
    const layer = (of) => (of ? Raster.from(of.width, of.height, of.bytes) : undefined);
    return new Frame({ name: String(name ?? at + 1), picture, pen: layer(lines), hints: layer(hints), boxes: boxesOf(boxes), key });
  });
  const project = fromRecord(record, made);
  app.show(project);
  const seen = frames[made.indexOf(project.current)];
  if (seen.colours && seen.told) await app.keeper.showLast(project.current, seen);
}

/** An empty white page, and the pen to draw on it. */
export function openBlank(app, width, height) {
  const picture = { width, height, encoding: "l8", bytes: new Uint8Array(width * height).fill(255) };
  const name = say("start.blank.name");
  app.show(new Project({ name, frames: [new Frame({ name, picture })] }));
  app.tools.choose("pen");
}

/**
 * Open pictures as the frames of a new project, in the order of their names; what is wrong with them is told.
 * @param {File[]} list
 */
export async function openFrames(app, list, { name = folderOf(list) } = {}) {
  try {
    const read = await busy("open.frames", (tell, signal) => readFrames(app.files, inOrder(list), tell, signal));
    if (!read) return;
    const { frames, left } = read;
    if (frames.length === 0) failed({ word: "error.notAPicture" }, { name: left[0] });
    else show(app, name, frames);
    if (frames.length && left.length) notice("open.left", { count: left.length, name: left[0] });
  } catch (error) {
    failed(error, { name });
  }
}

/** Open a film's frames as those of a new project. */
export async function openFilm(app, file) {
  const name = nameOf(file);
  try {
    const read = await busy("open.film", (tell, signal) => readFilm(app.files, file, tell, signal));
    if (read) show(app, name, read.frames);
  } catch (error) {
    failed(error, { name: file.name });
  }
}

/** Work on what was read. */
function show(app, name, read) {
  const frames = read.map(({ name: called, picture, hints }) => {
    const layer = hints ? Raster.from(hints.width, hints.height, hints.bytes) : undefined;
    return new Frame({ name: called, picture, hints: layer });
  });
  app.images.put(frames[0].picture, { levels: read[0].levels, clear: read[0].clear });
  app.show(new Project({ name, frames, palette: swatchesOf(frames[0].hints) }));
}

/** Whatever was dropped, chosen or pasted: one picture, a film, or several pictures as frames. */
export async function openFiles(app, files) {
  const [first] = files;
  if (files.length > 1) await openFrames(app, files);
  else if (first && isFilm(first)) await openFilm(app, first);
  else if (first) await openPicture(app, first);
}

/** Open what `celtint open` handed over, once the line is there. */
export function openHanded(app) {
  const take = async () => {
    if (app.link.state !== "connected" || taken) return;
    taken = true;
    const files = await takeHanded(app.link);
    const pictures = files.filter(({ role }) => role === "picture").map(({ file }) => file);
    const hints = files.find(({ role }) => role === "hints")?.file ?? null;
    if (hints && pictures.length === 1) await openPicture(app, pictures[0], { hints });
    else await openFiles(app, pictures);
  };
  let taken = false;
  app.link.on("state", () => take().catch(failed));
}

/** Let people choose: "files", all files of a "folder", or what the "camera" sees. */
export function choose(from = "files") {
  document.getElementById(from).click();
}

/** Hear of files that are chosen, dropped on the page or pasted. */
export function listenForFiles(app, page, sign) {
  for (const [id, open] of Object.entries({ files: openFiles, folder: openFrames, camera: openFiles })) {
    const input = document.getElementById(id);
    if (id === "files") input.accept = KINDS;
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = ""; // so that the same file may be chosen again
      if (files.length) open(app, files);
    });
  }
  let inside = 0;
  const show = (by) => {
    inside = Math.max(0, inside + by);
    sign.hidden = inside === 0;
  };
  const hasFiles = (event) => [...event.dataTransfer.types].includes("Files");
  page.addEventListener("dragenter", (event) => hasFiles(event) && show(1));
  page.addEventListener("dragleave", (event) => hasFiles(event) && show(-1));
  page.addEventListener("dragover", (event) => event.preventDefault());
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    show(-inside);
    droppedFiles(event.dataTransfer).then((files) => openFiles(app, files), failed);
  });
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) openFiles(app, files);
  });
}

function nameOf(file) {
  return plainName(file.name ?? "") || say("start.unnamed");
}

export function isFilm({ type, name }) {
  return type.startsWith("video/") || (type === "" && /\.(webm|mp4|m4v|mov|mkv|ogv)$/i.test(name));
}

/** The folder that files lie in, else the first's name. */
function folderOf(list) {
  const [first] = inOrder(list);
  const folders = (first?.path || first?.webkitRelativePath || "").split("/").filter(Boolean).slice(0, -1);
  return folders.at(-1) ?? (first ? nameOf(first) : say("start.unnamed"));
}

/** The hints' colours, the commonest first. */
export function swatchesOf(layer) {
  const counts = new Map();
  for (const tile of layer.tiles) {
    if (tile) for (const pixel of tile) if (pixel >>> 24 === 255) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  }
  const common = [...counts].filter(([, count]) => count > 40).sort((one, other) => other[1] - one[1]);
  return common.slice(0, 16).map(([pixel], at) => {
    const colour = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    return { id: `swatch-${at + 1}`, name: "", colour };
  });
}
