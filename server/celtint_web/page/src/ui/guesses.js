import { button } from "./elements.js";
import { notice } from "./notices.js";
import { say } from "./words.js";

/** More marks than this hide the picture; the largest areas have them. */
const MOST = 120;
/** A guess that is looked at takes this share of the window, at most so many times its own pixels. */
const SHARE = 1 / 3;
const NEAREST = 4;

/** Which guess was looked at last, of which frame. */
let last = { frame: null, id: null };

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
  view.lookAt(middle[0], middle[1], Math.min(NEAREST, scale));
  last = { frame, id: region.id };
  app.player.emit("doubt", { frame, region });
}

/** Look at the next region that was guessed, after the last one or the first. */
export async function nextGuess(app) {
  const found = guesses(app);
  if (found.length === 0) return notice("overlay.none");
  const before = last.frame === app.project.current ? found.findIndex(({ id }) => id === last.id) : -1;
  return lookAt(app, found[(before + 1) % found.length]);
}

/**
 * Marks on guessed regions, buttons that lead to the next: the first click looks at one, the next at the one after it.
 * @returns {{show: (on: boolean) => void, stripes: (frame: object) => ImageBitmap[] | null}}
 */
export function markGuesses(app) {
  const place = document.getElementById("marks");
  let on = false;
  let known = null;
  let marks = [];
  const lay = () => {
    for (const { mark, x, y } of marks) {
      const at = app.view.toScreen(x, y);
      mark.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
  };
  const press = (region) => {
    if (last.frame === app.project.current && last.id === region.id) nextGuess(app);
    else lookAt(app, region);
  };
  const renew = async () => {
    if (!on || !app.project) return;
    const frame = app.project.current;
    const found = await app.regions.of(frame);
    if (!on || frame !== app.project.current) return;
    known = { frame, stripes: found?.stripes ?? null };
    marks = (found ? guesses(app) : []).slice(0, MOST).map((region, at) => {
      const mark = button(null, { "aria-label": say("overlay.mark", { number: at + 1 }), class: "guess" }, () => press(region));
      mark.append("?");
      return { mark, x: found.points[2 * region.id], y: found.points[2 * region.id + 1] };
    });
    place.replaceChildren(...marks.map(({ mark }) => mark));
    lay();
    app.compositor.refresh();
  };
  app.view.on("change", lay);
  app.colouring.on("result", renew);
  const show = (shown) => {
    on = shown;
    place.hidden = !on;
    if (on) renew();
  };
  return { show, stripes: (frame) => (known?.frame === frame ? known.stripes : null) };
}
