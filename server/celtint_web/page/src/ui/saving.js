import { Saving, download, fileName } from "../files/saving.js";
import { busy } from "./busy.js";
import { button, icon, make } from "./elements.js";
import { failed } from "./notices.js";
import { say } from "./words.js";

const LAYERS = ["colours", "lines", "shade", "hints"];
const RATES = [8, 12, 15, 24, 25, 30];

/** The button and the window with everything that can be saved. */
export function buildSaving(app, place) {
  const saving = new Saving(app);
  const open = () => app.project && show(app, saving);
  const shown = button("save", { word: "top.save", title: "save.title", data: { key: "Ctrl+Shift+S" } }, open);
  place.append(shown);
  shown.hidden = true;
  app.on("project", () => (shown.hidden = false));
  app.save = (whole) => (whole ? keep(app, "save.project", "celtint", () => saving.project()) : open());
}

/** Make a file, and hand it over once it is whole. */
async function keep(app, word, kind, work) {
  const { name } = app.project;
  try {
    const blob = await busy("save.busy", work);
    if (blob) download(blob, fileName(word === "save.layer" ? `${name} ${kind.layer}` : name, kind.ending ?? kind));
  } catch (error) {
    failed(error, { name });
  }
}

function show(app, saving) {
  const many = app.project.frames.length > 1;
  const dialog = make("dialog", { class: "saving" });
  const row = (image, word, ...actions) => {
    const text = make("div", { class: "about" }, make("strong", { word }), make("span", { word: `${word}.about` }));
    return make("div", { class: "way" }, icon(image), text, make("div", { class: "actions" }, ...actions));
  };
  const act = (word, kind, work, label = word) =>
    button(null, { word: label, class: "plain" }, () => {
      dialog.close();
      keep(app, word, typeof kind === "function" ? kind() : kind, work);
    });
  const layer = make("select", { title: "save.layer" });
  for (const id of LAYERS) layer.append(make("option", { value: id, word: `layer.${id}` }));
  const rate = make("select", { title: "save.rate" });
  for (const value of RATES) rate.append(make("option", { value, selected: value === 12 }, say("save.perSecond", { rate: value })));
  const film = (kind, label) => act("save.frames", kind, (tell, signal) => saving.frames(kind, { rate: Number(rate.value) }, tell, signal), label);
  const names = () => Object.fromEntries(["background", ...LAYERS].map((id) => [id, say(`layer.${id}`)]));
  const layerKind = () => ({ layer: say(`layer.${layer.value}`), ending: "png" });
  const rows = [
    row("save", "save.project", act("save.project", "celtint", () => saving.project(), "save.as.celtint")),
    row("picture", "save.picture", act("save.picture", "png", () => saving.picture(), "save.as.png")),
    row("layers", "save.layers", act("save.layers", "ora", () => saving.ora(names()), "save.as.ora")),
    row("eye", "save.layer", layer, act("save.layer", layerKind, async () => saving.layer(layer.value), "save.as.png")),
    row("dot", "save.areas", act("save.areas", "svg", () => saving.svg(), "save.as.svg")),
  ];
  const films = [film("zip", "save.as.zip"), film("gif", "save.as.gif"), film("webm", "save.as.webm")];
  if (many) rows.push(row("film", "save.frames", rate, ...films));
  const head = make("div", { class: "head" }, make("h2", { word: "save.title" }));
  head.append(button("close", { title: "notice.close" }, () => dialog.close()));
  dialog.append(head, ...rows);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
