import { keyFromColours } from "./keyframes.js";
import { nextDoubt } from "./shotbar.js";

/** What a key does while a shot is worked on. */
const KEYS = {
  ",": ({ player }) => step(player, -1),
  ArrowLeft: ({ player }) => step(player, -1),
  ".": ({ player }) => step(player, 1),
  ArrowRight: ({ player }) => step(player, 1),
  p: ({ player }) => player.toggle(),
  k: keyFromColours,
  n: nextDoubt,
};

function step(player, by) {
  player.stop();
  player.step(by);
}

/** @returns {boolean} whether a key, without Ctrl or Alt, was one of the shot's */
export function shotKey(app, event) {
  const pressed = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!pressed || app.project.frames.length < 2 || event.altKey || event.target.closest?.("input, [role=tablist]")) return false;
  pressed(app);
  return true;
}
