/**
 * The colours of a shot's frames for the screen: a key's, or what the server made of the frame. They are read from
 * their files when they are looked at, or a little before.
 */
export class Developing {
  shot = null;
  /** Frame id → {of, promise}: what is being read. */
  #under = new Map();

  /** @param {import("./colouring.js").Colouring} colouring @param {import("../files/files.js").Files} files */
  constructor(colouring, files) {
    this.colouring = colouring;
    this.files = files;
  }

  /** @param {import("../model/shot.js").Shot} shot */
  show(shot) {
    this.shot = shot;
    this.#under.clear();
    const again = ({ frame }) => (frame ?? shot.project.current) === shot.project.current && this.ready(shot.project.current);
    shot.on("result", again);
    shot.project.on("key", (told) => (this.owns(told.frame) ? again(told) : this.colouring.again()));
    shot.project.on("current", () => !this.resting() && again({ frame: null }));
    again({ frame: null });
  }

  /** Whether nothing is to be read just because it is looked at, as while frames are played. */
  resting = () => false;

  /** Whether a frame's colours are the shot's, and not to be asked for alone. */
  owns(frame) {
    return this.source(frame) !== null;
  }

  /** What a frame's colours are read from: a result, a key, or null. */
  source(frame) {
    const result = this.shot?.result(frame);
    return result && !(frame.key && this.shot.changed(frame)) ? result : frame.key;
  }

  /**
   * The shot's colours of a frame over which its newest dabs and boxes are tried, until the shot is corrected; null if there
   * is nothing to try, or they aren't read yet. A grey picture's colours are all of one piece: of it nothing is tried.
   */
  tried(frame) {
    const of = this.source(frame);
    const said = this.shot?.result(frame) ? this.shot.changed(frame) : !frame.hints.empty || frame.boxes.length > 0;
    const shown = said && of ? this.colouring.of(frame) : null;
    const under = shown?.under ?? shown;
    return under?.of === of && under.mode !== "grey" ? under : null;
  }

  /** Settled when a frame's colours can be drawn; at once if it has none of the shot. */
  async ready(frame) {
    const of = this.source(frame);
    if (!of || this.colouring.of(frame)?.of === of) return;
    if (this.#under.get(frame.id)?.of !== of) this.#under.set(frame.id, { of, promise: this.#read(frame, of) });
    await this.#under.get(frame.id)?.promise;
  }

  async #read(frame, of) {
    const { shot } = this;
    const { levels, bytes } = of.blob ? await this.files.ask("layer", { file: of.blob }) : await this.#key(of);
    if (this.#under.get(frame.id)?.of === of) this.#under.delete(frame.id);
    if (shot !== this.shot || this.source(frame) !== of) return;
    const { mode = "line", palette = [], regions = [], notes = [], areas = null } = of;
    const told = { job: null, mode, gap: null, palette, regions, notes, inks: [], timings: {}, areas };
    this.colouring.put(frame, { ...told, images: { colour: levels }, bytes, of });
    if (this.tried(frame) && frame === shot.project.current) this.colouring.again();
  }

  async #key(key) {
    const { levels } = await this.files.image(key);
    return { levels, bytes: key.bytes };
  }
}
