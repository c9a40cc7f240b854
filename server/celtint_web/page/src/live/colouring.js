import { laidOver } from "../draw/levels.js";
import { plainBox } from "../model/boxes.js";
import { coloursOf, enough } from "../model/dabs.js";
import { Emitter } from "../model/emitter.js";
import { laidOn, trialSettings } from "./trial.js";

/** Frames whose colours are kept ready. */
const KEPT = 8;

/**
 * Colours of the frame that is looked at, after each change of what they depend on. What was there stays until the new
 * ones are. Strokes wait until the request that is under way has ended, all of them for one more, so that whoever paints
 * faster than a picture is coloured sees colours; other changes take the place of what is under way. Tells "result"
 * {frame, result, rect} and "state"; rect: what of the picture looks different, or null where all of it may.
 *
 * state: "idle", "working", "waiting" (for the server to be there again) or "failed" (`error` says why).
 */
export class Colouring extends Emitter {
  #results = new Map();
  /** What the worker has: the frame's picture and the tiles of its hints. */
  #told = { frame: null, picture: null, tiles: [] };
  #asked = 0;
  #soon = false;
  /** The frame whose colours are under way, and whether strokes came meanwhile. */
  #under = null;
  #more = false;
  /** Frames of which enough has its colours for the rest to follow. */
  #follows = new WeakSet();

