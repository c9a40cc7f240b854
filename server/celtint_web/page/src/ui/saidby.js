import { has, say, spoken } from "./words.js";

/** Notes of the server that a page's user can meet; what they say of numbers stands in the page's words too. */
const NOTES = [
  [/^The dab at (?<x>\d+), (?<y>\d+) is less than half opaque\b/, "note.thin"],
  [/^(?<count>\d+) dabs, the largest at (?<x>\d+), (?<y>\d+), are less than half opaque\b/, "note.thins"],
];

/**
 * What went wrong in the language that is spoken: the server's sentences are in English and say more than its error's name
 * does; in other languages the name's own words do.
 * @param {{name: string, message: string}} error of the wire, or any other
 */
export function sentenceOf({ name, message }) {
  return has(`wire.${name}`) && (spoken() !== "en" || !message) ? say(`wire.${name}`) : message;
}

/** A note of the server in the language that is spoken, if it is one that the page knows. */
export function noteOf(note) {
  for (const [pattern, word] of spoken() === "en" ? [] : NOTES) {
    const found = pattern.exec(note);
    if (found) return say(word, found.groups);
  }
  return note;
}
