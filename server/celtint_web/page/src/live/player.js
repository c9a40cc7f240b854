import { Thumbnails } from "../draw/thumbnails.js";
import { Emitter } from "../model/emitter.js";

/** Frames a second that can be chosen. */
export const RATES = Object.freeze([6, 8, 12, 15, 24, 25, 30]);

/** A frame that isn't ready by then is shown as far as it is, in ms. */
const PATIENCE = 250;

/** Which frame is looked at: steps, plays, jumps to doubts. Tells "change" (playing, rate or onion) and "doubt". */
export class Player extends Emitter {
  playing = false;
  rate = 12;
  /** Frames that shine through: the one before, the one after. */
  onion = { before: false, after: false };
  #wanted = null;
  /** Whether proofs are shown: a moment longer than it is played, so that the layers are ready. */
  #rolling = false;
  #timer = 0;
  #region = null;

  /** @param {import("../app.js").App} app */
  constructor(app) {
    super();
    this.app = app;
    /** Frames as they are seen while they are played: of the screen's size, so that many can be kept. */
    this.proofs = new Thumbnails(app, 1);
  }

  /** Another project is worked on. */
  show(project) {
    this.stop();
    this.proofs.clear();
    this.#region = null;
    project.on("current", () => this.#ahead());
    project.on("frames", () => this.#ahead());
    this.#ahead();
  }

  /** Look at a frame once it can be drawn; the newest wish counts. */
  async go(frame) {
    this.#wanted = frame;
    await this.#drawable(frame);
    const { project } = this.app;
    if (this.#wanted === frame && project.frames.includes(frame) && !this.app.input.busy) project.show(frame);
  }

  /** What is drawn of a frame in place of its layers: a proof while they are played as they are at first, or undefined. */
  proof(frame) {
    return this.#rolling && this.#plain ? this.proofs.of(frame, { newest: true }) : undefined;
  }

  /** Whether proofs show what the layers would. */
  get #plain() {
    const { layers, lineColour, background } = this.app.project;
    const whole = [layers.lines, layers.colours].every(({ visible, opacity }) => visible && opacity === 1);
    return whole && !lineColour && background?.every((value) => value === 255);
  }

  /** So many frames on, or back; round at the ends. */
  step(by) {
    const { frames } = this.app.project;
    const at = frames.indexOf(this.#wanted) < 0 ? frames.indexOf(this.app.project.current) : frames.indexOf(this.#wanted);
    return this.go(frames[(at + by + frames.length) % frames.length]);
  }

  toggle() {
    if (this.playing) this.stop();
    else this.#play();
  }

  stop() {
    if (!this.playing) return;
    this.playing = false;
    clearTimeout(this.#timer);
    this.#drawable(this.app.project.current).then(() => {
      this.#rolling = this.playing;
      this.app.compositor.refresh();
    });
    this.#ahead();
    this.app.colouring.again();
    this.emit("change");
  }

  setRate(rate) {
    this.rate = rate;
    this.emit("change");
  }

  setOnion(change) {
    this.onion = { ...this.onion, ...change };
    this.emit("change");
    this.app.compositor.refresh();
  }

  /** Look at the next place that deserves it. @returns {boolean} whether there is one */
  async doubt() {
    const { project, view } = this.app;
    const found = project.shot.nextDoubt(this.#region);
    if (!found) return false;
    await this.go(found.frame);
    this.#region = { frame: found.frame, region: found.region?.id ?? null };
    if (found.region) {
      const [x, y, width, height] = found.region.box;
      const scale = Math.min(view.width / (4 * width + 40), view.height / (4 * height + 40));
      view.lookAt(x + width / 2, y + height / 2, Math.min(4, scale));
    }
    this.emit("doubt", found);
    return true;
  }

  #play() {
    const { view, compositor, project } = this.app;
    const { height } = project.size;
    this.proofs.resize(Math.max(1, Math.min(height, Math.round(height * view.scale * compositor.ratio))));
    this.playing = true;
    this.#rolling = true;
    this.emit("change");
    let due = performance.now();
    const tick = async () => {
      await this.step(1);
      if (!this.playing) return;
      due = Math.max(due + 1000 / this.rate, performance.now());
      this.#timer = setTimeout(tick, due - performance.now());
    };
    tick();
  }

  /** Get the neighbours ready, so that a step shows them at once. */
  #ahead() {
    const { project } = this.app;
    if (project.current !== this.#wanted) this.#wanted = null;
    const { frames } = project;
    if (frames.length < 2) return;
    const at = frames.indexOf(project.current);
    for (const by of this.playing ? [1, 2, 3] : [1, -1]) this.#drawable(frames[(at + by + frames.length) % frames.length]);
  }

  async #drawable(frame) {
    const late = new Promise((go) => setTimeout(go, PATIENCE));
    const ready = this.playing && this.#plain ? [this.proofs.ready(frame)] : [this.#lines(frame.picture), this.app.developing.ready(frame)];
    await Promise.race([late, Promise.all(ready)]);
  }

  #lines(picture) {
    const { images } = this.app;
    if (images.picture(picture)) return undefined;
    return new Promise((go) => {
      const stop = images.on("ready", (made) => {
        if (made !== picture) return;
        stop();
        go();
      });
    });
  }
}
