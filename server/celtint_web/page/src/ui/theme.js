import { button, make } from "./elements.js";
import { help } from "./help.js";
import { LANGUAGES, choose, spoken } from "./words.js";

const KEPT = "celtint.theme";

/** Light or dark, as the system is or as was chosen here; and the language. */
export function buildTheme(app, place) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const toggle = button("moon", { title: "top.theme" }, () => {
    localStorage.setItem(KEPT, root.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
  const show = () => {
    root.dataset.theme = localStorage.getItem(KEPT) ?? (system.matches ? "dark" : "light");
    toggle.querySelector("use").setAttribute("href", `icons.svg#${root.dataset.theme === "dark" ? "sun" : "moon"}`);
    app.compositor.desk = getComputedStyle(root).getPropertyValue("--desk").trim();
    app.compositor.refresh();
  };
  system.addEventListener("change", show);
  show();

  const languages = make("select", { title: "top.language", on: { change: () => choose(languages.value) } });
  for (const [tag, name] of Object.entries(LANGUAGES)) languages.append(make("option", { value: tag, lang: tag }, name));
  languages.value = spoken();
  place.append(languages, button("help", { title: "help", data: { key: "?" } }, () => help(app)), toggle);
}
