import { ConnectionLost, labelIds } from "/client/index.js";
import { packAreas } from "../model/runs.js";

/**
 * Sequences, in the link's worker. A frame is asked for when the one before it is kept, so none is lost and few are in
 * memory on either side.
 */

/** Job → {sequence, frames, hear}: hear is told of progress while a frame is waited for. */
const under = new Map();

/** Begin one. Data: the contract's request. Made: {job}. */
export function sequence({ client, data }) {
  return follow((options) => client.sequence(data, options));
}

/** Go on with one, as after a lost connection. Data: {job}. Made: {job}. */
export function resume({ client, data: { job } }) {
  return follow((options) => client.resumeSequence(job, options));
}

/** Give a palette entry of a finished one another colour. Data: the contract's request. Made: {job}, of its own. */
export function swap({ client, data }) {
  return follow((options) => client.sequencePalette(data, options));
}

/** Send a frame. Data: {job, number, picture, hints, key, boxes, without}. Made: how many the server has. */
export async function frame({ data: { job, number, ...given } }) {
  return { made: await find(job).sequence.frame(number, given) };
}

/** All frames are sent. Data: {job}. */
export async function start({ data: { job } }) {
  await find(job).sequence.start();
  return { made: null };
}

/** The next coloured frame; the one before it is safe. Data: {job}. Made: {frame}, or {done} when there are no more. */
export async function take({ data: { job }, progress }) {
  const one = find(job);
  one.hear = progress;
  try {
    const { done, value } = await one.frames.next();
    if (!done) return { made: { frame: await shown(value) } };
    under.delete(job);
    return { made: { done: await one.sequence.done } };
  } catch (error) {
    under.delete(job);
    throw error;
  } finally {
    one.hear = () => {};
  }
}

/** Let go of one. Data: {job}. */
export async function drop({ data: { job } }) {
  under.get(job)?.sequence.cancel();
  under.delete(job);
  return { made: null };
}

async function follow(make) {
  const one = { hear: () => {} };
  const told = (news) => one.hear(news);
  one.sequence = make({ onProgress: told, onQueued: told });
  const job = await one.sequence.started;
  one.frames = one.sequence.frames;
  under.set(job, one);
  return { made: { job } };
}

function find(job) {
  const one = under.get(job);
  if (!one) throw new ConnectionLost("The server was away meanwhile.", job);
  return one;
}

async function shown({ number, mode, palette, regions, notes, held, cut, doubt, colour, labels }) {
  const blob = new Blob([colour.bytes], { type: "image/png" });
  const areas = labels && (await packAreas(labelIds(labels)));
  return { number, mode, palette, regions: regions ?? [], notes, held, cut, doubt, blob, areas };
}
