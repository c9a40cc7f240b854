import { button } from "./elements.js";
import { choose } from "./opening.js";
import { onSpoken, say } from "./words.js";

/** The row above: the name, open, undo and redo, the view, and whether the server is there. */
export function buildTop(app) {
  const place = (id) => document.getElementById(id);
  const name = place("name");
  name.addEventListener("change", () => app.project.setName(name.value.trim() || say("start.unnamed")));
  app.on("project", () => {
    const shown = () => {
      name.value = app.project.name;
      document.title = `${app.project.name} – celtint`;
    };
    app.project.on("name", shown);
    shown();
  });

  place("top-file").append(button("home", { title: "top.start" }, () => app.emit("start")));
  place("top-file").append(button("open", { word: "top.open.do", title: "top.open", data: { key: "Ctrl+O" } }, () => choose()));
  const undo = button("undo", { title: "top.undo", data: { key: "Ctrl+Z" } }, () => app.undo());
  const redo = button("redo", { title: "top.redo", data: { key: "Ctrl+Y" } }, () => app.redo());
  place("top-history").append(undo, redo);
  place("top-view").append(button("fit", { title: "top.fit", data: { key: "0" } }, () => app.fit()));
  const shown = () => {
    undo.disabled = !app.history.next.undo;
    redo.disabled = !app.history.next.redo;
  };
  app.history.on("change", shown);
  shown();
  showLink(app, place("top-link"));
}

function showLink(app, place) {
  const retry = button(null, { word: "link.retry", class: "plain" }, () => app.link.retry());
  const show = () => {
    const { state, reason } = app.link;
    place.dataset.state = state;
    place.replaceChildren(say(state === "refused" ? `link.refused.${reason}` : `link.${state}`));
    if (state === "away") place.append(retry);
  };
  app.link.on("state", show);
  onSpoken(show);
  show();
}
