/**
 * What the contract declares.
 *
 * Written by `make contract` from celtint_client/contract.json; change it there.
 */

export const SUBPROTOCOL = "celtint.v1";
export const VERSION = "0.1.0";
export const MAX_ROWS = 4096;
export const MAX_FRAMES = 100000;
export const MANY = 67108864;
export const MODE = Object.freeze(["auto", "line", "grey"]);
export const STYLE = Object.freeze(["flat", "soft"]);
export const UNDECIDED = Object.freeze(["auto", "transparent", "mean", "network", "distinct"]);
export const SEQUENCE_UNDECIDED = Object.freeze(["auto", "transparent", "mean", "network"]);
export const LINE_COLOURS = Object.freeze(["none", "keep", "untraced", "hold"]);
export const OUTPUTS = Object.freeze(["colour", "shade", "labels", "preview", "ink", "lines", "report", "polygons"]);
export const LAYER_ENCODINGS = Object.freeze(["rgba8", "bgra8", "png"]);
export const ENCODINGS = Object.freeze(["l8", "la8", "rgba8", "bgra8", "l16", "rgba16", "u32", "f32", "png", "strokes", "file"]);
export const FRAME_LAYERS = Object.freeze(["hints", "key", "boxes", "marks"]);
export const ROLES = Object.freeze(["picture", "hints"]);
export const BYTES_PER_PIXEL = Object.freeze({ l8: 1, la8: 2, rgba8: 4, bgra8: 4, l16: 2, rgba16: 8, u32: 4, f32: 4 });

export const ERRORS = Object.freeze({
  UNAUTHORISED: { code: -32001, retryable: false },
  VERSION_UNSUPPORTED: { code: -32002, retryable: false },
  BAD_REQUEST: { code: -32602, retryable: false },
  MODEL_NOT_FOUND: { code: -32003, retryable: false },
  BAD_PICTURE: { code: -32004, retryable: false },
  TOO_LARGE: { code: -32005, retryable: false },
  UNKNOWN_PART: { code: -32006, retryable: true },
  QUEUE_FULL: { code: -32007, retryable: true },
  CANCELLED: { code: -32008, retryable: true },
  TIMED_OUT: { code: -32009, retryable: false },
  INTERNAL: { code: -32603, retryable: false },
});

export const SETTINGS = Object.freeze({
  mode: { type: "choice", default: "auto", words: ["auto", "line", "grey"] },
  style: { type: "choice", default: "flat", words: ["flat", "soft"] },
  undecided: { type: "choice", default: "auto", words: ["auto", "transparent", "mean", "network", "distinct"] },
  gap: { type: "whole", default: "auto", least: 0, most: 512, or: ["auto"] },
  colours: { type: "whole", default: null, least: 1, most: 256, or: [null] },
  strength: { type: "number", default: 1, least: 0, most: 1 },
  ink: { type: "text", default: "auto" },
  merge: { type: "number", default: 0, least: 0, most: 1 },
  trace: { type: "text", default: "auto" },
  line_colours: { type: "choice", default: "none", words: ["none", "keep", "untraced", "hold"] },
});

export const SEQUENCE_SETTINGS = Object.freeze({
  mode: { type: "choice", default: "auto", words: ["auto", "line", "grey"] },
  undecided: { type: "choice", default: "auto", words: ["auto", "transparent", "mean", "network"] },
  gap: { type: "whole", default: "auto", least: 0, most: 512, or: ["auto"] },
  window: { type: "whole", default: 24, least: 2, most: 240 },
  strength: { type: "number", default: 1, least: 0, most: 1 },
  ink: { type: "text", default: "auto" },
  trace: { type: "text", default: "auto" },
  cuts: { type: "text", default: "auto" },
  keys_anywhere: { type: "flag", default: false },
});

