import { Asking } from "./asking.js";

/** The worker that reads and writes files: everything that takes long and isn't drawing. */
export class Files extends Asking {
  constructor() {
    super(new URL("worker.js", import.meta.url));
  }

  /**
   * Read a picture.
   * @param {Blob} file
   * @returns {Promise<{picture: import("../model/project.js").Picture, levels: ImageBitmap[], clear: boolean,
   *   hints: object | null, layers: string[]}>}
   */
  decode(file) {
    return this.ask("decode", { file });
  }

  /** A picture of an image that the browser has decoded; as `decode` gives it. */
  grab(image) {
    return this.ask("grab", { image }, [image]);
  }

  /** A picture to draw, or its lines alone in one colour: {levels, clear}. */
  image({ width, height, encoding, bytes }, colour = null) {
    return this.ask("image", { width, height, encoding, bytes, colour });
  }
}
