/**
 * Types of what the contract declares.
 *
 * Written by `make contract` from celtint_client/contract.json; change it there.
 */

import type { Coloured, Part, Polygons, SentPart } from "./index.js";

export type RGB = [number, number, number];

export declare const SUBPROTOCOL: string;
export declare const VERSION: string;
/** Boxes, or palette entries, in one request. */
export declare const MAX_ROWS: number;
/** Frames of one sequence. */
export declare const MAX_FRAMES: number;
/** Rows of an answer: as many as a picture has pixels. */
export declare const MANY: number;

/**
 * What a drawing is.
 *
 * auto: celtint looks at the picture; in a sequence at every scene.
 * line: lines on paper: regions, one flat colour each.
 * grey: a shaded picture: it keeps its light, chroma is added.
 */
export type Mode = "auto" | "line" | "grey";
export declare const MODE: readonly Mode[];

/** What a drawing was taken for. */
export type FoundMode = "line" | "grey";
export declare const FOUND_MODE: readonly FoundMode[];

/**
 * What the colours are laid down as.
 *
 * flat: flats alone.
 * soft: the same flats, and a shade layer to lay over them.
 */
export type Style = "flat" | "soft";
export declare const STYLE: readonly Style[];

/**
 * What becomes of what no hint, box or key decides.
 *
 * auto: what was measured best on styles nobody learned from: the colour of the nearest hint, the outside stays
 * empty.
 * transparent: it stays empty.
 * mean: the mean of the artist's colours.
 * network: what a network proposes.
 * distinct: a colour of its own for each region; for one drawing.
 */
export type Undecided = "auto" | "transparent" | "mean" | "network" | "distinct";
export declare const UNDECIDED: readonly Undecided[];

/** The same in a sequence, where regions that each differ from all others would flicker. */
export type SequenceUndecided = "auto" | "transparent" | "mean" | "network";
export declare const SEQUENCE_UNDECIDED: readonly SequenceUndecided[];

/**
 * Who decided a region's colour.
 *
 * hint: a hint lies in it, or ran on into it.
 * box: a box with a colour lies over it.
 * key: it was matched with a coloured frame.
 * rule: `undecided` "auto" or "mean": a guess.
 * network: a network: a guess.
 * distinct: `undecided` "distinct": a colour of its own.
 * none: nobody; it stays empty.
 */
export type DecidedBy = "hint" | "box" | "key" | "rule" | "network" | "distinct" | "none";
export declare const DECIDED_BY: readonly DecidedBy[];

/** Of these, who passes on what the artist said. */
export type SaidBy = "hint" | "box" | "key";
export declare const SAID_BY: readonly SaidBy[];

/** Of these, who guesses. */
export type GuessedBy = "rule" | "network";
export declare const GUESSED_BY: readonly GuessedBy[];

/**
 * What a request may want.
 *
 * colour: the colour layer, wanted by default.
 * shade: the shade layer of style "soft".
 * labels: the label map, u32: the id of the region that each pixel is of.
 * preview: a picture of the regions, each in a colour of its own.
 * ink: what counts as ink, l8, dark on white.
 * report: the member regions: what was decided for each.
 * polygons: the regions' outlines, as the parts polygon_points (f32, x and y in pixels a row) and polygon_rings
 * (u32, region, number of points and 1 for a hole a row); outer rings run counter-clockwise as seen, and each is
 * followed by its holes.
 */
export type Outputs = "colour" | "shade" | "labels" | "preview" | "ink" | "report" | "polygons";
export declare const OUTPUTS: readonly Outputs[];

/** How colour, shade and preview may come. */
export type LayerEncodings = "rgba8" | "bgra8" | "png";
export declare const LAYER_ENCODINGS: readonly LayerEncodings[];

/** How hints and keys may be sent. */
export type PaintEncodings = "rgba8" | "bgra8" | "png" | "strokes";
export declare const PAINT_ENCODINGS: readonly PaintEncodings[];

/**
 * How a part's bytes are to be read. Numbers are little-endian, rows run from the top, nothing is padded.
 *
 * l8: grey, one byte a pixel.
 * la8: grey and straight alpha, two bytes a pixel.
 * rgba8: red, green, blue and straight alpha, four bytes a pixel.
 * bgra8: blue, green, red and straight alpha, four bytes a pixel.
 * l16: grey, 16 bits a pixel.
 * rgba16: red, green, blue and straight alpha, 16 bits each.
 * u32: whole numbers from 0; the width is how many are in a row.
 * f32: floating point: grey from 0 to 1, or numbers; the width is how many are in a row.
 * png: a PNG file of the part's size.
 * strokes: a drawing in strokes: u32 n; n × u32 points; n × 4 × u8 sRGB colour with straight alpha; of all points
 * f32 x, y and radius in pixels; n × u8 flags (1 closed, 2 filled, 4 one shape with the filled stroke before).
 * file: a file as it is, of any type, for the page alone; width and height are 0.
 */
