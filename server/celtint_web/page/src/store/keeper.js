import { Asking } from "../files/asking.js";
import { Emitter } from "../model/emitter.js";
import { Frame, newId } from "../model/project.js";
import { boxesOf, fromRecord, toRecord } from "../model/record.js";
import { union } from "../model/rects.js";
import { Raster } from "../model/tiles.js";
import { hold } from "./locks.js";

/** The tab's own project, so that it is there again after a reload. */
const OPEN = "celtint.project";
/** What changes within this time is kept together, in ms. */
const PAUSE_MS = 120;
/** Colours are kept once nothing has been drawn for so long, in ms. */
const IDLE_MS = 1500;
const EVENTS = ["lines", "hints", "boxes", "key", "palette", "settings", "layers", "name", "frames", "current"];

/**
 * Keeps the project that is worked on in the browser, after every stroke, and gives those that were kept. Tells "trouble"
 * (an Error with a word, once until it is over) and "list" (others are kept now).
 */
export class Keeper extends Emitter {
  #worker = new Asking(new URL("worker.js", import.meta.url));
  #project = null;
  #release = null;
  /** What the worker has of each frame: {tiles, lines, key}. */
  #told = new Map();
  /** Of the frame whose colours the worker was told last: {frame, picture, rect (what has changed since, or null)}. */
  #coloured = null;
  #timer = 0;
  #idle = 0;
  #under = Promise.resolve();
  #fresh = null;
  #trouble = false;
  #lasting = false;

