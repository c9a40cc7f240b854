import { make } from "./elements.js";
import { panel } from "./panel.js";

/** The contract's words of each setting, told in the page's words as `setting.NAME.WORD`. */
const CHOICES = {
  undecided: ["auto", "transparent", "mean", "network", "distinct"],
  style: ["flat", "soft"],
  mode: ["auto", "line", "grey"],
};

/** How to colour, in plain words. */
export function buildSettings(app, place) {
  const fields = Object.entries(CHOICES).map(([name, words]) => {
    const select = make("select", { on: { change: () => app.project.setSettings({ [name]: select.value }) } });
    for (const word of words) select.append(make("option", { value: word, word: `setting.${name}.${word}` }));
    return { name, select, field: make("label", { class: "field" }, make("span", { word: `setting.${name}` }), select) };
  });
  panel(place, "panel.settings", ...fields.map(({ field }) => field));
  app.on("project", () => {
    const show = () => fields.forEach(({ name, select }) => (select.value = app.project.settings[name]));
    app.project.on("settings", show);
    show();
  });
}
