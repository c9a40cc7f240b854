"""Which fragments belong together: joining along passages, widest first.

Kruskal's algorithm on the passage graph gives the maximum spanning forest; cutting it where a passage is narrow beside
what it joins gives regions, and cutting it between hints of different colours gives every fragment the hint that
reaches it by the widest way (a watershed cut: Cousty et al. 2009).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from celtint.types.arrays import F32, I32, Bool


class Forest:
    """Union-find with path halving; the root of a tree is its smallest member."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def find(self, a: int) -> int:
        parent = self.parent
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    def join(self, a: int, b: int) -> int:
        low, high = (a, b) if a < b else (b, a)
        self.parent[high] = low
        return low

    def roots(self) -> I32:
        return np.array([self.find(a) for a in range(len(self.parent))], np.int32)


@dataclass(frozen=True)
class Shut:
    """What keeps passages shut.

    waist: (m,) float32, a passage narrower than this share of the smaller of the two areas it joins is shut; 0: never.
    channel: (m,) bool, nothing is drawn across it, so that it is open between two areas that both are outside.
    outside: (n,) bool, fragments that reach the page's border.
    """

    waist: F32
    channel: Bool
    outside: Bool


def merge_open(peak: F32, edges: I32, saddle: F32, shut: Shut) -> I32:
    """Join fragments unless what is between them is a gap in a line.

    peak: (n,) widest half width of each fragment. edges: (m, 2), saddle: (m,) half width of each passage;
    Returns (n,) the root of each fragment.
    """
    # What is open first: how large the areas on both sides of a gap are is known once they are whole.
    doors = shut.waist > 0
    ways = edges[~doors]
    joined = coo_array((np.ones(len(ways), np.int8), (ways[:, 0], ways[:, 1])), shape=(len(peak),) * 2)
    count, whole = connected_components(joined, directed=False)
    largest, rims = np.zeros(count, np.float32), np.zeros(count, bool)
    np.maximum.at(largest, whole, peak)
    rims[whole[shut.outside]] = True
    forest, height, outside = Forest(count), largest.tolist(), rims.tolist()
    closed = np.flatnonzero(doors)
    for k in closed[np.argsort(-saddle[closed], kind="stable")]:
        a, b = (forest.find(int(whole[side])) for side in edges[k])
        if a == b:
            continue
        around = shut.channel[k] and outside[a] and outside[b]
        if around or float(saddle[k]) >= shut.waist[k] * min(height[a], height[b]):
            top, rim = max(height[a], height[b]), outside[a] or outside[b]
            low = forest.join(a, b)
            height[low], outside[low] = top, rim
    root = forest.roots()[whole]
    first = np.full(count, len(peak), np.int32)
    np.minimum.at(first, root, np.arange(len(peak), dtype=np.int32))
    return np.asarray(first[root], np.int32)


def spread_marks(count: int, edges: I32, width: F32, marks: dict[int, int]) -> I32:
    """Give every node the mark that reaches it by the widest way.

    count nodes, edges (m, 2) with width (m,), marks: node -> mark (>= 1). Returns (count,) marks, 0 where none reaches.
    """
    forest = Forest(count)
    mark = [0] * count
    for node, m in marks.items():
        mark[node] = m
    for k in np.argsort(-width, kind="stable"):
        a, b = forest.find(int(edges[k, 0])), forest.find(int(edges[k, 1]))
        if a == b or (mark[a] and mark[b] and mark[a] != mark[b]):
            continue
        both = mark[a] or mark[b]
        mark[forest.join(a, b)] = both
    return np.array([mark[r] for r in forest.roots()], np.int32)
