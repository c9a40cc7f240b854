/** Colours are [red, green, blue] from 0 to 255, or null for none. */

/** "#rrggbb" */
export function hex([red, green, blue]) {
  return `#${[red, green, blue].map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** Of "#rrggbb", "rrggbb" or "#rgb"; null if it is none of these. */
export function fromHex(text) {
  const digits = /^\s*#?([0-9a-f]{6}|[0-9a-f]{3})\s*$/i.exec(text)?.[1];
  if (!digits) return null;
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}

export function sameColour(one, other) {
  return one === other || Boolean(one && other && one.every((value, at) => value === other[at]));
}

/** OKLCH: lightness 0 to 1, chroma from 0, hue in degrees (Ottosson 2020, "A perceptual color space"). */
export function toOklch(colour) {
  const [r, g, b] = colour.map((value) => linear(value / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(a, c), h: ((Math.atan2(c, a) * 180) / Math.PI + 360) % 360 };
}

/** sRGB of an OKLCH colour; chroma is lowered until it is one that a screen has. */
export function fromOklch({ l, c, h }) {
  let low = 0;
  let high = c;
  let found = clipped(oklabToRgb(l, c, h));
  if (inside(oklabToRgb(l, c, h))) return found;
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    const tried = oklabToRgb(l, middle, h);
    if (inside(tried)) {
      low = middle;
      found = clipped(tried);
    } else high = middle;
  }
  return low === 0 ? clipped(oklabToRgb(l, 0, h)) : found;
}

function oklabToRgb(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function inside(rgb) {
  return rgb.every((value) => value >= -0.0001 && value <= 1.0001);
}

function clipped(rgb) {
  return rgb.map((value) => Math.round(255 * gamma(Math.min(1, Math.max(0, value)))));
}

function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value) {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
