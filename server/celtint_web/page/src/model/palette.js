import { sameColour } from "./colours.js";

/**
 * A palette's swatches may have variants, such as day and night: {variants: {[name]: colour}}. One variant is shown, and
 * its colours are the swatches' own.
 */

/** The variants' names, in the order in which they were made. */
export function variantsOf({ palette }) {
  return [...new Set(palette.flatMap(({ variants = {} }) => Object.keys(variants)))];
}

/** The one that is shown, or null without variants; of such that look the same that which was chosen. */
export function shownVariant(project) {
  const { palette, variant } = project;
  const agree = (name) => palette.filter(({ colour, variants }) => variants?.[name] && sameColour(variants[name], colour)).length;
  const names = variantsOf(project).map((name) => ({ name, count: 2 * agree(name) + (name === variant ? 1 : 0) }));
  return names.sort((one, other) => other.count - one.count)[0]?.name ?? null;
}
