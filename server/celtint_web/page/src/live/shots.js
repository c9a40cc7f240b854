import { plainBox } from "../model/boxes.js";
import { Emitter } from "../model/emitter.js";
import { Estimate } from "../model/estimate.js";
import { Shot } from "../model/shot.js";
import { Raster } from "../model/tiles.js";

/** Frames sent and not yet stored by the server. */
const WINDOW = 3;

/** Of frames with more pixels nobody is told which area lies under the pointer: so much would have to come of each. */
const MOST_MAPPED = 1 << 23;

/** What of the project's settings a sequence has. */
const SETTINGS = ["mode", "undecided", "gap", "strength", "ink"];

/**
 * Colours the shot that is worked on, and corrects it: one run at a time, which outlives a lost line. Tells "state".
 *
 * state: "idle", "sending", "working", "waiting" (for the server) or "failed" (`error` says why). progress: null or
 * {share, left}: seconds, or null while nobody knows.
 */
export class Shots extends Emitter {
  state = "idle";
  /** Of the wire: {name, message}, or null. */
  error = null;
  progress = null;
  #run = null;
  #estimate = new Estimate();
  /** Recolouring → {entries, settled} */
  #swapping = new Map();
  #swaps = 0;
  #last = Promise.resolve();

  /** @param {import("./link.js").Link} link @param {import("../store/shots.js").ShotStore} store */
  constructor(link, store) {
    super();
    this.link = link;
    this.store = store;
    this.shot = null;
  }

