import { button, icon, make } from "./elements.js";
import { openShot } from "./frames.js";
import { choose, openBlank, openPicture } from "./opening.js";
import { buildKept } from "./kept.js";
import { failed } from "./notices.js";
import { say } from "./words.js";

const LONGEST = 8192;

/** The first thing that is seen: open a picture, take an example, or begin with an empty page. */
export function buildStart(app, place) {
  const examples = make("div", { class: "examples" });
  const kept = make("div", { class: "keeping" });
  const back = button("close", { title: "start.back", class: "back" }, () => show());
  place.append(
    make(
      "div",
      { class: "inside" },
      make("div", {}, make("h1", { word: "start.title" }), make("p", { class: "lead", word: "start.lead" })),
      kept,
      make(
        "div",
        { class: "choices" },
        choice("picture", "start.open", button("open", { word: "start.open.do", class: "main" }, () => choose()), more(app)),
        choice("brush", "start.examples", examples),
        choice("blank", "start.blank", ...blank(app)),
      ),
      make("p", { class: "foot", word: "start.foot" }),
    ),
    back,
  );
  buildKept(app, kept);
  listExamples(app, examples).catch(failed);
  const show = () => {
    place.hidden = app.project !== null;
    document.body.classList.toggle("empty", app.project === null);
    back.hidden = app.project === null;
  };
  app.on("start", () => (place.hidden = false));
  app.on("project", show);
  show();
}

function choice(image, word, ...inside) {
  const head = [icon(image), make("h2", { word }), make("p", { word: `${word}.about` })];
  return make("div", { class: "choice" }, ...head, ...inside);
}

/** Other places that pictures come from; a camera where there is a finger to point it with. */
function more(app) {
  const camera = button("camera", { word: "start.open.camera", class: "plain" }, () => choose("camera"));
  camera.hidden = !matchMedia("(pointer: coarse)").matches;
  return make("div", { class: "more" }, button("folder", { word: "start.open.folder", class: "plain" }, () => choose("folder")), camera);
}

async function listExamples(app, place) {
  const list = await (await fetch("examples/examples.json")).json();
  const load = async (name) => (await fetch(`examples/${name}`)).blob();
  for (const { name, drawing, hints, frames, key } of list) {
    const open = async () => {
      if (frames) {
        const [first, ...files] = await Promise.all([key, ...frames].map(load));
        await openShot(app, say(`example.${name}`), files, first);
        return;
      }
      const files = await Promise.all([load(drawing), hints ? load(hints) : null]);
      await openPicture(app, files[0], { name: say(`example.${name}`), hints: files[1] });
    };
    const shown = make("img", { src: `examples/${name}-small.png`, alt: "", loading: "lazy" });
    const chosen = make("button", { type: "button", on: { click: () => open().catch(failed) } }, shown);
    chosen.append(make("span", { word: `example.${name}` }));
    place.append(chosen);
  }
}

function blank(app) {
  const field = (value, title) => make("input", { type: "number", min: 16, max: LONGEST, value, title });
  const width = field(1600, "start.blank.width");
  const height = field(1200, "start.blank.height");
  const begin = () => {
    if (width.reportValidity() && height.reportValidity()) openBlank(app, Number(width.value), Number(height.value));
  };
  const size = make("div", { class: "size" }, width, "×", height, make("span", { word: "start.blank.pixels" }));
  return [size, button("plus", { word: "start.blank.do", class: "plain" }, begin)];
}
