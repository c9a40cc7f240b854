import { ConnectionLost, connect } from "/client/index.js";
import { labels } from "./labels.js";
import { outlines } from "./outlines.js";
import { colour } from "./requests.js";
import * as sequences from "./sequences.js";
import { stage } from "./staging.js";

/**
 * The line to the server, off the main thread: what is sent is put together here, and what comes becomes images.
 *
 * Heard: {type: "open", url, key, code}, "close", "retry"; {type: "ask", id, kind, data}, {type: "stop", id}.
 * Told: {type: "state", state, word, message, welcome, key}, {type: "progress", id, stage, share},
 * {type: "answer", id, made} or {…, error}, {type: "event", id, name, detail} of kinds that tell more than one answer.
 */
const KINDS = { colour, labels, outlines, stage, call, ...sequences };

/** Waits between attempts to reach the server, in ms; the last is repeated. */
const PAUSES = [300, 700, 1500, 3000, 6000];

let client = null;
let door = null;
let attempt = 0;
let timer = 0;
const under = new Map();

function tell(message, handed = []) {
  self.postMessage(message, handed);
}

async function open() {
  clearTimeout(timer);
  tell({ type: "state", state: "connecting" });
  try {
    client = await connect({ url: door.url, client: "celtint page", ...proof() });
  } catch (error) {
    client = null;
    refused(error);
    return;
  }
  attempt = 0;
  const { key = null, ...welcome } = client.welcome;
  if (key) door = { ...door, key };
  door.code = null;
  tell({ type: "state", state: "connected", welcome, key });
  const mine = client;
  await client.closed;
  if (client !== mine) return;
  client = null;
  tell({ type: "state", state: "away" });
  later();
}

/** What to prove ourselves with: a key stays, beside it a code says which files were handed over; alone it makes a key. */
function proof() {
  return { key: door.key ?? undefined, code: door.code ?? undefined };
}

function refused(error) {
  if (error.name === "UNAUTHORISED" || error.name === "VERSION_UNSUPPORTED") {
    const spent = error.name === "UNAUTHORISED" && !door.key;
    tell({ type: "state", state: "refused", reason: spent ? "SPENT" : error.name, message: error.message });
  } else {
    tell({ type: "state", state: "away", message: error.message });
    later();
  }
}

function later() {
  timer = setTimeout(open, PAUSES[Math.min(attempt, PAUSES.length - 1)]);
  attempt += 1;
}

async function call({ client: line, data }) {
  return line.call(data.method, data.params, data.parts).then((answer) => ({ made: answer }));
}

async function ask({ id, kind, data }) {
  const stop = new AbortController();
  under.set(id, stop);
  try {
    const context = {
      /** Asked for only when it is needed: what comes with a request is taken in while the server is away too. */
      get client() {
        if (!client) throw new ConnectionLost("The server can't be reached.");
        return client;
      },
      data,
      signal: stop.signal,
      progress: ({ stage, share }) => tell({ type: "progress", id, stage, share }),
      event: (name, detail, handed) => tell({ type: "event", id, name, detail }, handed),
    };
    const { made, handed = [] } = await KINDS[kind](context);
    tell({ type: "answer", id, made }, handed);
  } catch (error) {
    const { name, message, retryable = false } = error;
    tell({ type: "answer", id, error: { name, message, retryable } });
  } finally {
    under.delete(id);
  }
}

self.addEventListener("message", ({ data }) => {
  if (data.type === "open") {
    door = data;
    const before = client;
    client = null;
    before?.close();
    clearTimeout(timer);
    attempt = 0;
    if (data.key || data.code) open();
    else tell({ type: "state", state: "refused", reason: "UNPAIRED" });
  } else if (data.type === "retry" && !client) {
    attempt = 0;
    open();
  } else if (data.type === "close") client?.close();
  else if (data.type === "ask") ask(data);
  else if (data.type === "stop") under.get(data.id)?.abort();
});