  /** @param {import("./link.js").Link} link */
  constructor(link) {
    super();
    this.link = link;
    this.project = null;
    this.state = "idle";
    /** Of the wire: {name, message}, or null. */
    this.error = null;
    this.progress = null;
    /** What to ask for; add "preview" or "ink" and call `again`. */
    this.want = new Set(["colour", "shade", "report"]);
    /** Whether a frame's colours come another way (`put`), so that nobody asks for it alone. */
    this.elsewhere = () => false;
    /** What a frame's colours are laid over while they are tried, or null: see live/trial.js. */
    this.tried = () => null;
    link.on("state", () => this.#linkChanged());
  }

  /** Work for a project from now on. */
  show(project) {
    this.project = project;
    this.#results.clear();
    this.#told = { frame: null, picture: null, tiles: [] };
    const changed = () => this.again();
    const painted = ({ frame, drawing }) => !drawing && frame === project.current && this.#painted(frame);
    project.on("hints", painted);
    project.on("lines", painted);
    project.on("boxes", ({ frame }) => frame === project.current && changed());
    project.on("settings", changed);
    let limit = JSON.stringify(project.limit);
    project.on("palette", () => {
      if (limit === (limit = JSON.stringify(project.limit))) return;
      changed();
    });
    project.on("current", () => {
      this.emit("result", { frame: project.current, result: this.of(project.current) });
      changed();
    });
    changed();
  }

  /** The newest colours of a frame, or undefined: what live/requests.js makes, with `frame`, `version` and `picture`. */
  of(frame) {
    return this.#results.get(frame.id);
  }

  /**
   * Whether what has no dab stays empty for now: a page that is filled by its first dabs looks like a fault. Of grey
   * pictures a dab has another meaning, a palette has colours to choose from, and a shot has those of its other frames.
   */
  waits(frame) {
    const { settings, limit } = this.project;
    const result = this.of(frame);
    if (settings.undecided !== "auto" || limit.length > 0 || result?.mode !== "line" || result.of) return false;
    const colours = coloursOf(frame);
    return colours === 1 || (colours > 1 && !enough(frame, result.regions, this.#follows.has(frame)));
  }

  /** Put colours in, as those that came another way: of a sequence. version, picture: of the frame that they are of. */
  put(frame, result, { version = frame.version, picture = frame.picture, rect = null } = {}) {
    this.#results.delete(frame.id);
    this.#results.set(frame.id, { ...result, frame, version, picture });
    for (const id of this.#results.keys()) {
      if (this.#results.size <= KEPT) break;
      if (id !== this.project.current.id) this.#results.delete(id);
    }
    if (result.mode === "line" && enough(frame, result.regions)) this.#follows.add(frame);
    this.emit("result", { frame, result: this.of(frame), rect });
  }

  /** Of a result that is a rectangle, lay it over what was there. */
  #came(frame, result, drawn, since) {
    const { rect, images, bytes, shade } = result;
    const under = this.tried(frame);
    if (under) return this.put(frame, laidOn(under, result, frame), drawn);
    if (!rect) return this.put(frame, result, drawn);
    const before = this.of(frame);
    if (before?.job !== since) return this.again(); // other colours came meanwhile, so that there is nothing to lay it over
    for (const name of ["colour", "shade"]) {
      if (images[name]) images[name] = laidOver(before.images[name], images[name], rect);
    }
    if (bytes) lay(before.bytes, bytes, rect, frame.width);
    if (shade) lay(before.shade.bytes, shade.bytes, rect, frame.width);
    const over = images.preview || images.ink || before.mode !== result.mode;
    const whole = { ...result, images, bytes: before.bytes, shade: before.shade };
    return this.put(frame, whole, { ...drawn, rect: over ? null : rect });
  }

  /** Ask once more, with all that was changed in this turn of the page. */
  again() {
    if (this.#soon || !this.project) return;
    this.#soon = true;
    queueMicrotask(() => {
      this.#soon = false;
      this.#send();
    });
  }

  #painted(frame) {
    if (this.#under === frame) this.#more = true;
    else this.again();
  }

  async #send() {
    this.#more = false;
    if (this.link.state !== "connected") {
      this.#say(this.link.state === "refused" ? "idle" : "waiting");
      return;
    }
    const { project } = this;
    const frame = project.current;
    if (this.elsewhere(frame)) {
      this.#asked += 1; // what is still under way comes too late
      this.#under = null;
      const had = this.of(frame);
      if (had?.under) this.put(frame, had.under); // nothing is tried any more
      this.#say("idle");
      return;
    }
    const asked = (this.#asked += 1);
    const data = this.#request(frame);
    const { version, picture } = frame;
    this.#under = frame;
    this.progress = null;
    this.#say("working");
    const onProgress = (progress) => {
      if (asked !== this.#asked) return;
      this.progress = progress;
      this.emit("state");
    };
    try {
      const result = await this.link.ask("colour", data, { onProgress });
      if (project === this.project && asked === this.#asked) this.#came(frame, result, { version, picture }, data.since);
      if (asked === this.#asked && !this.#more) this.#say("idle");
      const other = this.#settings(frame).undecided !== data.settings.undecided;
      if (asked === this.#asked && other) this.again(); // now that it is known how much has a dab
    } catch (error) {
      if (asked === this.#asked) this.#failed(error);
    } finally {
      if (asked === this.#asked) this.#ended();
    }
  }

  #ended() {
    this.#under = null;
    if (this.#more) this.again();
  }

  #failed(error) {
    if (error.name === "CONNECTION_LOST") this.#say("waiting");
    else if (error.name !== "CANCELLED") this.#say("failed", error);
  }

  /** What to send: the drawing and all hints of a frame that the worker doesn't have, else what of both has changed. */
  #request(frame) {
    const { project } = this;
    const fresh = this.#told.frame !== frame;
    if (fresh) this.#told = { frame, picture: null, tiles: new Array(frame.hints.tiles.length).fill(null) };
    const redrawn = this.#told.picture !== frame.picture;
    this.#told.picture = frame.picture;
    const had = this.of(frame);
    const tiles = [];
    frame.hints.tiles.forEach((_, index) => {
      const tile = frame.hints.tile(index);
      if (tile === this.#told.tiles[index]) return;
      this.#told.tiles[index] = tile;
      tiles.push([index, tile]);
    });
    const { width, height, encoding, bytes } = frame.picture;
    return {
      frame: frame.id,
      fresh,
      picture: redrawn ? { width, height, encoding, bytes } : null,
      tiles,
      width,
      height,
      want: [...this.want],
      live: frame.id,
      since: had?.picture === frame.picture ? had.job : null,
      boxes: frame.boxes.map(plainBox),
      palette: project.limit,
      settings: this.#settings(frame),
      model: project.model,
    };
  }

  #settings(frame) {
    const { settings } = this.project;
    if (this.tried(frame)) return trialSettings(settings);
    return this.waits(frame) ? { ...settings, undecided: "transparent" } : settings;
  }

  #linkChanged() {
    if (this.link.state === "connected") {
      this.again();
    } else if (this.state === "working") this.#say("waiting");
  }

  #say(state, error = null) {
    this.state = state;
    this.error = error;
    this.emit("state");
  }
}

/** Put a rectangle's bytes into those of a picture so wide. */
function lay(whole, part, rect, width) {
  for (let row = 0; row < rect.height; row += 1) {
    const from = 4 * row * rect.width;
    whole.set(part.subarray(from, from + 4 * rect.width), 4 * ((rect.y + row) * width + rect.x));
  }
}
