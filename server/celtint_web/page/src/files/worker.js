import { layer, thumbnail } from "./layers.js";
import { decode, image } from "./pixels.js";

/** What this worker can do: each takes data and gives {made, handed}, or what it makes alone. */
const KINDS = { decode, image, layer, thumbnail };

self.addEventListener("message", async ({ data: { id, kind, data } }) => {
  try {
    const { made, handed = [] } = await KINDS[kind](data);
    self.postMessage({ id, made }, handed);
  } catch (error) {
    self.postMessage({ id, error: { message: error.message, word: error.word ?? "error.unexpected" } });
  }
});
