/**
 * A worker's side of asking.js.
 * @param {Record<string, (data: object) => Promise<{made: any, handed?: Transferable[]}>>}
 *   kinds what it can do
 */
export function answer(kinds) {
  self.addEventListener("message", async ({ data: { id, kind, data } }) => {
    try {
      const { made, handed = [] } = await kinds[kind](data);
      self.postMessage({ id, made }, handed);
    } catch (error) {
      const { name, message, word = "error.unexpected", values = {} } = error;
      self.postMessage({ id, error: { name, message, word, values } });
    }
  });
}
