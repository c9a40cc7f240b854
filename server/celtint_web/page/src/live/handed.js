/**
 * The files that `celtint open` handed over to this page, each given once.
 * @param {import("./link.js").Link} link a connected one
 * @returns {Promise<{file: File, role: "picture" | "hints"}[]>}
 */
export async function takeHanded(link) {
  const files = [];
  for (;;) {
    const { result, parts } = await link.ask("call", { method: "page.take", params: {}, parts: {} });
    if (!parts.file) return files;
    files.push({ file: new File([parts.file.bytes], result.name), role: result.role });
  }
}