export type Encodings = "l8" | "la8" | "rgba8" | "bgra8" | "l16" | "rgba16" | "u32" | "f32" | "png" | "strokes" | "file";
export declare const ENCODINGS: readonly Encodings[];

/**
 * What a frame may lose again in a correction.
 *
 * hints: its hint layer.
 * key: the frame as the artist coloured it.
 */
export type FrameLayers = "hints" | "key";
export declare const FRAME_LAYERS: readonly FrameLayers[];

/**
 * What a file that is handed over to the page is for.
 *
 * picture: a drawing, or whatever else the page opens.
 * hints: the hints of the picture before it.
 */
export type Roles = "picture" | "hints";
export declare const ROLES: readonly Roles[];

/**
 * Where a job stands.
 *
 * open: a sequence whose frames are still coming.
 * queued: it waits for its turn.
 * running: it is being done.
 * done: it is over, and its result is kept for ten minutes.
 */
export type States = "open" | "queued" | "running" | "done";
export declare const STATES: readonly States[];

/**
 * What a server may be asked for.
 *
 * colour: colour one picture.
 * sequence: colour the frames of a clip.
 * stage: draw what boxes on a blank canvas say; for later versions.
 * palette: give a palette entry of a result another colour.
 */
export type Verbs = "colour" | "sequence" | "stage" | "palette";
export declare const VERBS: readonly Verbs[];

/** Of raw encodings. */
export declare const BYTES_PER_PIXEL: Readonly<Partial<Record<Encodings, number>>>;

/**
 * The stable names of errors.
 *
 * UNAUTHORISED: no token or a wrong one, a foreign `Origin` or `Host`.
 * VERSION_UNSUPPORTED: another subprotocol, or another major version.
 * BAD_REQUEST: not JSON, not JSON-RPC, no such method, parameters that don't fit.
 * MODEL_NOT_FOUND: no network of that name.
 * BAD_PICTURE: not a picture, cut short, no pixels.
 * TOO_LARGE: more pixels or bytes than the limits.
 * UNKNOWN_PART: a ref that the server no longer has: send it again.
 * QUEUE_FULL: too many jobs are waiting or clients connected, or no memory is left: try later.
 * CANCELLED: cancelled, or replaced by a newer request.
 * TIMED_OUT: the job ran past its deadline and was stopped; the same again would end the same.
 * INTERNAL: the server's own mistake; its log says why, under the same job.
 */
export type ErrorName = "UNAUTHORISED" | "VERSION_UNSUPPORTED" | "BAD_REQUEST" | "MODEL_NOT_FOUND" | "BAD_PICTURE" | "TOO_LARGE" | "UNKNOWN_PART" | "QUEUE_FULL" | "CANCELLED" | "TIMED_OUT" | "INTERNAL";
export declare const ERRORS: Readonly<Record<ErrorName, { code: number; retryable: boolean }>>;

/** A setting as a form needs it. words: those that may be chosen; or: words beside a number. */
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

export declare const RECORDS: Readonly<Record<string, Record<string, any>>>;

/** A named rectangle in pixels from the top left, half-open. */
export interface Box {
  /** its left side, in pixels */
  x: number;
  /** its top, in pixels */
  y: number;
  /** in pixels */
  width: number;
  /** in pixels */
  height: number;
  /** what is in it */
  tag?: string;
  /** what the regions mostly inside it take; "none" keeps them empty, and none at all leaves them to others */
  colour?: RGB | "none" | null;
}

/** One named colour; regions refer to it by id. */
export interface PaletteEntry {
  /** its own: two entries may have one colour */
  id: string;
  /** what people call it */
  name: string;
  /** sRGB, 0 to 255 each */
  colour: RGB;
}

/** How to colour. */
export interface Settings {
  /** what the picture is ("auto", "line" or "grey") */
  mode?: Mode;
  /** flats alone, or with a shade layer ("flat" or "soft") */
  style?: Style;
  /** what becomes of what no hint or box decides ("auto", "transparent", "mean", "network" or "distinct") */
  undecided?: Undecided;
  /** the widest gap in a line that is closed (0 to 512 pixels or "auto") */
  gap?: number | "auto";
  /** at most so many colours among regions without a hint; none: no limit (1 to 256) */
  colours?: number | null;
  /** how far a proposal departs from the nearest hint (line) or from grey (grey), where no hint lies (0 to 1) */
  strength?: number;
  /**
   * which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the darkest), or
   * colours, #rrggbb, with commas between
   */
  ink?: string;
}

