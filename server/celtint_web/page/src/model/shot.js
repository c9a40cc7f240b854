import { Emitter } from "./emitter.js";
import { printOf, sameLines, samePrint } from "./prints.js";

/** What is said of a frame, each sent when it has changed. */
const PARTS = ["hints", "key", "boxes"];

/**
 * A shot: the project's frames as the server was told them, and how it coloured them.
 *
 * A result is {blob (a PNG of the colour layer), areas (its label map as model/runs.js packs it, or null), mode, palette,
 * regions, notes, doubt, held, cut}; regions are the contract's. Tells "result" {frame} (null: many), "marks" (what is known of some frames is different now) and "kept"
 * (what `save` gives is different now).
 *
 * @typedef {{ frame: import("./project.js").Frame, number: number, picture: boolean, hints: boolean, key: boolean,
 *   boxes: boolean, without: string[] }} Sent
 * @typedef {{ kind: "whole" | "correct" | "recolour", corrects: string | null, settings: string, send: Sent[] }} Plan
 *   settings: what all frames are coloured with, as text; one that recolours has the `entry`, its `colour`, and the
 *   frames that were `settled` beforehand
 */
export class Shot extends Emitter {
  /** The finished sequence that can be corrected, or null. */
  job = null;
  /** What is under way: see `begin`; or null. */
  run = null;
  /** Frame id → its number on the wire. */
  #numbers = new Map();
  /** Frame id → print of what the server has of it. */
  #sent = new Map();
  /** Frame id → print of what its colours were made of. */
  #shown = new Map();
  #results = new Map();
  #settings = "";
  /** What deserves a look, most of all first: {frame: its id, region: its id or null}. */
  #doubts = [];

  /** @param {import("./project.js").Project} project */
  constructor(project) {
    super();
    this.project = project;
    for (const name of ["lines", "hints", "key", "boxes", "frames", "settings"]) {
      project.on(name, (told) => !told?.drawing && this.emit("marks"));
    }
  }

  /** How a frame was coloured, or undefined. */
  result(frame) {
    return this.#results.get(frame.id);
  }

  /** Whether any frame has been coloured. */
  get coloured() {
    return this.#results.size > 0;
  }

  /** Whether a frame was changed since its colours were made. */
  changed(frame) {
    return this.#results.has(frame.id) && !samePrint(this.#shown.get(frame.id), printOf(frame));
  }

  /**
   * What is known of a frame: {key, hints, held, cut, changed, coloured} are true or false; doubts: how many regions are
   * unsure; doubt: of a grey picture, the share that no motion led to.
   */
  mark(frame) {
    const result = this.result(frame);
    return {
      key: frame.key !== null,
      hints: !frame.hints.empty,
      held: Boolean(result?.held),
      cut: Boolean(result?.cut) && frame !== this.project.frames[0],
      changed: this.changed(frame),
      coloured: Boolean(result),
      doubts: result ? unsureOf(result).length : 0,
      doubt: result?.doubt ?? 0,
    };
  }

  /**
   * The place that deserves a look most after this one, and after the last the first again: {frame, region}, region null
   * for a grey frame; null if there is none. The server has ranked them; what has become sure since is passed over.
   * @param {{frame: import("./project.js").Frame, region: number | null} | null} before region: an id; null at the start
   */
  nextDoubt(before) {
    const frames = new Map(this.project.frames.map((frame) => [frame.id, frame]));
    const places = [];
    for (const { frame: id, region: number } of this.#doubts) {
      const result = this.#results.get(id);
      const region = result?.regions.find((one) => one.id === number && one.unsure) ?? null;
      const deserved = number === null ? percent(result?.doubt ?? 0) > 0 : region !== null;
      if (deserved && frames.has(id)) places.push({ frame: frames.get(id), region });
    }
    const at = places.findIndex(({ frame, region }) => frame === before?.frame && (region?.id ?? null) === before.region);
    return places[(at + 1) % places.length] ?? null;
  }

