/** As film-frames.js has it, which is loaded when a film is first opened. @type {typeof import("./film-frames.js").readFilm} */
export async function readFilm(...given) {
  return (await import("./film-frames.js")).readFilm(...given);
}
