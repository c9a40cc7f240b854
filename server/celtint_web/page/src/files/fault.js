/** A fault that people are told of, by a key of the words; `values` for the {names} in it. */
export function fault(word, values = {}) {
  return Object.assign(new Error(word), { word, values });
}
