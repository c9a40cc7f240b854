/** The layers of a frame as the files that are saved have them: see files/flatten.js. */

/**
 * @param {import("./project.js").Project} project
 * @param {import("./project.js").Frame} frame
 * @param {{bytes: Uint8Array | null, shade: object | null, mode: string} | undefined} result its colours
 * @param {boolean} clear whether the drawing has clear ground
 * @returns {{width: number, height: number, background: number[] | null, sheets: object[]}}
 */
export function sheafOf(project, frame, result, clear) {
  const { width, height, picture, hints } = frame;
  const { layers } = project;
  const sheet = (id, encoding, bytes, blend) => ({ id, encoding, bytes, blend, ...layers[id] });
  const finished = result?.mode === "grey";
  const paper = layers.background.visible && layers.background.opacity > 0 ? project.background : null;
  const lines = sheet("lines", picture.encoding, picture.bytes, clear || finished ? "normal" : "multiply");
  const above = [];
  if (result?.bytes) above.push(sheet("colours", "rgba8", result.bytes, "normal"));
  if (result?.shade) above.push(sheet("shade", "rgba8", result.shade.bytes, "multiply"));
  if (!hints.empty) above.push(sheet("hints", "rgba8", hints.bytes(), "normal"));
  return { width, height, background: paper, sheets: finished ? [lines, ...above] : [...above, lines] };
}

/** The same without hints: they say what is coloured, and are no part of the picture. */
export function withoutHints(sheaf) {
  return { ...sheaf, sheets: sheaf.sheets.filter(({ id }) => id !== "hints") };
}