/** Which outputs come back and how. */
export interface Wanted {
  /**
   * what comes back; what there is none of is left out ("colour", "shade", "labels", "preview", "ink", "report" or
   * "polygons")
   */
  want?: Outputs[];
  /** of colour, shade and preview ("rgba8", "bgra8" or "png") */
  encoding?: LayerEncodings;
  /** how far outlines may lie from the true boundary (0 to 64 pixels) */
  tolerance?: number;
}

/** Colour one picture. */
export interface ColourRequest extends Wanted {
  /** line art or grey, any encoding but u32 and file */
  picture: SentPart;
  /** as large as the picture ("rgba8", "bgra8", "png" or "strokes") */
  hints?: SentPart;
  /** named rectangles, with a colour or without */
  boxes?: Box[];
  /** the colours to choose from; any, if there are none */
  palette?: PaletteEntry[];
  /** how to colour */
  settings?: Settings;
  /** a network's name; none: the server's default */
  model?: string | null;
  /** an id of the client's own for one drawing; a newer request with it cancels older ones */
  live?: string | null;
  /** let interactive requests go first */
  batch?: boolean;
}

/** Give one palette entry of a kept result another colour. */
export interface PaletteRequest extends Wanted {
  /** the finished job */
  job: string;
  /** the entry's id */
  entry: string;
  /** its new colour */
  colour: RGB;
}

/** Ask for a job again, or cancel it. */
export interface JobRequest extends Wanted {
  /** its id */
  job: string;
}

/** How to colour a sequence. */
export interface SequenceSettings {
  /** what the frames are ("auto", "line" or "grey") */
  mode?: Mode;
  /**
   * what becomes of what no key, hint or neighbouring frame knows; a guess is kept over the shot ("auto",
   * "transparent", "mean" or "network")
   */
  undecided?: SequenceUndecided;
  /** the widest gap in a line that is closed (0 to 512 pixels or "auto") */
  gap?: number | "auto";
  /** held in mind at once; more of them see a key that is farther ahead (2 to 240 frames) */
  window?: number;
  /** how far a proposal departs from grey, where no hint lies (0 to 1) */
  strength?: number;
  /**
   * which line colours are ink: auto (pale lines under darker ones are not), all, dark (only the darkest), or
   * colours, #rrggbb, with commas between
   */
  ink?: string;
}

/** Colour many frames so that what is decided on one holds on all. */
export interface SequenceRequest extends Wanted {
  /** the same on every frame */
  boxes?: Box[];
  /** the colours to choose from; any, if there are none */
  palette?: PaletteEntry[];
  /** how to colour */
  settings?: SequenceSettings;
  /** a network's name; none: the server's default */
  model?: string | null;
  /**
   * an earlier, finished sequence's job: only frames that change are sent, and only those whose colours change come
   * back
   */
  corrects?: string | null;
}

/** One frame that is sent. In a correction what isn't given stays as it was. */
export interface Frame {
  /** the host's own; frames are in the order of their numbers, whatever order they are sent in */
  number: number;
  /** line art or grey, all frames of one size; none only in a correction */
  picture?: SentPart;
  /** as large as the picture ("rgba8", "bgra8", "png" or "strokes") */
  hints?: SentPart;
  /** this frame as the artist coloured it, as large as the picture ("rgba8", "bgra8", "png" or "strokes") */
  key?: SentPart;
  /** in a correction, what this frame no longer has ("hints" or "key") */
  without?: FrameLayers[];
}

/** How many more frames of a job the client can take, and which it has: those aren't sent again. */
export interface Credit {
  /** the sequence's */
  job: string;
  /** how many more may be sent (0 to 100000) */
  frames: number;
  /** numbers of the frames that the client has */
  taken?: number[];
}

/** Hand a file over to the page that is asked for next. */
export interface HandRequest {
  /** the file's, without its folders */
  name: string;
  /** its bytes, of any type ("file") */
  file: SentPart;
  /** what it is for ("picture" or "hints") */
  role?: Roles;
}

/** How the page is opened, once, within ten minutes. */
export interface Opened {
  /**
   * the page's address with a code in its fragment; it belongs on no program's command line, which other users can
   * read
   */
  url: string;
  /**
   * name of a file beside the server's state file that leads there, for its user alone; none where there is no
   * state file
   */
  redirect: string;
}