/** What answers hold, by record: how `read` takes each member. */
export const RECORDS = Object.freeze({
  StagedObject: {
    box: { type: "whole" },
    tag: { type: "text" },
    id: { type: "text" },
    name: { type: "text" },
    distance: { type: "number", least: 0, most: 1 },
    source: { type: "text" },
    licence: { type: "text" },
    attribution: { type: "text" },
    bounds: { type: "whole", count: 4 },
    copies: { type: "whole", default: 1 },
    order: { type: "whole", default: 0 },
    row: { type: "whole", default: 0 },
    mirrored: { type: "flag", default: false },
  },
  StageAnswer: {
    job: { type: "text" },
    objects: { type: "StagedObject", many: 67108864 },
    palette: { type: "PaletteEntry", many: 67108864, default: [] },
    notes: { type: "text", many: 67108864, default: [] },
    regions: { type: "Region", or: [null], many: 67108864, default: null },
    picture: { type: "part", of: ["rgba8", "bgra8", "png"] },
    lines: { type: "part", of: ["rgba8", "bgra8", "png"] },
    grey: { type: "part", of: ["l8"] },
    flats: { type: "part", of: ["rgba8", "bgra8", "png"] },
    shade: { type: "part", of: ["rgba8", "bgra8", "png"] },
    labels: { type: "part", of: ["u32"] },
    hints: { type: "part", of: ["rgba8", "bgra8", "png"] },
    background: { type: "part", of: ["rgba8", "bgra8", "png"] },
    layers: { type: "part", of: ["rgba8", "bgra8", "png"] },
  },
  Opened: {
    url: { type: "text" },
    redirect: { type: "text", default: "" },
  },
  Taken: {
    left: { type: "whole", least: 0 },
    name: { type: "text", default: "" },
    role: { type: "text", default: "picture" },
    file: { type: "part", of: ["file"] },
  },
  Limits: {
    max_pixels: { type: "whole" },
    max_message: { type: "whole" },
    parts_bytes: { type: "whole" },
  },
  Welcome: {
    version: { type: "text" },
    models: { type: "text", many: 10000 },
    limits: { type: "Limits" },
    verbs: { type: "text", many: 100, default: ["colour", "palette"] },
    key: { type: "text", default: "" },
  },
  Model: {
    name: { type: "text" },
    title: { type: "text" },
    kind: { type: "text" },
    modes: { type: "text", many: 100 },
    licence: { type: "text" },
    default: { type: "flag", default: false },
  },
  Region: {
    id: { type: "whole" },
    colour: { type: "colour", or: [null] },
    entry: { type: "text", or: [null] },
    decided_by: { type: "text" },
    confidence: { type: "number", least: 0, most: 1 },
    area: { type: "whole" },
    box: { type: "whole", count: 4 },
    tag: { type: "text", default: "" },
    unsure: { type: "flag", default: false },
    inside: { type: "whole", count: 4, or: [null], default: null },
  },
  Pen: {
    colour: { type: "colour" },
    share: { type: "number", least: 0, most: 1 },
    counts: { type: "flag", default: true },
    trace: { type: "flag", default: false },
  },
  Colouring: {
    job: { type: "text" },
    mode: { type: "text" },
    gap: { type: "whole" },
    palette: { type: "PaletteEntry", many: 67108864, default: [] },
    timings: { type: "numbers", default: {} },
    regions: { type: "Region", or: [null], many: 67108864, default: null },
    colour: { type: "part", of: ["rgba8", "bgra8", "png"] },
    shade: { type: "part", of: ["rgba8", "bgra8", "png"] },
    labels: { type: "part", of: ["u32"] },
    preview: { type: "part", of: ["rgba8", "bgra8", "png"] },
    polygons: { type: "Polygons", default: null },
    notes: { type: "text", many: 100, default: [] },
    inks: { type: "Pen", many: 100, default: [] },
    ink: { type: "part", of: ["l8"] },
    lines: { type: "part", of: ["rgba8", "bgra8", "png"] },
    line_colours: { type: "text", default: "none" },
    unsure: { type: "whole", many: 67108864, default: [] },
    changed: { type: "whole", count: 4, or: [null], default: null },
  },
  Progress: {
    job: { type: "text" },
    stage: { type: "text", default: "queued" },
    share: { type: "number", least: 0, most: 1, default: 0 },
    position: { type: "whole", or: [null], default: null },
  },
  FrameAnswer: {
    number: { type: "whole" },
    job: { type: "text" },
    mode: { type: "text" },
    gap: { type: "whole" },
    palette: { type: "PaletteEntry", many: 67108864, default: [] },
    timings: { type: "numbers", default: {} },
    regions: { type: "Region", or: [null], many: 67108864, default: null },
    colour: { type: "part", of: ["rgba8", "bgra8", "png"] },
    shade: { type: "part", of: ["rgba8", "bgra8", "png"] },
    labels: { type: "part", of: ["u32"] },
    preview: { type: "part", of: ["rgba8", "bgra8", "png"] },
    polygons: { type: "Polygons", default: null },
    notes: { type: "text", many: 100, default: [] },
    inks: { type: "Pen", many: 100, default: [] },
    ink: { type: "part", of: ["l8"] },
    lines: { type: "part", of: ["rgba8", "bgra8", "png"] },
    line_colours: { type: "text", default: "none" },
    unsure: { type: "whole", many: 67108864, default: [] },
    changed: { type: "whole", count: 4, or: [null], default: null },
    held: { type: "flag", default: false },
    cut: { type: "flag", default: false },
    doubt: { type: "number", least: 0, most: 1, default: 0 },
  },
  FrameSummary: {
    number: { type: "whole" },
    regions: { type: "whole", least: 0 },
  },
  Doubt: {
    number: { type: "whole" },
    region: { type: "whole", or: [null] },
    first: { type: "whole" },
    last: { type: "whole" },
  },
  SequenceDone: {
    job: { type: "text" },
    frames: { type: "FrameSummary", many: 100000, default: [] },
    doubts: { type: "Doubt", many: 4096, default: [] },
  },
  PaletteEntry: {
    id: { type: "text" },
    name: { type: "text", default: "" },
    colour: { type: "colour" },
  },
});
