/**
 * The regions of results: which one lies under a point. A label map is as large as the picture, so it is asked for, or of a
 * shot's frame unpacked, only when somebody wants to know, once a result.
 */
export class Regions {
  #known = new WeakMap();

  /**
   * @param {import("./link.js").Link} link @param {import("./colouring.js").Colouring} colouring
   * @param {import("../files/files.js").Files} files
   */
  constructor(link, colouring, files) {
    this.files = files;
    this.link = link;
    this.colouring = colouring;
  }

  /**
   * Of a frame's newest colours.
   * @returns {Promise<object | null>} what draw/stripes.js makes and `byId`, or null if there are none, as of a grey picture
   */
  of(frame) {
    return this.#of(this.colouring.of(frame));
  }

  #of(result) {
    if (!(result?.job || result?.areas) || !result.regions?.length) return Promise.resolve(null);
    if (!this.#known.has(result)) this.#known.set(result, this.#ask(result));
    return this.#known.get(result);
  }

  async #ask(result) {
    if (result.trial) {
      const [under, over] = await Promise.all([this.#of(result.under), this.#of(result.trial)]);
      return under && { ...under, over };
    }
    const unsure = result.regions.filter((region) => region.unsure).map(({ id }) => id);
    try {
      const { frame: { width, height }, areas: packed, job } = result;
      const made = await (packed ? this.files.ask("areas", { packed, width, height, unsure }) : this.link.ask("labels", { job, unsure }));
      return made && { ...made, result, byId: new Map(result.regions.map((region) => [region.id, region])) };
    } catch {
      return null; // a newer result has taken its place, or the server is away: its colours are still there to see
    }
  }
}

/** The region at a point of the picture, or null; of a trial, where it decides. */
export function regionAt(found, { x, y }) {
  if (!found || x < 0 || y < 0 || x >= found.width || y >= found.height) return null;
  const tried = found.over ? regionAt(found.over, { x, y }) : null;
  if (tried && tried.decided_by !== "none") return tried;
  return found.byId.get(found.map[Math.floor(y) * found.width + Math.floor(x)]) ?? null;
}
