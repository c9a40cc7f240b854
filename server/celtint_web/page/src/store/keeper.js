import { Asking } from "../files/asking.js";
import { Emitter } from "../model/emitter.js";
import { Frame, newId } from "../model/project.js";
import { boxesOf, fromRecord, toRecord } from "../model/record.js";
import { Raster } from "../model/tiles.js";
import { hold } from "./locks.js";

/** The tab's own project, so that it is there again after a reload. */
const OPEN = "celtint.project";
/** What changes within this time is kept together, in ms. */
const PAUSE_MS = 120;
/** Colours are kept once nothing has been drawn for so long, in ms. */
const IDLE_MS = 1500;
const EVENTS = ["hints", "boxes", "key", "palette", "settings", "layers", "name", "frames", "current"];

/**
 * Keeps the project that is worked on in the browser, after every stroke, and gives those that were kept. Tells "trouble"
 * (an Error with a word, once until it is over) and "list" (others are kept now).
 */
export class Keeper extends Emitter {
  #worker = new Asking(new URL("worker.js", import.meta.url));
  #project = null;
  #release = null;
  /** What the worker has of each frame: {tiles, key}. */
  #told = new Map();
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
    app.colouring.on("result", ({ frame }) => this.#coloured(frame));
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
    const { record, pictures, keys, tiles } = found;
    const frames = record.frames.map((about, at) => {
      const hints = new Raster(about.width, about.height);
      for (const [index, tile] of tiles[at]) hints.replace(index, tile);
      const parts = { name: about.name, picture: pictures[at], hints, boxes: boxesOf(about.boxes), key: keys[at] };
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
    if (known) for (const frame of project.frames) this.#told.set(frame.id, { tiles: tilesOf(frame), key: frame.key });
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

  #coloured(frame) {
    const result = this.app.colouring.of(frame);
    if (!result || result.kept || result.of || frame !== this.#project?.current) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => (this.app.input.busy ? this.#coloured(frame) : this.#keepResult(frame)), IDLE_MS);
  }

  #keepResult(frame) {
    const project = this.#project;
    this.#under = this.#under
      .then(() => {
        const data = project === this.#project ? this.#resultOf(frame) : null; // as it is now: rectangles are laid over it
        return data && this.#worker.ask("keepResult", data).then(() => this.emit("list"));
      })
      .catch(() => undefined); // colours can be made again
  }

  #resultOf(frame) {
    const result = this.app.colouring.of(frame);
    if (!result?.bytes || result.kept || !this.#project.frames.includes(frame)) return null;
    const { width, height, picture } = frame;
    const { mode, gap, palette, regions, notes, inks, shade } = result;
    const colours = { width, height, encoding: "rgba8", bytes: result.bytes };
    const told = { mode, gap, palette, regions, notes, inks };
    return { id: this.#project.id, frame: frame.id, picture: plain(picture), colours, shade: shade ?? null, told };
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
  const data = { id: project.id, record: toRecord(project), pictures: [], keys: [], tiles: [], gone: [] };
  for (const frame of project.frames) {
    const before = told.get(frame.id);
    const tiles = tilesOf(frame);
    if (!before) data.pictures.push([frame.id, plain(frame.picture)]);
    if ((before?.key ?? null) !== frame.key) data.keys.push([frame.id, frame.key && plain(frame.key)]);
    tiles.forEach((tile, index) => {
      if (tile !== (before?.tiles[index] ?? null)) data.tiles.push([frame.id, index, tile]);
    });
    told.set(frame.id, { tiles, key: frame.key });
  }
  const ids = new Set(project.frames.map(({ id }) => id));
  for (const id of [...told.keys()].filter((one) => !ids.has(one))) {
    data.gone.push(id);
    told.delete(id);
  }
  return data;
}

function tilesOf({ hints }) {
  return hints.tiles.map((_, index) => hints.tile(index));
}

function plain({ width, height, encoding, bytes }) {
  return { width, height, encoding, bytes };
}
