import { fromHex, hex } from "../model/colours.js";
import { Recolouring } from "../model/recolouring.js";
import { button, make } from "./elements.js";
import { oklchSliders } from "./oklch.js";

/** Let people give a swatch another colour, wherever it is: hints, boxes, keys and all frames. */
export function recolour(app, swatch) {
  const { colour } = app.project.palette.find(({ id }) => id === swatch);
  const field = make("input", { type: "color", value: hex(colour), title: "colours.recolour.to" });
  const code = make("input", { type: "text", class: "hex", value: hex(colour), maxlength: 7, spellcheck: false, title: "colours.recolour.code" });
  const sliders = oklchSliders((chosen) => (code.value = field.value = hex(chosen)));
  sliders.set(colour);
  field.addEventListener("input", () => {
    code.value = field.value;
    sliders.set(fromHex(field.value));
  });
  code.addEventListener("input", () => {
    field.value = hex(fromHex(code.value) ?? colour);
    sliders.set(fromHex(field.value));
  });
  const done = button(null, { word: "colours.recolour", class: "main" }, () => {
    dialog.close();
    const to = fromHex(field.value);
    if (field.value !== hex(colour)) app.history.do(new Recolouring(app.project, new Map([[swatch, to]])));
  });
  const not = button(null, { word: "colours.recolour.not", class: "plain" }, () => dialog.close());
  const dialog = make("dialog", { class: "small", title: "colours.recolour" }, make("p", { word: "colours.recolour.about" }));
  dialog.append(make("div", { class: "row" }, field, code), sliders.element, make("div", { class: "row" }, done, not));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
