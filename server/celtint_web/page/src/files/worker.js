import { answer } from "./answering.js";
import { areas } from "./areas.js";
import { layer, thumbnail } from "./layers.js";
import { decode, grab, image } from "./pixels.js";

const KINDS = { areas, decode, grab, image, layer, thumbnail };
for (const name of ["picture", "project", "sheet", "ora", "svg", "begin", "add", "end", "drop"]) {
  KINDS[name] = async (data) => (await import("./writing.js"))[name](data); // loaded when something is first written
}

answer(KINDS);
