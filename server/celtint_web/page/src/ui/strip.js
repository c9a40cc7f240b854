import { Thumbnails } from "../draw/thumbnails.js";
import { percent } from "../model/shot.js";
import { icon, make } from "./elements.js";
import { onSpoken, say } from "./words.js";

/** In CSS pixels: a thumbnail's height, and what a cell is wider than its thumbnail. */
const HEIGHT = 54;
const GAP = 10;
/** Frames beyond the edges that are there already. */
const MARGIN = 3;

/** The frames of the shot in a row. Of thousands only those that are seen are elements. */
export function buildFrames(app) {
  const ratio = Math.min(2, Math.ceil(devicePixelRatio));
  const thumbnails = new Thumbnails(app, HEIGHT * ratio);
  const row = make("div", { class: "row-of-frames", role: "presentation" });
  const list = make("div", { class: "frames", role: "listbox", tabIndex: 0, title: "shot.frames" }, row);
  const cells = new Map();
  let asked = 0;
  let pitch = 100;

  const show = () => {
    asked = 0;
    if (list.clientWidth === 0) return; // a frame alone has no strip
    const { frames } = app.project;
    const from = Math.max(0, Math.floor(list.scrollLeft / pitch) - MARGIN);
    const to = Math.min(frames.length, Math.ceil((list.scrollLeft + list.clientWidth) / pitch) + MARGIN);
    const seen = new Set(frames.slice(from, to).map(({ id }) => id));
    for (const [id, cell] of cells) {
      if (seen.has(id)) continue;
      cell.element.remove();
      cells.delete(id);
    }
    thumbnails.forget(seen);
    for (let at = from; at < to; at += 1) {
      const frame = frames[at];
      if (!cells.has(frame.id)) cells.set(frame.id, new Cell(app, frame, row));
      cells.get(frame.id).show(at, pitch, thumbnails.of(frame));
    }
  };
  const refresh = () => (asked ||= app.project && requestAnimationFrame(show));
  const measure = () => {
    const { width, height } = app.project.size;
    pitch = Math.round(Math.min(140, Math.max(40, (HEIGHT * width) / height))) + GAP;
    row.style.width = `${pitch * app.project.frames.length}px`;
    refresh();
  };
  const reveal = () => {
    const left = pitch * app.project.frames.indexOf(app.project.current);
    if (left < list.scrollLeft + pitch) list.scrollLeft = left - pitch;
    else if (left + 2 * pitch > list.scrollLeft + list.clientWidth) list.scrollLeft = left + 2 * pitch - list.clientWidth;
    refresh();
  };
  list.addEventListener("scroll", refresh);
  list.addEventListener("wheel", (event) => {
    if (event.deltaX) return;
    list.scrollLeft += event.deltaY;
    event.preventDefault();
  });
  new ResizeObserver(refresh).observe(list);
  thumbnails.on("ready", refresh);
  app.colouring.on("result", refresh);
  onSpoken(refresh);
  app.on("project", () => {
    const { project } = app;
    thumbnails.clear();
    for (const { element } of cells.values()) element.remove();
    cells.clear();
    project.on("frames", measure);
    project.on("current", reveal);
    project.shot.on("marks", refresh);
    project.shot.on("result", refresh);
    list.scrollLeft = 0;
    measure();
  });
  return list;
}

/** One frame in the strip: its thumbnail, its number and its marks. */
class Cell {
  #image = null;
  #said = "";

  constructor(app, frame, row) {
    this.app = app;
    this.frame = frame;
    this.canvas = make("canvas", { width: 1, height: 1 });
    this.number = make("span", { class: "frame-number" });
    this.marks = make("span", { class: "marks" });
    this.element = make("div", { class: "frame", role: "option", data: { frame: frame.id } }, this.canvas);
    this.element.append(make("div", { class: "about" }, this.number, this.marks));
    this.element.addEventListener("click", () => {
      app.player.stop();
      app.player.go(frame);
    });
    row.append(this.element);
  }

  show(at, pitch, image) {
    const { app, frame, element } = this;
    const mark = app.project.shot.mark(frame);
    element.style.left = `${at * pitch}px`;
    element.style.width = `${pitch - GAP}px`;
    element.setAttribute("aria-selected", String(frame === app.project.current));
    element.setAttribute("aria-posinset", String(at + 1));
    element.setAttribute("aria-setsize", String(app.project.frames.length));
    element.classList.toggle("cut", mark.cut);
    element.classList.toggle("uncoloured", app.shots.busy && !mark.coloured);
    this.number.textContent = String(at + 1);
    this.#draw(image);
    this.#tell(at, mark);
  }

  #draw(image) {
    if (!image || image === this.#image) return;
    this.#image = image;
    this.canvas.width = image.width;
    this.canvas.height = image.height;
    this.canvas.getContext("2d").drawImage(image, 0, 0);
  }

  #tell(at, mark) {
    const told = marksOf(mark);
    const text = [say("shot.frame", { number: at + 1 }), this.frame.name, ...told.map(({ text: one }) => one)].join(", ");
    if (text === this.#said) return;
    this.#said = text;
    this.element.title = text;
    this.element.setAttribute("aria-label", text);
    this.marks.replaceChildren(...told.map(({ image, number = "", name }) => make("span", { class: `mark ${name}` }, icon(image), number)));
  }
}

/** The marks of a frame: {name, image, number, text}. */
function marksOf({ key, hints, held, cut, changed, doubts, doubt }) {
  const told = [];
  const add = (name, image, values = {}) => told.push({ name, image, text: say(`shot.mark.${name}`, values), ...values });
  if (cut) add("cut", "cut");
  if (key) add("key", "key");
  if (hints) add("hints", "dab");
  if (held) add("held", "held");
  if (changed) add("changed", "changed");
  if (doubts > 0) add("doubts", "doubt", { count: doubts, number: String(doubts) });
  else if (percent(doubt) > 0) add("doubt", "doubt", { share: percent(doubt), number: `${percent(doubt)} %` });
  return told;
}
