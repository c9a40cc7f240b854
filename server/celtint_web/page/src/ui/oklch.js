import { fromOklch, sameColour, toOklch } from "../model/colours.js";
import { make } from "./elements.js";
import { slider } from "./panel.js";

/** The most chroma that a screen shows is about 0.32. */
const MOST_CHROMA = 0.33;

/**
 * Lightness, chroma and hue of a colour as sliders (OKLCH). They stay where they were put, also where no screen has
 * that much chroma, and a grey keeps the hue that it came from.
 * @param {(colour: number[]) => void} changed
 */
export function oklchSliders(changed) {
  let at = { l: 0, c: 0, h: 0 };
  const move = (change) => {
    at = { ...at, ...change };
    changed(fromOklch(at));
  };
  const l = slider("oklch.l", { min: 0, max: 100, shown: (value) => `${Math.round(value)} %` }, (value) => move({ l: value / 100 }));
  const c = slider("oklch.c", { min: 0, max: 100, shown: (value) => `${Math.round(value)} %` }, (value) => move({ c: (value / 100) * MOST_CHROMA }));
  const h = slider("oklch.h", { min: 0, max: 359, shown: (value) => `${Math.round(value)}°` }, (value) => move({ h: value }));
  const set = (colour) => {
    if (!sameColour(colour, fromOklch(at))) {
      const found = toOklch(colour);
      at = found.c < 0.002 ? { ...found, h: at.h } : found;
    }
    l.set(100 * at.l);
    c.set((100 * at.c) / MOST_CHROMA);
    h.set(Math.min(359, at.h));
  };
  return { element: make("div", { class: "sliders" }, l.row, c.row, h.row), set };
}
