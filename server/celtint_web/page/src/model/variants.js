import { sameColour } from "./colours.js";
import { Recolouring } from "./recolouring.js";

/** Keep the swatches' colours as a variant. */
export function keepVariant(project, name) {
  project.setPalette(project.palette.map((one) => ({ ...one, variants: { ...one.variants, [name]: [...one.colour] } })));
}

/**
 * Show another variant: swatches, hints, boxes and keys on all frames.
 * @returns {Recolouring | null} the entry of the history, null if nothing looks different
 */
export function variantChange(project, name) {
  project.variant = name;
  const other = project.palette.filter(({ colour, variants }) => variants?.[name] && !sameColour(variants[name], colour));
  if (other.length === 0) return null;
  return new Recolouring(project, new Map(other.map(({ id, variants }) => [id, variants[name]])), { label: "variant.show", variant: null });
}

/** Forget a variant; what is shown stays. */
export function dropVariant(project, name) {
  project.setPalette(
    project.palette.map((one) => {
      const { [name]: _, ...variants } = one.variants ?? {};
      return { ...one, variants };
    }),
  );
}