  /** What is to be sent so that all frames have the colours that they should; null if they have. @returns {Plan | null} */
  plan(settings) {
    const { frames } = this.project;
    if (this.job === null || !this.#inOrder()) return this.whole(settings);
    const settled = frames.every((frame) => this.#results.has(frame.id) && !this.changed(frame));
    if (settled && settings === this.#settings) return null;
    const redrawn = (frame) => this.#sent.has(frame.id) && !sameLines(this.#sent.get(frame.id), printOf(frame));
    if (frames.some(redrawn)) return this.whole(settings); // a correction keeps the pictures
    let last = Math.max(...this.#numbers.values());
    const send = [];
    for (const frame of frames) {
      const sent = this.#sent.get(frame.id);
      const print = printOf(frame);
      if (samePrint(sent, print)) continue;
      const picture = !this.#numbers.has(frame.id);
      const number = picture ? (last += 1) : this.#numbers.get(frame.id);
      const other = PARTS.filter((name) => (sent?.[name] ?? "") !== print[name]);
      const parts = Object.fromEntries(PARTS.map((name) => [name, other.includes(name) && print[name] !== ""]));
      send.push({ frame, number, picture, ...parts, without: picture ? [] : other.filter((name) => print[name] === "") });
    }
    return { kind: "correct", corrects: this.job, settings, send };
  }

  /** All frames, as if the server had never heard of them. @returns {Plan} */
  whole(settings) {
    const send = this.project.frames.map((frame, at) => {
      const has = { hints: !frame.hints.empty, key: frame.key !== null, boxes: frame.boxes.length > 0 };
      return { frame, number: at + 1, picture: true, ...has, without: [] };
    });
    return { kind: "whole", corrects: null, settings, send };
  }

  /**
   * A plan is being done, for the frames as they are now.
   * @param {Plan} plan
   * @returns the run: {plan, job, numbers, prints: by frame id, contents: frame id → {tiles, key, boxes} that is sent, before: of
   *   frames that got other colours, what they had; null after a reload}
   */
  begin(plan) {
    const numbers = new Map(plan.kind === "whole" ? [] : this.#numbers);
    for (const { frame, number } of plan.send) numbers.set(frame.id, number);
    const prints = this.#prints(this.project.frames);
    const sent = plan.send.map(({ frame: { id, hints, key, boxes } }) => [id, { tiles: hints.copy().tiles, key, boxes }]);
    this.run = { plan, job: null, numbers, prints, contents: new Map(sent), before: new Map() };
    return this.run;
  }

  /** A frame of a run came back. @returns the frame, or undefined if it is no longer there */
  put(run, number, result) {
    const frame = this.project.frames.find(({ id }) => run.numbers.get(id) === number);
    if (!frame) return undefined;
    if (run.before && !run.before.has(frame)) run.before.set(frame, { result: this.result(frame), shown: this.#shown.get(frame.id) });
    this.#results.set(frame.id, result);
    if (run.plan.kind !== "recolour") this.#shown.set(frame.id, run.prints.get(frame.id));
    this.emit("result", { frame });
    return frame;
  }

  /** All of a run has come; its job can be corrected. doubts: as the server's summary has them. */
  finish(run, job, doubts) {
    this.job = job;
    this.run = null;
    const ids = new Map([...run.numbers].map(([id, number]) => [number, id]));
    this.#doubts = doubts.map(({ number, region }) => ({ frame: ids.get(number), region }));
    if (run.plan.kind !== "recolour") {
      this.#settings = run.plan.settings;
      this.#numbers = run.numbers;
      this.#sent = run.prints;
      this.#shown = new Map(run.prints);
    }
    this.#tell();
  }

  /**
   * A run was stopped: frames that had colours before have them again, so that they are all of one run. Where that isn't
   * known any more, the next run is of all frames.
   * @returns {import("./project.js").Frame[]} those that have other colours than a moment ago
   */
  cancel(run) {
    this.run = null;
    if (!run.before) this.job = null;
    for (const { id } of run.plan.settled ?? []) this.#shown.delete(id);
    const back = [...(run.before ?? [])].filter(([, { result }]) => result);
    for (const [frame, { result, shown }] of back) {
      this.#results.set(frame.id, result);
      this.#shown.set(frame.id, shown);
    }
    this.emit("result", { frame: null });
    this.#tell();
    return back.map(([frame]) => frame);
  }

  /** These frames' colours are of what they are now: paint and colours were changed alike. */
  settle(frames) {
    for (const [id, print] of this.#prints(frames)) this.#shown.set(id, print);
    this.#tell();
  }

  /** Ids of the palette entries that have a colour on some frame. */
  entries(colour) {
    const found = new Set();
    for (const { palette } of this.#results.values()) {
      for (const entry of palette) if (entry.colour.join() === colour.join()) found.add(entry.id);
    }
    return [...found];
  }

  /** All but the results, of plain values, for `load`. */
  save() {
    const { job, run } = this;
    const kept = run?.job ? { job: run.job, plan: { ...run.plan, send: [], settled: [] }, numbers: run.numbers, prints: run.prints } : null;
    return { job, run: kept, numbers: this.#numbers, sent: this.#sent, shown: this.#shown, settings: this.#settings, doubts: this.#doubts };
  }

  /** As it was saved, with results by frame id. */
  load({ job, run, numbers, sent, shown, settings, doubts = [] }, results) {
    this.job = job;
    this.run = run && { ...run, contents: new Map(), before: null };
    this.#numbers = numbers;
    this.#sent = sent;
    this.#shown = shown;
    this.#settings = settings;
    this.#doubts = doubts;
    this.#results = results;
    this.emit("result", { frame: null });
    this.emit("marks");
  }

  #prints(frames) {
    return new Map(frames.map((frame) => [frame.id, printOf(frame)]));
  }

  /** Whether the frames are those that the server has, in that order, and perhaps more behind them. */
  #inOrder() {
    const numbers = this.project.frames.map(({ id }) => this.#numbers.get(id) ?? Infinity);
    const known = numbers.filter((number) => number < Infinity);
    return known.length === this.#numbers.size && known.every((number, at) => number === numbers[at] && !(number <= known[at - 1]));
  }

  #tell() {
    this.emit("marks");
    this.emit("kept");
  }
}

/** A result's regions that deserve a look, the largest first. */
export function unsureOf({ regions }) {
  return regions.filter(({ unsure }) => unsure).sort((one, other) => other.area - one.area);
}

/** A share in whole per cent. */
export function percent(share) {
  return Math.round(100 * share);
}
