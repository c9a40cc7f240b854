/**
 * Types of what the contract declares; docs/protocol.md tells it all.
 *
 * Written by `make contract` from celtint_client/contract.json; change it there.
 */

import type { Coloured, Part, Polygons, SentPart } from "./index.js";

export type RGB = [number, number, number];

export declare const SUBPROTOCOL: string;
export declare const VERSION: string;
export declare const MAX_ROWS: number;
export declare const MAX_FRAMES: number;
export declare const MANY: number;

export type Mode = "auto" | "line" | "grey";
export declare const MODE: readonly Mode[];
export type FoundMode = "line" | "grey";
export type Style = "flat" | "soft";
export declare const STYLE: readonly Style[];
export type Undecided = "auto" | "transparent" | "mean" | "network" | "distinct";
export declare const UNDECIDED: readonly Undecided[];
export type SequenceUndecided = "auto" | "transparent" | "mean" | "network";
export declare const SEQUENCE_UNDECIDED: readonly SequenceUndecided[];
export type DecidedBy = "hint" | "box" | "key" | "cast" | "rule" | "network" | "distinct" | "none";
export type LineColours = "none" | "keep" | "untraced" | "hold";
export declare const LINE_COLOURS: readonly LineColours[];
export type Outputs = "colour" | "shade" | "labels" | "preview" | "ink" | "lines" | "report" | "polygons";
export declare const OUTPUTS: readonly Outputs[];
export type LayerEncodings = "rgba8" | "bgra8" | "png";
export declare const LAYER_ENCODINGS: readonly LayerEncodings[];
export type Encodings = "l8" | "la8" | "rgba8" | "bgra8" | "l16" | "rgba16" | "u32" | "f32" | "png" | "strokes" | "file";
export declare const ENCODINGS: readonly Encodings[];
export type FrameLayers = "hints" | "key" | "boxes" | "marks";
export declare const FRAME_LAYERS: readonly FrameLayers[];
export type Roles = "picture" | "hints";
export declare const ROLES: readonly Roles[];
export type Verbs = "colour" | "sequence" | "stage" | "palette";
export declare const BYTES_PER_PIXEL: Readonly<Partial<Record<Encodings, number>>>;
export type ErrorName = "UNAUTHORISED" | "VERSION_UNSUPPORTED" | "BAD_REQUEST" | "MODEL_NOT_FOUND" | "BAD_PICTURE" | "TOO_LARGE" | "UNKNOWN_PART" | "QUEUE_FULL" | "CANCELLED" | "TIMED_OUT" | "INTERNAL";
export declare const ERRORS: Readonly<Record<ErrorName, { code: number; retryable: boolean }>>;

/** One of `words`, a number from `least` to `most`, or one of `or`. */
export interface Setting {
  type: "choice" | "whole" | "number" | "text" | "flag";
  default: string | number | boolean | null;
  words?: readonly string[];
  least?: number;
  most?: number;
  or?: readonly (string | null)[];
}
export declare const SETTINGS: Readonly<Record<keyof Settings, Setting>>;
export declare const SEQUENCE_SETTINGS: Readonly<Record<keyof SequenceSettings, Setting>>;
export declare const RECORDS: object;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  tag?: string;
  colour?: RGB | "none" | null;
}

export interface PaletteEntry {
  id: string;
  name: string;
  colour: RGB;
}

export interface Settings {
  /** what the picture is */
  mode?: Mode;
  /** flats alone, or with a shade layer */
  style?: Style;
  /** what becomes of what no hint or box decides */
  undecided?: Undecided;
  /** the widest gap in a line that is closed (0 to 512 pixels or "auto") */
  gap?: number | "auto";
  /** at most so many colours among regions without a hint */
  colours?: number | null;
  /** how far a proposal departs from the nearest hint (line) or from grey (grey), where no hint lies (0 to 1) */
  strength?: number;
  /** which line colours are ink */
  ink?: string;
  /** how far areas that no hint decides are merged to objects */
  merge?: number;
  /** which coloured lines are trace lines, which part areas and are painted over */
  trace?: string;
  /** what becomes of the lines in the line layer, the output lines */
  line_colours?: LineColours;
}