  /** Work on a project's shot from now on. */
  show(project) {
    if (this.#run) this.#leave();
    const shot = new Shot(project);
    this.shot = project.shot = shot;
    this.#swapping.clear();
    project.on("recolouring", ({ by }) => this.#before(by));
    project.on("recolour", (told) => this.#after(told));
    this.#say("idle");
    this.#restore(shot);
  }

  /** Colours that were kept are there again, and what was under way goes on. */
  async #restore(shot) {
    const kept = await this.store.load(shot.project);
    if (kept && shot === this.shot && !this.busy) {
      shot.load(kept.saved, kept.results);
      if (shot.run) this.#do(shot.run);
    }
    shot.on("kept", () => this.store.put(shot));
  }

  get busy() {
    return this.#run !== null;
  }

  /** Whether there is something to colour or correct. */
  get due() {
    return this.shot.plan(this.#settings()) !== null;
  }

  /** Colour all frames, or those that need other colours than they have. */
  async colour() {
    const plan = this.busy ? null : this.shot.plan(this.#settings());
    if (plan) await this.#do(this.shot.begin(plan));
  }

  /** Stop, at once; colours that were there before the run are there again. */
  cancel() {
    const run = this.#run;
    if (!run) return;
    this.#leave();
    this.#back(run);
    this.#say("idle");
  }

  #back(run) {
    for (const frame of this.shot.cancel(run)) this.store.putResult(this.shot, frame);
  }

  #leave() {
    const { job } = this.#run;
    if (job) this.link.ask("drop", { job }).catch(() => {}); // an unreachable server has nothing to stop
    this.#run = null;
  }

  async #do(run) {
    this.#run = run;
    this.#estimate = new Estimate();
    this.progress = null;
    try {
      while (this.#run === run && !(await this.#attempt(run)));
    } catch (error) {
      if (this.#run !== run) return;
      this.#run = null;
      this.#back(run);
      this.#say("failed", error);
    }
  }

  /** @returns {Promise<boolean>} whether it is over */
  async #attempt(run) {
    try {
      await this.#connected(run);
      if (this.#run !== run) return true;
      if (run.job) await this.link.ask("resume", { job: run.job });
      else await this.#send(run);
      return await this.#take(run);
    } catch (error) {
      if (this.#run !== run) return true;
      const gone = error.name === "BAD_REQUEST" && (run.job !== null || run.plan.kind !== "whole");
      if (error.name !== "CONNECTION_LOST" && !gone) throw error;
      if (gone) this.#again(run);
      return false;
    }
  }

  /** The server doesn't know it any more, as after a restart or ten minutes: all is sent again. */
  #again(run) {
    const { before } = run;
    Object.assign(run, this.shot.begin(this.shot.whole(this.#settings())), { before });
    this.shot.run = run;
  }

  #connected(run) {
    if (this.link.state === "connected") return undefined;
    this.#say("waiting");
    return new Promise((go) => {
      const stop = this.link.on("state", () => {
        if (this.link.state !== "connected" && this.#run === run) return;
        stop();
        go();
      });
    });
  }

  async #send(run) {
    const { plan, contents } = run;
    this.#say("sending");
    const asked = { ...JSON.parse(plan.settings), want: this.#want(), encoding: "png" };
    if (plan.kind === "recolour") {
      const { corrects, entry, colour } = plan;
      const { job } = await this.link.ask("swap", { job: corrects, entry, colour, want: asked.want, encoding: asked.encoding });
      return this.#started(run, job);
    }
    if (plan.corrects) asked.corrects = plan.corrects;
    const { job } = await this.link.ask("sequence", asked);
    const under = new Set();
    let sent = 0;
    for (const { frame, number, picture, hints, key, boxes, without } of plan.send) {
      if (this.#run !== run) return this.link.ask("drop", { job });
      const { tiles, key: painted, boxes: drawn } = contents.get(frame.id);
      const data = { job, number, without };
      if (picture) data.picture = partOf(frame.picture);
      if (hints) data.hints = layerOf(frame, tiles);
      if (key) data.key = partOf(painted);
      if (boxes) data.boxes = drawn.map(plainBox);
      const one = this.link.ask("frame", data).then(() => under.delete(one));
      under.add(one);
      if (under.size >= WINDOW) await Promise.race(under);
      sent += 1;
      this.progress = { share: sent / plan.send.length, left: null };
      this.emit("state");
    }
    await Promise.all(under);
    await this.link.ask("start", { job });
    return this.#started(run, job);
  }

  #want() {
    const { width, height } = this.shot.project.size;
    return width * height > MOST_MAPPED ? ["colour", "report"] : ["colour", "report", "labels"];
  }

  #started(run, job) {
    run.job = job;
    if (this.#run !== run) this.link.ask("drop", { job }).catch(() => {});
    this.shot.emit("kept");
  }

  async #take(run) {
    const { job } = run;
    this.progress = null;
    this.#say("working");
    const onProgress = ({ share }) => {
      if (this.#run !== run) return;
      this.progress = { share, left: this.#estimate.left(share, performance.now()) };
      this.emit("state");
    };
    while (this.#run === run) {
      const { frame: came, done } = await this.link.ask("take", { job }, { onProgress });
      if (this.#run !== run) return true;
      if (done) {
        this.#run = null;
        this.shot.finish(run, job, done.doubts);
        this.#say("idle");
        return true;
      }
      const { number, ...result } = came;
      const frame = this.shot.put(run, number, result);
      if (frame) await this.store.putResult(this.shot, frame);
    }
    return true;
  }

  /** Which frames have the colours of what they are, before all of them are painted over. */
  #before(by) {
    const { shot } = this;
    const settled = shot.project.frames.filter((frame) => shot.result(frame) && !shot.changed(frame));
    this.#swapping.set(by, { entries: [], ...this.#swapping.get(by), settled });
  }

  /** A swatch has another colour: so has its entry on all frames, without colouring anew, if the server has them. */
  #after({ from, to, by }) {
    const { shot } = this;
    if (shot.job === null || (this.busy && this.#swaps === 0)) return; // these frames are to be corrected
    const { settled } = this.#swapping.get(by);
    shot.settle(settled);
    this.#swaps += 1;
    this.#last = this.#last.then(() => this.#swap(from, to, by, settled)).finally(() => (this.#swaps -= 1));
  }

  async #swap(from, to, by, settled) {
    const { shot } = this;
    const known = this.#swapping.get(by);
    const found = shot.entries(from);
    const mine = found.filter((id) => known.entries.includes(id));
    known.entries = mine.length ? mine : found;
    for (const entry of known.entries) {
      if (shot !== this.shot || shot.job === null || this.busy) return;
      const plan = { kind: "recolour", corrects: shot.job, entry, colour: to, settings: this.#settings(), send: [], settled };
      await this.#do(shot.begin(plan));
    }
  }

  #settings() {
    const { settings, limit, model } = this.shot.project;
    const chosen = Object.fromEntries(SETTINGS.map((name) => [name, settings[name]]));
    if (chosen.undecided === "distinct") chosen.undecided = "auto";
    const told = { settings: chosen, palette: limit };
    return JSON.stringify(model ? { ...told, model } : told);
  }

  #say(state, error = null) {
    this.state = state;
    this.error = error;
    this.emit("state");
  }
}

function partOf({ encoding, width, height, bytes }) {
  return { encoding, width, height, bytes };
}

function layerOf({ width, height }, tiles) {
  const raster = new Raster(width, height);
  raster.tiles = tiles;
  return { encoding: "rgba8", width, height, bytes: raster.bytes() };
}