  /** @param {object} app */
  constructor(app) {
    super();
    this.app = app;
    app.on("project", () => this.#follow(app.project));
    app.colouring.on("result", (told) => this.#newColours(told));
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
  }

  /** Those that are kept: {id, name, frames, saved, thumbnail}, the newest first. */
  list() {
    return this.#worker.ask("list", {});
  }

  /** Forget one. */
  async remove(id) {
    await this.#worker.ask("remove", { id });
    await this.app.shots.store.remove(id);
    if (sessionStorage.getItem(OPEN) === id) sessionStorage.removeItem(OPEN);
    this.emit("list");
  }

  /**
   * Work on a project that was kept.
   * @param {string} id @param {(name: string) => string} copied the name of its copy, as another tab works on it
   * @returns {Promise<"open" | "copy" | null>} null if there is none of that id
   */
  async open(id, copied) {
    if (this.#project?.id === id) return "open";
    const release = await hold(id);
    const found = await this.#worker.ask("load", { id });
    if (!found) {
      release?.();
      return null;
    }
    const { record, pictures, keys, tiles, lines } = found;
    const frames = record.frames.map((about, at) => {
      const layer = (kept) => {
        const raster = new Raster(about.width, about.height);
        for (const [index, tile] of kept) raster.replace(index, tile);
        return raster;
      };
      const parts = { name: about.name, picture: pictures[at], pen: layer(lines[at]), hints: layer(tiles[at]), boxes: boxesOf(about.boxes), key: keys[at] };
      return new Frame({ id: release ? about.id : newId("frame"), ...parts });
    });
    const project = fromRecord(record, frames, release ? id : undefined);
    if (!release) project.name = copied(project.name);
    if (release) this.#fresh = { project, release };
    this.app.show(project);
    await this.#lastColours(project.current, id, record.frames[project.frames.indexOf(project.current)].id);
    return release ? "open" : "copy";
  }

  /** The project that this tab had before it was reloaded, if it is still there. */
  async reopen(copied) {
    const id = sessionStorage.getItem(OPEN);
    return id ? this.open(id, copied) : null;
  }

  /** Keep at once what was changed. */
  flush() {
    if (this.#timer) this.#keep();
    return this.#under;
  }

  #follow(project) {
    this.flush();
    this.#release?.();
    const known = this.#fresh?.project === project;
    this.#release = known ? this.#fresh.release : null;
    this.#fresh = null;
    if (!known) hold(project.id).then((release) => (project === this.#project ? (this.#release = release) : release?.()));
    this.#project = project;
    this.#trouble = false;
    sessionStorage.setItem(OPEN, project.id);
    this.#told = new Map();
    if (known) for (const frame of project.frames) this.#told.set(frame.id, contentOf(frame));
    for (const event of EVENTS) project.on(event, (told) => !told?.drawing && project === this.#project && this.#soon());
    project.on("current", () => this.#lastColours(project.current, project.id, project.current.id));
    this.#soon();
  }

  #soon() {
    this.#timer ||= setTimeout(() => this.#keep(), PAUSE_MS);
  }

  /** Hand over what has changed; one after the other, so that the newest is what stays. */
  #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const project = this.#project;
    const told = this.#told;
    const before = new Map(told);
    const data = changes(project, told);
    this.#under = this.#under
      .then(() => this.#worker.ask("keep", data))
      .then(
        () => {
          this.#trouble = false;
          this.#last();
          this.emit("list");
        },
        (error) => {
          for (const id of told.keys()) if (!before.has(id)) told.delete(id);
          for (const [id, was] of before) told.set(id, was);
          if (!this.#trouble && project === this.#project) this.emit("trouble", error);
          this.#trouble = true;
        },
      );
  }

  /** Ask the browser not to throw away what is kept when its disk is full, once there is something. */
  #last() {
    if (this.#lasting) return;
    this.#lasting = true;
    navigator.storage?.persist?.().catch(() => {}); // it may say no: then what is kept stays while there is room
  }

  #newColours({ frame, rect = null }) {
    const last = this.#coloured;
    if (last?.frame === frame && rect) last.rect = union(last.rect, rect);
    else if (last?.frame === frame) this.#coloured = null; // all of it may be different
    this.#idleThenKeep(frame);
  }

  #idleThenKeep(frame) {
    const result = this.app.colouring.of(frame);
    if (!result || result.kept || result.of || frame !== this.#project?.current) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => (this.app.input.busy ? this.#idleThenKeep(frame) : this.#keepResult(frame)), IDLE_MS);
  }

  #keepResult(frame) {
    const project = this.#project;
    this.#under = this.#under
      .then(() => {
        const data = project === this.#project ? this.#resultOf(frame) : null; // as it is now: rectangles are laid over it
        return data && this.#worker.ask("keepResult", data).then(() => this.emit("list"));
      })
      .catch(() => (this.#coloured = null)); // colours can be made again
  }

  #resultOf(frame) {
    const result = this.app.colouring.of(frame);
    if (!result?.bytes || result.kept || !this.#project.frames.includes(frame)) return null;
    const last = this.#coloured?.frame === frame ? this.#coloured : null;
    const { width, height, picture } = frame;
    const rect = last ? (last.rect ?? { x: 0, y: 0, width: 0, height: 0 }) : null;
    const { mode, gap, palette, regions, notes, inks, shade } = result;
    const layer = (bytes) => (bytes ? cut({ width, height, bytes }, rect) : null);
    const told = { mode, gap, palette, regions, notes, inks };
    this.#coloured = { frame, picture, rect: null };
    const sent = { picture: last?.picture === picture ? null : plain(picture), rect, colours: layer(result.bytes), shade: layer(shade?.bytes) };
    return { id: this.#project.id, frame: frame.id, ...sent, told };
  }

  /** Show a frame's last colours until the new ones are there. */
  async #lastColours(frame, id, kept) {
    const { colouring } = this.app;
    if (colouring.of(frame)) return;
    const found = await this.#worker.ask("result", { id, frame: kept }).catch(() => null);
    if (found) await this.showLast(frame, found);
  }

  /** Show colours that a frame had: {colours, shade, told}, unless there are newer ones. */
  async showLast(frame, { colours, shade, told }) {
    const { colouring } = this.app;
    if (colouring.of(frame) || !this.#project.frames.includes(frame)) return;
    if (colours.width !== frame.width || colours.height !== frame.height) return;
    const images = { colour: (await this.app.files.image(colours)).levels };
    if (shade) images.shade = (await this.app.files.image(shade)).levels;
    if (colouring.of(frame)) return;
    colouring.put(frame, { job: null, timings: {}, ...told, images, bytes: colours.bytes, shade, kept: true });
  }
}

/** What the worker hasn't been told yet; takes note of it. */
function changes(project, told) {
  const data = { id: project.id, record: toRecord(project), pictures: [], keys: [], tiles: [], lines: [], gone: [] };
  for (const frame of project.frames) {
    const before = told.get(frame.id);
    const now = contentOf(frame);
    if (!before) data.pictures.push([frame.id, plain(frame.original)]);
    if ((before?.key ?? null) !== frame.key) data.keys.push([frame.id, frame.key && plain(frame.key)]);
    for (const layer of ["tiles", "lines"]) {
      now[layer].forEach((tile, index) => {
        if (tile !== (before?.[layer][index] ?? null)) data[layer].push([frame.id, index, tile]);
      });
    }
    told.set(frame.id, now);
  }
  const ids = new Set(project.frames.map(({ id }) => id));
  for (const id of [...told.keys()].filter((one) => !ids.has(one))) {
    data.gone.push(id);
    told.delete(id);
  }
  return data;
}

function contentOf({ hints, pen, key }) {
  const tiles = (raster) => raster.tiles.map((_, index) => raster.tile(index));
  return { tiles: tiles(hints), lines: tiles(pen), key };
}

/** A rectangle of RGBA bytes, or all of them: what is handed to the worker is copied. */
function cut({ width, height, bytes }, rect) {
  if (!rect) return { width, height, encoding: "rgba8", bytes };
  const part = new Uint8Array(4 * rect.width * rect.height);
  for (let row = 0; row < rect.height; row += 1) {
    const from = 4 * ((rect.y + row) * width + rect.x);
    part.set(bytes.subarray(from, from + 4 * rect.width), 4 * row * rect.width);
  }
  return { width: rect.width, height: rect.height, encoding: "rgba8", bytes: part };
}

function plain({ width, height, encoding, bytes }) {
  return { width, height, encoding, bytes };
}
