/** How long something still takes, from the share that is done. */
export class Estimate {
  #began = null;

  /**
   * @param {number} share done, 0 to 1
   * @param {number} now in ms
   * @returns {number | null} seconds, or null while nothing can be said
   */
  left(share, now) {
    if (this.#began === null || share < this.#began.share) this.#began = { share, now };
    const done = share - this.#began.share;
    const took = now - this.#began.now;
    if (done < 0.05 || took < 2000) return null;
    return ((1 - share) * took) / done / 1000;
  }
}

/** Seconds as people say them: {unit: "seconds" | "minutes", count}, rounded up to 5 s or a minute. */
export function spoken(seconds) {
  if (seconds <= 55) return { unit: "seconds", count: Math.max(5, 5 * Math.ceil(seconds / 5)) };
  return { unit: "minutes", count: Math.ceil(seconds / 60) };
}
