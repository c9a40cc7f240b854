/** celtint's client for JavaScript: browsers and Node.js. */

import type {
  Colouring,
  ColourRequest,
  Encodings,
  ErrorName,
  Frame,
  FrameAnswer,
  Model,
  PaletteRequest,
  Progress,
  SequenceDone,
  SequenceRequest,
  Wanted,
  Welcome,
} from "./contract.js";

export * from "./contract.js";

/** A picture or numbers: width × height × BYTES_PER_PIXEL bytes, a PNG file, or strokes. Alpha is straight. */
export interface Part {
  encoding: Encodings;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** keep: the same bytes will be sent again; from the second time on only their hash travels, unless they changed. */
export interface SentPart {
  encoding: Encodings;
  width: number;
  height: number;
  bytes: ArrayBufferView | ArrayBufferLike;
  keep?: boolean;
}

/** In pixels: of what came back, else of what was sent. */
export interface Coloured {
  width: number | null;
  height: number | null;
}

/** One outline. points: x, y, x, y …, in pixels from the top left corner, the first point not again. */
export interface Ring {
  region: number;
  hole: boolean;
  points: Float32Array;
}

/** Outer rings run counter-clockwise, each followed by its holes. table: region, number of points, 1 for a hole. */
export interface Polygons extends Iterable<Ring> {
  points: Float32Array;
  table: Uint32Array;
}

export interface ConnectOptions {
  /** ws:// or wss:// */
  url: string;
  /** From the server's state or token file. */
  token?: string;
  /** That the server showed once; from then on say the key that `welcome` brings. */
  code?: string;
  key?: string;
  /** The application's name, for the server's log. */
  client: string;
  version?: string;
  /** Milliseconds to connect and for short answers, 10 000 by default; colouring takes as long as it takes. */
  timeout?: number;
  /** Where there is none, as in Node.js 20: that of the package ws. */
  WebSocket?: any;
}

/** If one of the functions throws, the job is cancelled and fails with what was thrown. */
export interface JobOptions {
  signal?: AbortSignal;
  onProgress?: (news: Progress) => void;
  /** position: in the queue, 0 is next. */
  onQueued?: (news: Progress) => void;
}

/** Fails with UNAUTHORISED, VERSION_UNSUPPORTED, QUEUE_FULL, or a ConnectionLost if nothing answers there. */
export function connect(options: ConnectOptions): Promise<Client>;

/** One connection to one server. */
export class Client {
  private constructor();
  readonly welcome: Welcome;
  /** Settled when the connection has ended: with why, or null if it was closed here. */
  readonly closed: Promise<CeltintError | null>;
  /** With `live`, a newer request of the same name takes its place and it fails with CANCELLED. */
  colour(request: ColourRequest, options?: JobOptions): Job;
  /** Give a palette entry of a finished job another colour: a job of its own. */
  palette(request: PaletteRequest, options?: JobOptions): Job;
  /** A picture of boxes: docs/stage.md. */
  stage(request: { width: number; height: number; [member: string]: any }, options?: JobOptions): Job<any>;
  /** What a job gave, or will give, for ten minutes after its end and on any connection. */
  resume(job: Job | string, wanted?: Wanted, options?: JobOptions): Job;
  sequence(request?: SequenceRequest, options?: JobOptions): Sequence;
  /** The same of a finished sequence; the frames that have the entry come back. */
  sequencePalette(request: PaletteRequest, options?: JobOptions): Sequence;
  /** The frames that weren't taken yet. */
  resumeSequence(sequence: Sequence | string, options?: JobOptions): Sequence;
  models(): Promise<Model[]>;
  /** Markdown. */
  card(name: string): Promise<string>;
  /** Any request of the contract, as it is. */
  call(
    method: string,
    params?: Record<string, unknown>,
    parts?: Record<string, SentPart>,
  ): Promise<{ result: Record<string, any>; parts: Record<string, Part> }>;
  /** Jobs under way go on. */
  close(): Promise<void>;
}

/** A promise of a picture's colours. */
export class Job<T = Colouring> implements PromiseLike<T> {
  private constructor();
  /** Null until the server has taken it. */
  readonly id: string | null;
  readonly started: Promise<string>;
  /** It fails with CANCELLED at once, the server follows within about a second. */
  cancel(): void;
  then: Promise<T>["then"];
  catch: Promise<T>["catch"];
  finally: Promise<T>["finally"];
}

/** Many frames, of which only a few are in memory at any time. */
export class Sequence {
  private constructor();
  /** Null until the server has taken it. */
  readonly id: string | null;
  readonly started: Promise<string>;
  /** Once all frames were taken. */
  readonly done: Promise<SequenceDone>;
  /** What a loop over them has come back from is taken and not sent again. A loop that is left early cancels. */
  readonly frames: AsyncIterableIterator<FrameAnswer>;
  /** Settled when the server has stored it, with how many it has. In a correction what isn't given stays as it was. */
  frame(number: number, given?: Omit<Frame, "number">): Promise<number>;
  /** These were all frames. While the server's queue is full it is asked again, for a minute. */
  start(): Promise<void>;
  /** Send all frames, taken one by one, and start. */
  send(frames: Iterable<Frame> | AsyncIterable<Frame>): Promise<void>;
  /** Frames that were finished still come, then `frames` and `done` fail with CANCELLED. */
  cancel(): void;
}

/** `message` is one plain sentence. */
export class CeltintError extends Error {
  constructor(
    name: ErrorName | "CONNECTION_LOST",
    message: string,
    told?: { code?: number; retryable?: boolean; data?: Record<string, any> },
  );
  /** Stable; servers may have more of them. */
  name: ErrorName | "CONNECTION_LOST" | (string & {});
  /** JSON-RPC's. */
  code: number;
  /** Whether trying again may help. */
  retryable: boolean;
  /** What the server said beside it. */
  data: Record<string, any>;
}

/** The server keeps `job` for ten minutes: connect again and `resume` it. */
export class ConnectionLost extends CeltintError {
  constructor(message: string, job?: string | null);
  job: string | null;
}

/** BLAKE2b-256, in hex, as a ref has it. */
export function digest(part: SentPart): Promise<string>;

/** Which region each pixel is of, row by row from the top; 0 is no region. */
export function labelIds(labels: Part): Uint32Array;