export interface Wanted {
  want?: Outputs[];
  encoding?: LayerEncodings;
  tolerance?: number;
}

export interface ColourRequest extends Wanted {
  picture: SentPart;
  hints?: SentPart;
  boxes?: Box[];
  palette?: PaletteEntry[];
  settings?: Settings;
  model?: string | null;
  live?: string | null;
  batch?: boolean;
  since?: string | null;
  cast?: SentPart;
  lines_layer?: string | null;
  hints_layer?: string | null;
  marks?: SentPart;
}

export interface PaletteRequest extends Wanted {
  job: string;
  entry: string;
  colour: RGB;
}

export interface SequenceSettings {
  /** what the frames are */
  mode?: Mode;
  /** what becomes of what no key, hint or neighbouring frame knows */
  undecided?: SequenceUndecided;
  /** the widest gap in a line that is closed (0 to 512 pixels or "auto") */
  gap?: number | "auto";
  /** held in mind at once */
  window?: number;
  /** how far a proposal departs from grey, where no hint lies (0 to 1) */
  strength?: number;
  /** which line colours are ink */
  ink?: string;
  /** which coloured lines are trace lines, which part areas and are painted over */
  trace?: string;
  /** where another scene begins */
  cuts?: string;
  /** keys are taken as they lie, though they seem to be of other drawings */
  keys_anywhere?: boolean;
}

export interface SequenceRequest extends Wanted {
  boxes?: Box[];
  palette?: PaletteEntry[];
  settings?: SequenceSettings;
  model?: string | null;
  corrects?: string | null;
  cast?: SentPart;
}

export interface Frame {
  number: number;
  picture?: SentPart;
  hints?: SentPart;
  key?: SentPart;
  without?: FrameLayers[];
  boxes?: Box[];
  marks?: SentPart;
}

export interface HandRequest {
  name: string;
  file: SentPart;
  role?: Roles;
}

export interface Opened {
  url: string;
  redirect: string;
}

export interface Taken {
  left: number;
  name: string;
  role: Roles;
  file: Part | null;
}

export interface Limits {
  max_pixels: number;
  max_message: number;
  parts_bytes: number;
}

export interface Welcome {
  version: string;
  models: string[];
  limits: Limits;
  verbs: Verbs[];
  key: string;
}

export interface Model {
  name: string;
  title: string;
  kind: string;
  modes: string[];
  licence: string;
  default: boolean;
}

export interface Region {
  id: number;
  colour: RGB | null;
  entry: string | null;
  decided_by: DecidedBy;
  confidence: number;
  area: number;
  box: [number, number, number, number];
  tag: string;
  unsure: boolean;
  inside: [number, number, number, number] | null;
}

export interface Pen {
  colour: RGB;
  share: number;
  counts: boolean;
  trace: boolean;
}

export interface Colouring extends Coloured {
  job: string;
  mode: FoundMode;
  gap: number;
  palette: PaletteEntry[];
  timings: Record<string, number>;
  regions: Region[] | null;
  colour: Part | null;
  shade: Part | null;
  labels: Part | null;
  preview: Part | null;
  polygons: Polygons | null;
  notes: string[];
  inks: Pen[];
  ink: Part | null;
  lines: Part | null;
  line_colours: LineColours;
  unsure: number[];
  changed: [number, number, number, number] | null;
}

export interface Progress {
  job: string;
  stage: string;
  share: number;
  position: number | null;
}

export interface FrameAnswer extends Colouring {
  number: number;
  held: boolean;
  cut: boolean;
  doubt: number;
}

export interface FrameSummary {
  number: number;
  regions: number;
}

export interface Doubt {
  number: number;
  region: number | null;
  first: number;
  last: number;
}

export interface SequenceDone {
  job: string;
  frames: FrameSummary[];
  doubts: Doubt[];
}
