import { spoken } from "../model/estimate.js";
import { RATES } from "../live/player.js";
import { button, make } from "./elements.js";
import { chooseFrames } from "./frames.js";
import { chooseKey, keyFromColours, removeKey } from "./keyframes.js";
import { failed, notice } from "./notices.js";
import { buildFrames } from "./strip.js";
import { onSpoken, say } from "./words.js";

/** The strip below the picture: what is done with the shot, and its frames. */
export function buildShot(app, place) {
  const { player, shots } = app;
  const step = (by) => {
    player.stop();
    player.step(by);
  };
  const back = button("back", { title: "shot.back", data: { key: "," } }, () => step(-1));
  const play = button("play", { title: "shot.play", data: { key: "P" } }, () => player.toggle());
  const on = button("on", { title: "shot.on", data: { key: "." } }, () => step(1));
  const rate = make("select", { title: "shot.rate", on: { change: () => player.setRate(Number(rate.value)) } });
  for (const one of RATES) rate.append(make("option", { value: one }, String(one)));
  const onion = ["before", "after"].map((side) => {
    const toggle = () => player.setOnion({ [side]: !player.onion[side] });
    return { side, element: button(`onion-${side}`, { title: `shot.onion.${side}` }, toggle) };
  });
  const asKey = button("key", { word: "shot.key.take", title: "shot.key.take.hint", data: { key: "K" } }, () => keyFromColours(app));
  const openKey = button("open", { title: "shot.key.open" }, () => chooseKey(app));
  const noKey = button("close", { title: "shot.key.remove" }, () => removeKey(app));
  const doubt = button("doubt", { word: "shot.doubt", title: "shot.doubt.hint", data: { key: "N" } }, () => nextDoubt(app));
  const said = make("span", { class: "said", role: "status" });
  const bar = make("progress", { max: 1, title: "shot.progress" });
  const colour = button("film", { word: "shot.colour", title: "shot.colour.hint", data: { key: "Ctrl+Enter" }, class: "main" }, () => shots.colour());
  const cancel = button("close", { word: "shot.cancel", class: "plain" }, () => shots.cancel());
  const more = button("plus", { word: "shot.add", class: "plain" }, () => chooseFrames(app));
  const group = (...inside) => make("div", { class: "group" }, ...inside);
  const fps = make("label", { class: "rate" }, rate, make("span", { word: "shot.fps" }));
  const doing = make("div", { class: "doing" }, said, bar);
  const left = [group(back, play, on, fps), group(...onion.map(({ element }) => element)), group(asKey, openKey, noKey), group(doubt)];
  place.append(make("div", { class: "shotbar" }, ...left, make("span", { class: "spring" }), doing, cancel, colour, more), buildFrames(app));

  document.getElementById("top-file").append(button("film", { title: "shot.add" }, () => app.project && chooseFrames(app)));

  const showPlayer = () => {
    play.setAttribute("aria-pressed", String(player.playing));
    play.querySelector("use").setAttribute("href", `icons.svg#${player.playing ? "pause" : "play"}`);
    rate.value = String(player.rate);
    for (const { side, element } of onion) element.setAttribute("aria-pressed", String(player.onion[side]));
  };
  let grown = false;
  const show = () => {
    const { project } = app;
    if (!project) return;
    const alone = project.frames.length < 2;
    grown ||= place.hidden !== alone;
    place.hidden = alone;
    const busy = shots.busy;
    const { share = 0, left: seconds = null } = shots.progress ?? {};
    said.textContent = wordsOf(shots.state, seconds);
    doing.hidden = cancel.hidden = !busy;
    if (shots.state === "working" || shots.state === "sending") bar.value = share;
    colour.hidden = more.hidden = busy;
    colour.disabled = !shots.due;
    colour.querySelector("span").textContent = say(project.shot.coloured ? "shot.correct" : "shot.colour");
    noKey.disabled = project.current.key === null;
    doubt.disabled = !project.shot.coloured;
  };
  new ResizeObserver(() => {
    if (grown && app.project) app.fit(); // the picture has another room now
    grown = false;
  }).observe(document.getElementById("above"));
  let asked = 0;
  const refresh = () => (asked ||= requestAnimationFrame(() => ((asked = 0), show())));
  player.on("change", showPlayer);
  player.on("doubt", ({ region }) => region === null && notice("shot.doubt.grey"));
  shots.on("state", () => {
    if (shots.state === "failed") failed(shots.error);
    refresh();
  });
  onSpoken(refresh);
  app.on("project", () => {
    const { project } = app;
    project.shot.on("marks", refresh);
    for (const name of ["frames", "current", "palette"]) project.on(name, refresh);
    show();
  });
  showPlayer();
}

/** Go where somebody should look, or say that nobody needs to. */
export async function nextDoubt(app) {
  app.player.stop();
  if (!(await app.player.doubt())) notice("shot.doubt.none");
}

function wordsOf(state, seconds) {
  if (state === "working" && seconds !== null) {
    const { unit, count } = spoken(seconds);
    return say(`shot.left.${unit}`, { count });
  }
  return ["sending", "working", "waiting"].includes(state) ? say(`shot.state.${state}`) : "";
}
