import { button, make } from "./elements.js";
import { say } from "./words.js";

/** Keys that belong to no tool, and what they do. */
const KEYS = {
  view: { "Ctrl O": "top.open", "Ctrl Z": "top.undo", "Ctrl Y": "top.redo", 0: "top.fit", 1: "help.pixels", "+ −": "help.zoom", "?": "help" },
  hand: { "[ ]": "help.size", X: "colours.swap", "help.space": "help.pan", Alt: "help.pick", N: "overlay.next.hint", "← ↑ → ↓": "help.nudge", "help.delete": "help.remove", Esc: "help.let" },
  shot: { ", .": "help.frames", P: "shot.play", K: "shot.key.take.hint" },
};

/** A sheet with all keys. */
export function help(app) {
  if (document.querySelector("dialog.help")) return;
  const keys = (said) => said.split(" ").map((key) => make("kbd", {}, key));
  const row = (said, text) => make("div", {}, make("dt", {}, ...keys(said)), make("dd", {}, text));
  const named = (key) => (key.startsWith("help.") ? say(key) : key);
  const list = (word, rows) => make("section", {}, make("h3", { word }), make("dl", {}, ...rows));
  const tools = app.tools.all.map((tool) => row(tool.key.toUpperCase(), say(`tool.${tool.id}.hint`)));
  const others = Object.entries(KEYS).map(([group, all]) => {
    return list(`help.${group}`, Object.entries(all).map(([key, word]) => row(named(key), say(word))));
  });
  const head = make("div", { class: "row" }, make("h2", { word: "help" }), make("span", { class: "spring" }));
  const dialog = make("dialog", { class: "help", title: "help" }, head);
  head.append(button("close", { title: "notice.close" }, () => dialog.close()));
  dialog.append(make("div", { class: "columns" }, list("toolbar", tools), make("div", {}, ...others)));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
