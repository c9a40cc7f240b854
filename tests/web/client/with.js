/** A client of the server under test, and pictures small enough to be quick. */

import { connect } from "../../../server/celtint_web/client/src/index.js";

export const { CELTINT_URL: url, CELTINT_TOKEN: token } = process.env;

/** The package ws, where it is to be tried. */
export const WebSocket = process.env.CELTINT_WS ? (await import(process.env.CELTINT_WS)).WebSocket : globalThis.WebSocket;
export const RED = [200, 30, 40];
export const settings = { mode: "line", undecided: "transparent" };

export function connected(options = {}) {
  return connect({ url, token, client: "test", WebSocket, ...options });
}

/** Run a test with a client that is closed afterwards. */
export function having(body, options) {
  return async (context) => {
    const client = await connected(options);
    try {
      await body(client, context);
    } finally {
      await client.close();
    }
  };
}

/** A WebSocket that notes what it sends. */
export function noting() {
  const sent = [];
  class Noting extends WebSocket {
    send(data) {
      sent.push(data);
      super.send(data);
    }
  }
  return { sent, WebSocket: Noting };
}

/** White with a black line across the middle: a region above and one below. */
export function drawing(width = 64, height = 64, more = {}) {
  const bytes = new Uint8Array(width * height).fill(255);
  bytes.fill(0, (height / 2) * width, (height / 2 + 1) * width);
  return { encoding: "l8", width, height, bytes, ...more };
}

/** A drawing that keeps the server busy for a while: many small cells. */
export function busy(side = 1500) {
  const bytes = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) if (x % 30 === 0 || y % 30 === 0) bytes[y * side + x] = 0;
  }
  return { encoding: "l8", width: side, height: side, bytes };
}

/** One dab, in the upper region if y doesn't say otherwise. */
export function dab(width = 64, height = 64, { colour = RED, y = 8, ...more } = {}) {
  const bytes = new Uint8Array(4 * width * height);
  for (let row = y; row < y + 5; row++) {
    for (let x = 8; x < 13; x++) bytes.set([...colour, 255], 4 * (row * width + x));
  }
  return { encoding: "rgba8", width, height, bytes, ...more };
}

/** The drawing as an artist coloured it. */
export function painted(width = 64, height = 64, upper = RED, lower = [10, 90, 220]) {
  const bytes = new Uint8Array(4 * width * height);
  for (let at = 0; at < width * height; at++) bytes.set([...(at < (width * height) / 2 ? upper : lower), 255], 4 * at);
  return { encoding: "rgba8", width, height, bytes };
}

/** The colour of a pixel of a result. */
export function pixel({ colour, width }, x, y) {
  return [...colour.bytes.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

/** What an error must be, for assert.rejects. */
export function named(name, words = /^[^\n]+[.?]$/) {
  return (error) => error.name === name && words.test(error.message);
}
