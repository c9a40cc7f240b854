import { grouped } from "../model/grouping.js";
import { button } from "./elements.js";
import { notice } from "./notices.js";
import { say } from "./words.js";

/** More marks than this hide the picture; the largest areas have them. */
const MOST = 120;
/** Marks that would lie nearer to each other than this are one with a number, in CSS pixels. */
const NEAR = 30;
/** A guess that is looked at takes this share of the window, at most so many times its own pixels. */
const SHARE = 1 / 3;
const NEAREST = 4;

/** Which guess was looked at last, of which frame. */
let last = { frame: null, id: null };
/** The guesses of the mark that was pressed: they are looked at one after the other. */
let trail = [];

/** The regions that were guessed, the largest first. */
function guesses(app) {
  const unsure = (app.colouring.of(app.project.current)?.regions ?? []).filter((region) => region.unsure);
  return unsure.sort((one, other) => other.area - one.area || one.id - other.id);
}

/** Look at a guessed region. */
async function lookAt(app, region) {
  const { project, view } = app;
  const frame = project.current;
  const found = await app.regions.of(frame);
  if (frame !== app.project?.current) return;
  const [x, y, width, height] = region.box;
  const middle = found ? found.points.subarray(2 * region.id, 2 * region.id + 2) : [x + width / 2, y + height / 2];
  const scale = SHARE * Math.min(view.width / (width + 10), view.height / (height + 10));
  last = { frame, id: region.id };
  view.lookAt(middle[0], middle[1], Math.min(NEAREST, scale));
  app.player.emit("doubt", { frame, region });
}

/** Look at the next region that was guessed, after the last one or the first. */
export async function nextGuess(app) {
  const found = guesses(app);
  if (found.length === 0) return notice("overlay.none");
  const before = last.frame === app.project.current ? found.findIndex(({ id }) => id === last.id) : -1;
  return lookAt(app, found[(before + 1) % found.length]);
}

/** A mark was pressed that stands for these regions: look at the first, or at the one after that which was looked at last. */
function press(app, regions) {
  const isLast = ({ id }) => last.frame === app.project.current && id === last.id;
  if (!regions.some(isLast) || !trail.some(isLast)) trail = regions;
  const next = trail[trail.findIndex(isLast) + 1];
  return next ? lookAt(app, next) : nextGuess(app);
}

/**
 * Marks on guessed regions, buttons that lead to them; where many lie together, one with their number.
 * @returns {{show: (on: boolean) => void, stripes: (frame: object) => ImageBitmap[] | null}}
 */
export function markGuesses(app) {
  const place = document.getElementById("marks");
  let on = false;
  let known = null;
  let points = [];
  let marks = [];
  let scale = 0;
  const lay = () => {
    if (scale !== app.view.scale) group();
    for (const { mark, x, y } of marks) {
      const at = app.view.toScreen(x, y);
      mark.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
  };
  const focus = (wanted) => marks.find(({ regions }) => regions.some(({ id }) => id === wanted))?.mark.focus({ preventScroll: true });
  const group = () => {
    ({ scale } = app.view);
    const held = marks.find(({ mark }) => mark === document.activeElement)?.regions[0];
    marks = grouped(points, NEAR / scale).slice(0, MOST).map((group) => markOf(app, group));
    place.replaceChildren(...marks.map(({ mark }) => mark));
    if (held) focus(held.id);
  };
  const renew = async () => {
    if (!on || !app.project) return;
    const frame = app.project.current;
    const found = await app.regions.of(frame);
    if (!on || frame !== app.project.current) return;
    known = { frame, stripes: found?.stripes ?? null };
    trail = [];
    points = (found ? guesses(app) : []).map((region, at) => {
      return { region, number: at + 1, x: found.points[2 * region.id], y: found.points[2 * region.id + 1] };
    });
    group();
    lay();
    app.compositor.refresh();
  };
  app.view.on("change", lay);
  app.player.on("doubt", () => place.contains(document.activeElement) && focus(last.id)); // so that Enter leads on
  app.colouring.on("result", renew);
  const show = (shown) => {
    on = shown;
    place.hidden = !on;
    if (on) renew();
  };
  return { show, stripes: (frame) => (known?.frame === frame ? known.stripes : null) };
}

/** The mark of guesses that lie together, where the first is: {mark, regions, x, y}. */
function markOf(app, group) {
  const [{ number, x, y }] = group;
  const regions = group.map(({ region }) => region);
  const { length: count } = group;
  const label = count > 1 ? say("overlay.marks", { count }) : say("overlay.mark", { number });
  const mark = button(null, { "aria-label": label, class: count > 1 ? "guess many" : "guess" }, () => press(app, regions));
  mark.append(count > 99 ? "99+" : count > 1 ? String(count) : "?");
  return { mark, regions, x, y };
}
