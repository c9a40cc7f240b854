/**
 * The regions of results: which one lies under a point. A label map is as large as the picture, so it is asked for only
 * when somebody wants to know, once a result.
 */
export class Regions {
  #known = new WeakMap();

  /** @param {import("./link.js").Link} link @param {import("./colouring.js").Colouring} colouring */
  constructor(link, colouring) {
    this.link = link;
    this.colouring = colouring;
  }

  /**
   * Of a frame's newest colours.
   * @returns {Promise<object | null>} what live/labels.js makes and `byId`, or null if there are none, as of a grey picture
   */
  of(frame) {
    const result = this.colouring.of(frame);
    if (!result?.job || !result.regions?.length) return Promise.resolve(null);
    if (!this.#known.has(result)) this.#known.set(result, this.#ask(result));
    return this.#known.get(result);
  }

  async #ask(result) {
    const unsure = result.regions.filter((region) => region.unsure).map(({ id }) => id);
    try {
      const made = await this.link.ask("labels", { job: result.job, unsure });
      return made && { ...made, result, byId: new Map(result.regions.map((region) => [region.id, region])) };
    } catch {
      return null; // a newer result has taken its place, or the server is away: its colours are still there to see
    }
  }
}

/** The region at a point of the picture, or null. */
export function regionAt(found, { x, y }) {
  if (!found || x < 0 || y < 0 || x >= found.width || y >= found.height) return null;
  return found.byId.get(found.map[Math.floor(y) * found.width + Math.floor(x)]) ?? null;
}
