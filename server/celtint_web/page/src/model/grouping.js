/**
 * Points that lie near each other, as groups: each is about its first point, and groups are at least as far apart as that.
 * @template {{x: number, y: number}} T
 * @param {T[]} points the most important first
 * @param {number} near in the points' own measure
 * @returns {T[][]}
 */
export function grouped(points, near) {
  const groups = [];
  const cells = new Map();
  for (const point of points) {
    const column = Math.floor(point.x / near);
    const row = Math.floor(point.y / near);
    let best = null;
    for (const group of around(cells, column, row)) {
      const far = Math.hypot(group[0].x - point.x, group[0].y - point.y);
      if (far < near && (best === null || far < best.far)) best = { group, far };
    }
    if (best) best.group.push(point);
    else {
      const group = [point];
      const place = `${column},${row}`;
      groups.push(group);
      cells.set(place, [...(cells.get(place) ?? []), group]);
    }
  }
  return groups;
}

function* around(cells, column, row) {
  for (let across = -1; across <= 1; across += 1) {
    for (let down = -1; down <= 1; down += 1) yield* cells.get(`${column + across},${row + down}`) ?? [];
  }
}
