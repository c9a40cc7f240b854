import { takeHanded } from "../live/handed.js";
import { Frame, Project } from "../model/project.js";
import { Raster } from "../model/tiles.js";
import { failed } from "./notices.js";
import { say } from "./words.js";

/** What the browser itself reads. */
export const KINDS = "image/png,image/jpeg,image/webp,image/gif,image/avif";

/** Open a picture as a new project, perhaps with hints; what is wrong with it is told. */
export async function openPicture(app, file, { name = nameOf(file), hints = null } = {}) {
  try {
    const [{ picture, levels, clear }, paint] = await Promise.all([
      app.files.decode(file),
      hints ? app.files.decode(hints) : null,
    ]);
    app.images.put(picture, { levels, clear });
    const layer = paint ? Raster.from(picture.width, picture.height, paint.picture.bytes) : undefined;
    const frame = new Frame({ name, picture, hints: layer });
    app.show(new Project({ name, frames: [frame], palette: layer ? swatchesOf(layer) : [] }));
  } catch (error) {
    failed(error, { name });
  }
}

/** An empty white page. */
export function openBlank(app, width, height) {
  const picture = { width, height, encoding: "l8", bytes: new Uint8Array(width * height).fill(255) };
  const name = say("start.blank.name");
  app.show(new Project({ name, frames: [new Frame({ name, picture })] }));
}

/** Drawings that were dropped, chosen or pasted. */
export async function openFiles(app, files) {
  const [first] = files;
  if (first) await openPicture(app, first);
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

/** Let people choose a file. */
export function choose() {
  document.getElementById("files").click();
}

/** Hear of files that are chosen, dropped on the page or pasted. */
export function listenForFiles(app, page, sign) {
  const input = document.getElementById("files");
  input.accept = KINDS;
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file may be chosen again
    openFiles(app, files);
  });
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
    openFiles(app, [...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) openFiles(app, files);
  });
}

function nameOf(file) {
  return (file.name ?? "").replace(/\.[^.]+$/, "") || say("start.unnamed");
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
