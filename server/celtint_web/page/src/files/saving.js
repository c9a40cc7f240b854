import { toRecord } from "../model/record.js";
import { sheafOf, withoutHints } from "../model/sheaf.js";
import { fault } from "./fault.js";

/** Outlines run along the pixels. */
const TOLERANCE = 0;

/** What can be saved: each makes a whole file, or raises. */
export class Saving {
  /** @param {object} app */
  constructor(app) {
    this.app = app;
  }

  /** The picture as it is seen. */
  picture() {
    return this.app.files.ask("picture", withoutHints(this.#sheaf()));
  }

  /** One layer alone, as it is. Faults: "error.noLayer" */
  layer(id) {
    const { width, height, sheets } = this.#sheaf();
    const found = sheets.find((sheet) => sheet.id === id);
    if (!found) throw fault("error.noLayer");
    return this.app.files.ask("sheet", { width, height, encoding: found.encoding, bytes: found.bytes });
  }

  /** All layers. names: what each is called. */
  ora(names) {
    return this.app.files.ask("ora", { ...this.#sheaf(), names });
  }

  /** Areas as paths. Faults: "error.noAreas", "error.awayForAreas" */
  async svg() {
    const { project, colouring, link } = this.app;
    const result = colouring.of(project.current);
    if (!result || result.mode === "grey") throw fault("error.noAreas");
    const { width, height, background, sheets } = this.#sheaf();
    const { areas: packed, job } = result;
    const outlines = await (packed ? this.app.files.ask("outlines", { packed, width, height }) : this.#outlines(job, link));
    if (!outlines) throw fault("error.noAreas");
    const lines = sheets.find(({ id, visible }) => id === "lines" && visible) ?? null;
    const about = { width, height, background, name: project.name, outlines, regions: result.regions, lines };
    return this.app.files.ask("svg", about);
  }

  #outlines(job, link) {
    if (!job || link.state !== "connected") throw fault("error.awayForAreas");
    return link.ask("outlines", { job, tolerance: TOLERANCE }).catch(() => {
      throw fault("error.awayForAreas");
    });
  }

  /**
   * All frames: "zip" of PNG files, "gif" or "webm".
   * @param {string} kind @param {{rate: number}} how frames a second
   * @param {(share: number) => void} tell @param {AbortSignal} signal
   */
  async frames(kind, { rate }, tell, signal) {
    const { files, project } = this.app;
    const without = [];
    for (const frame of project.frames) {
      const result = await this.#resultOf(frame, false);
      if (!result) without.push(frame);
    }
    if (without.length) throw fault("error.uncoloured", { count: without.length });
    await files.ask("begin", { kind, rate });
    try {
      const digits = Math.max(4, String(project.frames.length).length);
      for (const [at, frame] of project.frames.entries()) {
        signal.throwIfAborted();
        tell(at / project.frames.length);
        const sheaf = withoutHints(sheafOf(project, frame, await this.#resultOf(frame, true), hasClear(frame.picture)));
        const paper = kind === "webm" ? (sheaf.background ?? [255, 255, 255]) : sheaf.background;
        await files.ask("add", { ...sheaf, background: paper, name: String(at + 1).padStart(digits, "0") });
      }
      return await files.ask("end", {});
    } catch (error) {
      await files.ask("drop", {});
      throw error;
    }
  }

  /** The project as one file. */
  async project() {
    const { project, colouring, files } = this.app;
    const frames = [];
    for (const frame of project.frames) {
      const { width, height, original, pen, hints, key } = frame;
      const result = colouring.of(frame);
      const of = (bytes) => bytes && { width, height, encoding: "rgba8", bytes };
      const told = result && (({ mode, gap, palette, regions, notes, inks }) => ({ mode, gap, palette, regions, notes, inks }))(result);
      const layer = (raster) => (raster.empty ? null : of(raster.bytes()));
      const layers = { picture: plain(original), lines: layer(pen), hints: layer(hints), key: key && plain(key), colours: of(result?.bytes), shade: of(result?.shade?.bytes) };
      frames.push({ ...layers, told: told ?? null });
    }
    return files.ask("project", { record: toRecord(project), frames });
  }

  #sheaf() {
    const { project, colouring } = this.app;
    return sheafOf(project, project.current, colouring.of(project.current), hasClear(project.current.picture));
  }

  /** A frame's colours, read from the shot's file if they aren't ready. */
  async #resultOf(frame, read) {
    const shown = this.app.colouring.of(frame);
    if (shown?.bytes) return shown;
    const kept = this.app.project.shot?.result(frame);
    if (kept?.blob) return read ? { ...(await this.app.files.ask("layer", { file: kept.blob })), mode: kept.mode, shade: null } : kept;
    return frame.key ? { bytes: frame.key.bytes, mode: "line", shade: null } : null;
  }
}

function plain({ width, height, encoding, bytes }) {
  return { width, height, encoding, bytes };
}

function hasClear({ encoding, bytes }) {
  if (encoding !== "rgba8") return false;
  for (let at = 3; at < bytes.length; at += 4) if (bytes[at] !== 255) return true;
  return false;
}

/** A name that every system takes for a file. */
export function fileName(name, kind) {
  const plainName = [...name].filter((sign) => sign >= " ").join("").replace(/[/\\:*?"<>|]/g, "_").replace(/^[. ]+|[. ]+$/g, "");
  return `${plainName.slice(0, 100) || "celtint"}.${kind}`;
}

/** Hand a file over to the browser's downloads. */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
