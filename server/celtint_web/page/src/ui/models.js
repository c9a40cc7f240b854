import { button, make } from "./elements.js";
import { notice } from "./notices.js";
import { onSpoken, say } from "./words.js";

/** The networks that the server has, and a card of the one that is chosen: what the wire tells of it. */
export function buildModels(app, place) {
  const select = make("select", { title: "model", on: { change: () => app.project.setModel(select.value || null) } });
  const card = make("dl", { class: "model" });
  const image = make("img", { loading: "lazy", src: "pictures/model.svg", alt: "", width: 64, height: 44 });
  const more = button(null, { word: "card.read", title: "card.read.hint", class: "plain" }, async () => {
    try {
      const { showCard } = await import("./card.js"); // loaded when somebody wants to read
      showCard(app, models, chosen().name);
    } catch {
      notice("card.away");
    }
  });
  place.append(make("div", { class: "heading" }, image, make("span", { word: "model" })), select, card, more);
  let models = [];
  const byDefault = () => models.find((model) => model.default);
  const chosen = () => models.find(({ name }) => name === app.project?.model) ?? byDefault() ?? models[0];
  const show = () => {
    const own = byDefault();
    const automatic = make("option", { value: "" }, own ? say("model.own", { title: own.title }) : say("model.none"));
    select.replaceChildren(automatic, ...models.map(({ name, title }) => make("option", { value: name }, title)));
    select.value = app.project?.model ?? "";
    const one = chosen();
    const rows = one ? [["model.name", one.name], ["model.for", one.modes.map((mode) => say(`model.for.${mode}`)).join(", ")], ["model.licence", one.licence]] : [];
    card.replaceChildren(...rows.flatMap(([word, text]) => [make("dt", { word }), make("dd", {}, text)]));
    card.hidden = more.hidden = rows.length === 0;
  };
  const ask = async () => {
    if (app.link.state !== "connected") return;
    const { result } = await app.link.ask("call", { method: "models.list", params: {}, parts: {} });
    models = result.models;
    show();
  };
  app.link.on("state", () => ask().catch(() => {})); // asked again when the server is there again
  app.on("project", () => {
    app.project.on("settings", show);
    show();
  });
  onSpoken(show);
}
