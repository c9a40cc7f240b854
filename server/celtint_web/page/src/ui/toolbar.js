import { button, make } from "./elements.js";

/** The tools at the left, in their groups. */
export function buildToolbar(app, place) {
  const buttons = new Map();
  let group = null;
  for (const tool of app.tools.all) {
    if (group !== null && tool.group !== group) place.append(make("hr"));
    group = tool.group;
    const names = { word: `tool.${tool.id}`, title: `tool.${tool.id}.hint`, data: { key: tool.key.toUpperCase(), tool: tool.id } };
    const one = button(tool.icon, names, () => app.tools.choose(tool.id));
    buttons.set(tool, one);
    place.append(one);
  }
  const above = document.getElementById("above");
  const show = () => {
    const { active } = app.tools;
    for (const [tool, one] of buttons) one.setAttribute("aria-pressed", String(tool === active));
    above.dataset.cursor = active.cursor;
    above.style.cursor = active.cursor === "brush" ? "none" : active.cursor;
  };
  app.on("tool", show);
  show();
}
