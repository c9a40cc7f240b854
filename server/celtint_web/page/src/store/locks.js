/** Only one tab works on a project at a time: two would each keep their own and lose the other's. */

const PREFIX = "celtint.project.";
/** A tab that is just being reloaded lets go of its project within this time, in ms. */
const PATIENCE_MS = 1000;

/**
 * Hold a project for this tab.
 * @returns {Promise<(() => void) | null>} lets go of it; null if another tab has it
 */
export function hold(id) {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const held = () => new Promise((release) => resolve(release));
    navigator.locks.request(PREFIX + id, { signal }, held).catch(() => resolve(null));
  });
}