/** A file that was handed over to this page, or none if there is none. */
export interface Taken {
  /** how many more there are */
  left: number;
  /** the file's, without its folders */
  name: string;
  /** what it is for ("picture" or "hints") */
  role: Roles;
  /** its bytes, none if there is no file ("file") */
  file: Part | null;
}

/** What the server takes. */
export interface Limits {
  /** pixels of a picture */
  max_pixels: number;
  /** bytes of a message */
  max_message: number;
  /** bytes of parts kept for a connection */
  parts_bytes: number;
}

/** The answer to `hello`. */
export interface Welcome {
  /** the server's */
  version: string;
  /** names of the networks that can be asked for */
  models: string[];
  /** what the server takes */
  limits: Limits;
  /** what this server can be asked for ("colour", "sequence", "stage" or "palette") */
  verbs: Verbs[];
  /** a page's own from now on, told once, to be kept and said in place of the code */
  key: string;
}

/** A network that can be asked for. */
export interface Model {
  /** what requests call it */
  name: string;
  /** what people call it */
  title: string;
  /** what it takes and gives */
  kind: string;
  /** of "line" and "grey", what it was trained for */
  modes: string[];
  /** of its weights, as SPDX says it */
  licence: string;
  /** taken when a request names none */
  default: boolean;
}

/** One region of a colouring. */
export interface Region {
  /** its value in the label map */
  id: number;
  /** none where it stays empty */
  colour: RGB | null;
  /** id of its palette entry */
  entry: string | null;
  /** who decided its colour ("hint", "box", "key", "rule", "network", "distinct" or "none") */
  decided_by: DecidedBy;
  /**
   * 1 where a hint or box lies, less where a hint ran on through a gap or lies beside a line in ground that others
   * own (0 to 1)
   */
  confidence: number;
  /** in pixels */
  area: number;
  /** x, y, width and height in pixels */
  box: [number, number, number, number];
  /** a box's tag */
  tag: string;
  /** the colour is a guess that deserves a look: the core's one rule, for every host */
  unsure: boolean;
}

/** Lines of one colour in a drawing. */
export interface Pen {
  /** of the lines */
  colour: RGB;
  /** of all that is drawn (0 to 1) */
  share: number;
  /** whether they are taken for ink */
  counts: boolean;
}

/** A finished job. */
export interface Colouring extends Coloured {
  /** its id */
  job: string;
  /** what the picture was taken for ("line" or "grey") */
  mode: FoundMode;
  /** the widest gap that was closed */
  gap: number;
  /** every entry used */
  palette: PaletteEntry[];
  /** seconds by stage */
  timings: Record<string, number>;
  /** what was decided for each region; none if the report wasn't asked for */
  regions: Region[] | null;
  /** the colour layer, none if it wasn't asked for ("rgba8", "bgra8" or "png") */
  colour: Part | null;
  /** the shade layer, none if it wasn't asked for or there is none ("rgba8", "bgra8" or "png") */
  shade: Part | null;
  /** the label map; see `label_map` ("u32") */
  labels: Part | null;
  /** a picture of the regions ("rgba8", "bgra8" or "png") */
  preview: Part | null;
  /** the regions' outlines; see `Polygons.rings` */
  polygons: Polygons | null;
  /** what the artist should know of what was given, each in a plain sentence that says what to do */
  notes: string[];
  /** the line colours found, the commonest first, and which of them count as ink */
  inks: Pen[];
  /** what counts as ink, dark on white ("l8") */
  ink: Part | null;
}

/** News of a job, told by progress and by queued. */
export interface Progress {
  /** its id */
  job: string;
  /** what is being done; "queued" while it waits */
  stage: string;
  /** of all that is to be done (0 to 1) */
  share: number;
  /** in the queue, 0 is next */
  position: number | null;
}

/** One coloured frame. */
export interface FrameAnswer extends Colouring {
  /** the host's own; frames are in the order of their numbers */
  number: number;
  /** ids of the regions that somebody should look at */
  unsure: number[];
  /** it is the drawing before it once more */
  held: boolean;
  /** a new scene begins here */
  cut: boolean;
  /** of a grey picture, the share that no motion led to (0 to 1) */
  doubt: number;
}

/** One line of a sequence's summary. */
export interface FrameSummary {
  /** the host's own; frames are in the order of their numbers */
  number: number;
  /** how many */
  regions: number;
  /** ids of those that somebody should look at */
  unsure: number[];
}

/** A finished sequence. */
export interface SequenceDone {
  /** its id */
  job: string;
  /**
   * every frame that came out, in the order of their numbers; after a correction or a palette entry's change those
   * that changed
   */
  frames: FrameSummary[];
}
