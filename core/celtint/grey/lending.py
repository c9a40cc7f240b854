"""Colours that another scene's key lends to grey frames: by how light and how rough a place is, never by motion.

Welsh, Ashikhmin and Mueller (2002), with what is around a place and how high it lies beside its own light.
"""

import cv2
import numpy as np
from scipy.spatial import cKDTree

from celtint.grey import tuning
from celtint.types.arrays import F32, Bool


def lent(light: F32, key_light: F32, key_chroma: F32, said: Bool) -> F32:
    """(h, w, 2) float32 a and b for a frame, from a key of another picture.

    light, key_light: (h, w) L of both as they are in grey, 0 to 100. key_chroma: (h, w, 2). said: (h, w) where the key
    says something; nothing is lent where it is nowhere. What is unlike all that the key has stays without colour.
    """
    known = said.copy()
    known[1::2] = known[:, 1::2] = False
    if not known.any():
        return np.zeros((*light.shape, 2), np.float32)
    told = cKDTree(_described(key_light)[known])
    asked = _described(light)[::2, ::2]
    count = min(tuning.LENDING.asked, int(known.sum()))
    away, which = told.query(asked.reshape(-1, asked.shape[-1]), k=list(range(1, count + 1)))
    weight = np.exp(-0.5 * np.square(away))
    share = weight / (weight.sum(axis=1, keepdims=True) + 1e-9)
    # The nearest is asked too how like it is: to a light that the key has nowhere it says nothing.
    found = (share[..., None] * key_chroma[known][which]).sum(axis=1) * weight[:, :1]
    small = found.reshape(*asked.shape[:2], 2).astype(np.float32)
    return _along(light, np.asarray(cv2.resize(small, light.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32))


def _described(light: F32) -> F32:
    """(h, w, 4) what places are compared by, each in its own unit."""
    t = tuning.LENDING
    own, around = cv2.GaussianBlur(light, (0, 0), 1.0), cv2.GaussianBlur(light, (0, 0), max(light.shape) / t.around)
    rough = np.sqrt(np.maximum(cv2.blur(light * light, (7, 7)) - np.square(cv2.blur(light, (7, 7))), 0))
    height = np.broadcast_to(np.linspace(0, 1, light.shape[0], dtype=np.float32)[:, None], light.shape)
    return np.stack([own / t.light, around / t.wide, rough / t.rough, height / t.height], axis=-1).astype(np.float32)


def _along(light: F32, chroma: F32) -> F32:
    """Chroma smoothed along the frame's own edges (guided filter: He, Sun and Tang 2013)."""
    side = (2 * (max(light.shape) // 48) + 1,) * 2
    mean, means = cv2.blur(light, side), cv2.blur(chroma, side)
    spread = cv2.blur(light * light, side) - mean * mean
    both = cv2.blur(light[..., None] * chroma, side) - mean[..., None] * means
    slope = both / (spread + np.float32(tuning.LENDING.soft))[..., None]
    rest = means - slope * mean[..., None]
    return np.asarray(cv2.blur(slope, side) * light[..., None] + cv2.blur(rest, side), np.float32)
