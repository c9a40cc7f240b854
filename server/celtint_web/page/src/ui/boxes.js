import { HANDLES, LONGEST_TAG, boxBetween } from "../model/boxes.js";
import { fromHex, hex } from "../model/colours.js";
import { changeBox, chosen, newBox, shownBox } from "../tools/boxing.js";
import { button, make } from "./elements.js";
import { panel } from "./panel.js";
import { buildStaging } from "./staging.js";
import { onSpoken, say } from "./words.js";

const HANDLE = 9;

/** Boxes: a list of them with their tags and colours, and how they are seen on the picture. */
export function buildBoxes(app, place) {
  const list = make("div", { class: "boxes" });
  const about = make("p", { class: "about", word: "box.about" });
  const add = button("plus", { word: "box.add", class: "plain" }, () => addBox(app));
  const staging = buildStaging(app);
  const body = panel(place, "panel.boxes", about, list, add, staging.made);
  body.parentElement.open = false;
  const show = () => {
    const boxes = app.project?.current.boxes ?? [];
    list.replaceChildren(...boxes.map((box, at) => row(app, box, at + 1)));
    about.hidden = boxes.length > 0;
    staging.show();
    app.overlay.refresh();
  };
  const again = () => {
    if (!list.contains(document.activeElement)) return show();
    const { field } = document.activeElement.dataset; // the row that is typed in stays in the hand
    const { id } = document.activeElement.closest("[data-id]").dataset;
    show();
    return list.querySelector(`[data-id="${CSS.escape(id)}"] [data-field="${field}"]`)?.focus();
  };
  app.on("project", () => {
    app.project.on("boxes", again);
    app.project.on("current", show);
    app.project.on("lines", staging.show);
    app.project.on("layers", () => app.overlay.refresh());
    show();
  });
  app.on("tool", () => {
    if (app.tools.active.id === "box") body.parentElement.open = true;
    app.overlay.refresh();
  });
  chosen.on("change", again);
  chosen.on("made", () => list.querySelector('[data-chosen] [data-field="tag"]')?.focus());
  onSpoken(show);
  app.overlay.add((context, view) => drawBoxes(app, context, view));
}

/** A box of a third of what is seen, in its middle: for hands without a pointer. */
function addBox(app) {
  const { view } = app;
  const corner = (share) => view.toPicture(view.width * share, view.height * share);
  const made = boxBetween(corner(1 / 3), corner(2 / 3), app.project.current, { colour: [...app.paint.colour] });
  if (!made) return;
  app.tools.choose("box");
  changeBox(app, "box.draw", null, made);
  chosen.set(made.id);
  chosen.emit("made");
}

function row(app, box, number) {
  const change = (label, more) => changeBox(app, label, box, { ...box, ...more });
  const named = (word, field) => ({ data: { field }, "aria-label": `${say(word)}, ${box.tag || say("box.number", { number })}` });
  const tag = make("input", { type: "text", value: box.tag, maxlength: LONGEST_TAG, spellcheck: false, autocomplete: "off", ...named("box.tag", "tag") });
  tag.placeholder = say("box.tag.place");
  tag.addEventListener("change", () => change("box.rename", { tag: tag.value.trim() }));
  tag.addEventListener("keydown", ({ key }) => ["Enter", "Escape"].includes(key) && document.getElementById("above").focus());
  tag.addEventListener("focus", () => {
    app.tools.choose("box");
    chosen.set(box.id);
  });
  const kind = make("select", named("box.kind", "kind"));
  for (const word of ["colour", "none", "tag"]) kind.append(make("option", { value: word, word: `box.kind.${word}` }));
  kind.value = Array.isArray(box.colour) ? "colour" : (box.colour ?? "tag");
  kind.addEventListener("change", () => {
    change("box.recolour", { colour: { colour: [...app.paint.colour], none: "none", tag: null }[kind.value] });
  });
  const colour = make("input", { type: "color", value: hex(Array.isArray(box.colour) ? box.colour : [255, 255, 255]), ...named("box.colour", "colour") });
  colour.hidden = !Array.isArray(box.colour);
  colour.addEventListener("change", () => change("box.recolour", { colour: fromHex(colour.value) }));
  const remove = button("close", named("box.delete", "delete"), () => changeBox(app, "box.delete", box, null));
  const made = make("div", { class: "box", data: { id: box.id } }, tag, remove, kind, colour);
  made.toggleAttribute("data-chosen", box.id === chosen.id);
  return made;
}

function drawBoxes(app, context, view) {
  const { project } = app;
  if (!project?.layers.boxes.visible) return;
  const drawn = [...project.current.boxes.map(shownBox), newBox()].filter(Boolean);
  context.globalAlpha = project.layers.boxes.opacity;
  for (const box of drawn) drawBox(context, view, box, box.id === chosen.id && app.tools.active.id === "box");
}

function drawBox(context, view, box, handled) {
  const at = (across, down) => view.toScreen(box.x + (across * box.width) / 2, box.y + (down * box.height) / 2);
  context.beginPath();
  for (const [across, down] of [[0, 0], [2, 0], [2, 2], [0, 2]]) {
    const { x, y } = at(across, down);
    context.lineTo(x, y);
  }
  context.closePath();
  if (Array.isArray(box.colour)) {
    context.fillStyle = `rgb(${box.colour.join(" ")} / 18%)`;
    context.fill();
  }
  for (const [width, colour, dash] of [[3, "rgb(255 255 255 / 80%)", []], [1.5, handled ? "#0b5394" : "#333", handled ? [] : [6, 4]]]) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.stroke();
  }
  const text = [box.tag, box.colour === "none" ? say("box.kind.none") : ""].filter(Boolean).join(" · ");
  if (text) label(context, at(0, 0), text);
  for (const [across, down] of handled ? Object.values(HANDLES) : []) {
    const { x, y } = at(across, down);
    context.fillStyle = "#fff";
    context.strokeStyle = "#0b5394";
    context.fillRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
    context.strokeRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
  }
}

function label(context, { x, y }, text) {
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  const width = context.measureText(short).width + 12;
  context.fillStyle = "rgb(30 30 32 / 88%)";
  context.fillRect(x, y - 20, width, 20);
  context.fillStyle = "#fff";
  context.fillText(short, x + 6, y - 9.5);
}
