/**
 * As much of Markdown as cards are written in: headings, paragraphs, lists and tables; code and bold in them. Pictures are
 * left out with the line that leads to them, of links the text stays.
 *
 * @typedef {{ kind: "heading", level: number, text: string } | { kind: "text", text: string }
 *   | { kind: "list", rows: string[] } | { kind: "table", head: string[], rows: string[][] }} Block
 */

/** @param {string} markdown @returns {Block[]} */
export function blocksOf(markdown) {
  const blocks = [];
  for (const part of markdown.replaceAll("\r", "").split(/\n\s*\n/)) {
    const lines = part.split("\n").filter((line) => line.trim());
    while (lines.length && /^#{1,6}\s/.test(lines[0])) {
      const [, marks, text] = /^(#+)\s+(.*)$/.exec(lines.shift());
      blocks.push({ kind: "heading", level: marks.length, text: text.trim() });
    }
    if (lines.length) blocks.push(block(lines));
  }
  return blocks.filter((one, at) => one.kind !== "picture" && !(blocks[at + 1]?.kind === "picture" && leads(one)));
}

function block(lines) {
  if (lines.every((line) => /^\s*!\[[^\]]*\]\([^)]*\)\s*$/.test(line))) return { kind: "picture" };
  if (/^\s*[-*]\s/.test(lines[0])) return { kind: "list", rows: rowsOf(lines) };
  if (lines.length > 1 && /^[\s|:-]*-[\s|:-]*$/.test(lines[1]) && lines[0].includes("|")) {
    const [head, , ...rows] = lines.map(cells);
    return { kind: "table", head, rows };
  }
  return { kind: "text", text: lines.map((line) => line.trim()).join(" ") };
}

/** A row of a list goes on in lines that begin no other. */
function rowsOf(lines) {
  const rows = [];
  for (const line of lines) {
    if (/^\s*[-*]\s/.test(line)) rows.push(line.replace(/^\s*[-*]\s+/, "").trim());
    else rows[rows.length - 1] += ` ${line.trim()}`;
  }
  return rows;
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function leads({ kind, text }) {
  return kind === "text" && text.endsWith(":");
}

/**
 * A text in stretches of one look.
 * @param {string} text @returns {{ look: "code" | "strong" | null, text: string }[]}
 */
export function spansOf(text) {
  const plain = text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  return plain.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter(Boolean).map((part) => {
    if (/^`.+`$/.test(part)) return { look: "code", text: part.slice(1, -1) };
    if (/^\*\*.+\*\*$/.test(part)) return { look: "strong", text: part.slice(2, -2) };
    return { look: null, text: part };
  });
}

/**
 * A card's sections, what it may be used for first: its licence, what it learned from, then as it was written.
 * @param {Block[]} blocks @returns {{ title: string, blocks: Block[] }[]} the title is empty of what stands before the first
 */
export function sectionsOf(blocks) {
  const sections = [{ title: "", blocks: [] }];
  for (const one of blocks) {
    if (one.kind === "heading" && one.level === 1) continue; // the dialog says it
    if (one.kind === "heading" && one.level === 2) sections.push({ title: one.text, blocks: [] });
    else sections.at(-1).blocks.push(one);
  }
  const rank = ({ title }) => (FIRST.includes(title) ? FIRST.indexOf(title) : FIRST.length);
  return sections.filter((section) => section.title || section.blocks.length).sort((one, other) => rank(one) - rank(other));
}

const FIRST = ["Licence", "What it learned from"];
