import { asked } from "./confirm.js";
import { button, make } from "./elements.js";
import { failed, notice } from "./notices.js";
import { onSpoken, say, spoken } from "./words.js";

/** The projects that are kept in the browser, on the page that is seen first. */
export function buildKept(app, place) {
  const cards = make("div", { class: "cards" });
  const section = make("section", { class: "kept" }, make("h2", { word: "kept.title" }), cards);
  section.hidden = true;
  place.append(section);
  const urls = [];
  const show = async () => {
    const all = (await app.keeper.list()).filter(({ id }) => id !== app.project?.id);
    urls.splice(0).forEach((url) => URL.revokeObjectURL(url));
    cards.replaceChildren(...all.map((one) => card(app, one, urls)));
    section.hidden = all.length === 0;
    place.hidden = section.hidden;
  };
  const refresh = () => !place.parentElement.closest("[hidden]") && show().catch(failed);
  app.keeper.on("list", refresh);
  app.on("start", () => show().catch(failed));
  onSpoken(refresh);
  app.keeper.on("trouble", failed);
  show().catch(failed);
}

/** Open one, and say so if it is a copy. */
export async function openKept(app, id) {
  try {
    const opened = await app.keeper.open(id, (name) => say("kept.copy", { name }));
    if (opened === "copy") notice("kept.copied");
  } catch (error) {
    failed(error);
  }
}

/** After a reload: what this tab had open is there again. */
export async function reopen(app) {
  try {
    const opened = await app.keeper.reopen((name) => say("kept.copy", { name }));
    if (opened === "copy") notice("kept.copied");
  } catch (error) {
    failed(error);
  }
}

function card(app, { id, name, frames, saved, thumbnail }, urls) {
  const picture = make("img", { alt: "" });
  if (thumbnail) urls.push((picture.src = URL.createObjectURL(thumbnail)));
  const when = make("span", { class: "when" }, since(saved));
  if (frames > 1) when.prepend(`${say("kept.frames", { count: frames })} · `);
  const open = make("button", { type: "button", class: "open", on: { click: () => openKept(app, id) } }, picture);
  open.append(make("span", { class: "name" }, name), when);
  const remove = button("trash", { title: "kept.delete" }, async () => {
    if (await asked("kept.delete.ask", "kept.delete.do", { name })) await app.keeper.remove(id).catch(failed);
  });
  remove.setAttribute("aria-label", `${say("kept.delete")}: ${name}`);
  return make("div", { class: "keep" }, open, remove);
}

/** "2 hours ago", in the language that is spoken. */
function since(time) {
  const seconds = (time - Date.now()) / 1000;
  const said = new Intl.RelativeTimeFormat(spoken(), { numeric: "auto" });
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60]];
  for (const [unit, length] of steps) if (Math.abs(seconds) >= length) return said.format(Math.round(seconds / length), unit);
  return say("kept.now");
}
