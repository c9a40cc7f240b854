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

/** A picture, or an array of numbers: width × height × BYTES_PER_PIXEL bytes, a PNG file, or strokes. Alpha is straight. */
export interface Part {
  encoding: Encodings;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/**
 * A part as it is sent; the bytes are no copy. keep: the server will be asked about the same bytes again, so from the
 * second time on only their hash travels. Whoever changes them meanwhile does no harm: then they are sent again.
 */
export interface SentPart {
  encoding: Encodings;
  width: number;
  height: number;
  bytes: ArrayBufferView | ArrayBufferLike;
  keep?: boolean;
}

/** The size of a colouring in pixels: of what came back, else of what was sent, null if neither is known. */
export interface Coloured {
  width: number | null;
  height: number | null;
}

/** One outline. points: x and y of one point after the other, in pixels from the top left corner, the first not again. */
export interface Ring {
  region: number;
  hole: boolean;
  points: Float32Array;
}

/**
 * The regions' outlines: outer rings counter-clockwise as seen, each followed by its holes, which run clockwise.
 * table: region id, number of points, 1 for a hole or 0, a ring.
 */
export interface Polygons extends Iterable<Ring> {
  points: Float32Array;
  table: Uint32Array;
}

export interface ConnectOptions {
  /** ws:// or wss:// */
  url: string;
  /** From the server's state or token file. */
  token?: string;
  /** Shown once by the server, spent at once; `welcome.key` is what to say from then on. */
  code?: string;
  /** From an earlier `welcome.key`. */
  key?: string;
  /** The application's name, for the server's log. */
  client: string;
  /** The application's; the client's own if it isn't given. */
  version?: string;
  /** Milliseconds for connecting and for short answers, 10 000 if it isn't given; colouring takes as long as it takes. */
  timeout?: number;
  /** Where there is none, as in Node.js 20: that of the package ws. */
  WebSocket?: any;
}

export interface JobOptions {
  /** Cancels the job. */
  signal?: AbortSignal;
  /** If it throws, the job is cancelled and fails with what was thrown; so does onQueued. */
  onProgress?: (news: Progress) => void;
  /** position: in the queue, 0 is next. */
  onQueued?: (news: Progress) => void;
}

/**
 * Connect to a server and say hello. Fails with UNAUTHORISED, VERSION_UNSUPPORTED, QUEUE_FULL, or a ConnectionLost if
 * nothing answers there.
 */
export function connect(options: ConnectOptions): Promise<Client>;

/** One connection to one server. */
export class Client {
  private constructor();
  /** What the server said to hello. */
  readonly welcome: Welcome;
  /** Settled when the connection has ended: with why, or null if it was closed here. */
  readonly closed: Promise<CeltintError | null>;
  /** Colour one picture. With `live`, a newer request of the same name takes its place and it fails with CANCELLED. */
  colour(request: ColourRequest, options?: JobOptions): Job;
  /** Give one palette entry of a finished job another colour; the answer is a job of its own. */
  palette(request: PaletteRequest, options?: JobOptions): Job;
  /**
   * What a job gave, waiting for it if it isn't done; on a new connection too, for ten minutes after it has ended.
   * wanted: what comes back; as was asked for at first, if it isn't given.
   */
  resume(job: Job | string, wanted?: Wanted, options?: JobOptions): Job;
  /** Begin a sequence: then send its frames, start it, and take what comes. */
  sequence(request?: SequenceRequest, options?: JobOptions): Sequence;
  /** Give one palette entry of a finished sequence another colour; the frames that have it come back. */
  sequencePalette(request: PaletteRequest, options?: JobOptions): Sequence;
  /** The frames of a sequence that weren't taken yet; on a new connection too, and after a cancel. */
  resumeSequence(sequence: Sequence | string, options?: JobOptions): Sequence;
  /** The networks that can be asked for. */
  models(): Promise<Model[]>;
  /** Any request of the contract, as it is. */
  call(
    method: string,
    params?: Record<string, unknown>,
    parts?: Record<string, SentPart>,
  ): Promise<{ result: Record<string, any>; parts: Record<string, Part> }>;
  /** Close the connection; jobs under way go on and are kept by the server for ten minutes. */
  close(): Promise<void>;
}

/** A picture's job: a promise of its result that can be cancelled. */
export class Job implements PromiseLike<Colouring> {
  private constructor();
  /** The job's id, null until the server has taken it. */
  get id(): string | null;
  /** The job's id as soon as the server has taken it. */
  get started(): Promise<string>;
  /** Stop it: its promise is rejected with CANCELLED at once, the server follows within about a second. */
  cancel(): void;
  then: Promise<Colouring>["then"];
  catch: Promise<Colouring>["catch"];
  finally: Promise<Colouring>["finally"];
}

/** Many frames, of which only a few are in memory at any time. */
export class Sequence {
  private constructor();
  /** The job's id, null until the server has taken it. */
  get id(): string | null;
  /** The job's id as soon as the server has taken it. */
  get started(): Promise<string>;
  /** Every frame's number, how many regions it has and which are unsure, once all frames were taken. */
  get done(): Promise<SequenceDone>;
  /**
   * The coloured frames, in the order in which they get done. What the loop has come back from is taken: the server
   * forgets it and sends one more. A loop that is left early cancels the sequence.
   */
  get frames(): AsyncIterableIterator<FrameAnswer>;
  /**
   * Send one frame and wait until the server has stored it; gives how many it has. Of many at once a few are under way.
   * In a correction what isn't given stays as it was, and the frame loses what `without` names.
   */
  frame(number: number, given?: Omit<Frame, "number">): Promise<number>;
  /** These were all frames: colour them. While the server's queue is full it is asked again, for a minute. */
  start(): Promise<void>;
  /** Send all frames, a few at a time, and start. They are taken one by one, so read them there. */
  send(frames: Iterable<Frame> | AsyncIterable<Frame>): Promise<void>;
  /** Stop it. The frames that were finished still come, then `frames` and `done` fail with CANCELLED. */
  cancel(): void;
}

/** What the server says went wrong, or this client. `message` is one plain sentence. */
export class CeltintError extends Error {
  constructor(
    name: ErrorName | "CONNECTION_LOST",
    message: string,
    told?: { code?: number; retryable?: boolean; data?: Record<string, any> },
  );
  /** The stable name, of ERRORS; servers may have more of them. */
  name: string;
  /** JSON-RPC's integer. */
  code: number;
  /** Whether trying again may help. */
  retryable: boolean;
  /** What the server said beside it. */
  data: Record<string, any>;
}

/** The line broke. The server keeps `job` for ten minutes: connect again and `resume` it. */
export class ConnectionLost extends CeltintError {
  constructor(message: string, job?: string | null);
  job: string | null;
}

/** BLAKE2b-256, in hex, of a part, as a ref has it. Takes turns with others while it works. */
export function digest(part: SentPart): Promise<string>;

/** Which region each pixel is of, row by row from the top; 0 is no region. A view where the bytes lie aligned. */
export function labelIds(labels: Part): Uint32Array;
