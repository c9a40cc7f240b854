import { answer } from "./answering.js";
import { layer, thumbnail } from "./layers.js";
import { decode, grab, image } from "./pixels.js";

const KINDS = { decode, grab, image, layer, thumbnail };
for (const name of ["picture", "project", "sheet", "ora", "svg", "begin", "add", "end", "drop"]) {
  KINDS[name] = async (data) => (await import("./writing.js"))[name](data); // loaded when something is first written
}
for (const name of ["areas", "outlines"]) KINDS[name] = async (data) => (await import("./areas.js"))[name](data);

answer(KINDS);
