"""Arms and legs with sleeves, trousers, socks and shoes, from `Tailor`'s measures."""

import numpy as np

from celtint_train.puppets.pieces import Piece, smooth, tube
from celtint_train.puppets.skeleton import End, Foot, Limb
from celtint_train.puppets.tailor import SIDES, Tailor


def arms(dress: Tailor) -> list[Piece]:
    """Arms, the one behind first: skin, sleeves, hands."""
    up, low = dress.build.arm
    w = dress.thick * 0.82
    out = []
    for name, side in SIDES:
        limb = f"arm {name}"
        arm = tube([(0.0, w * 0.95), (up * 0.5, w), (up, w * 0.8), (up + low * 0.4, w * 0.82), (up + low, w * 0.55)])
        shade = dress.limb_shade(f"arm shade {name}", limb, 0, up + low, w, dress.c.skin)
        bare = Piece(limb, arm, Limb(limb), dress.c.skin, inside=shade)
        hand = _hand(dress, name, side)
        if dress.sleeve != "long":
            out += [bare, hand]
        else:
            out.append(hand)
        out += _sleeve(dress, name, limb, up, low, w)
    return out


def _hand(dress: Tailor, name: str, side: float) -> Piece:
    k = dress.thick / 0.11
    palm = [
        (-0.055, -0.03),
        (0.05, -0.03),
        (0.075, 0.05),
        (0.06, 0.13),
        (0.03, 0.19),
        (-0.03, 0.19),
        (-0.06, 0.14),
        (-0.075, 0.1),
        (-0.12, 0.12),
        (-0.125, 0.07),
        (-0.08, 0.02),
    ]
    fingers = [smooth([(x, 0.18), (x, 0.115)], closed=False, steps=3) for x in (-0.012, 0.022)]
    rig = End(f"arm {name}", f"hand {name}")
    flip = (side * k, k)
    lines = tuple(Piece(f"finger {name} {i}", f * flip, rig, line=0.5) for i, f in enumerate(fingers))
    return Piece(f"hand {name}", smooth(palm) * flip, rig, dress.c.skin, 0.9, inside=lines)


def _sleeve(dress: Tailor, name: str, limb: str, up: float, low: float, w: float) -> list[Piece]:
    rig, colour = Limb(limb), dress.top
    if dress.sleeve == "none":
        return []
    if dress.sleeve == "long":
        end = up + low * 0.97
        shape = tube(
            [(-0.02, w * 1.25), (up * 0.5, w * 1.3), (up, w * 1.15), (up + low * 0.6, w * 1.2), (end, w * 1.1)]
        )
        inside = dress.limb_shade(f"sleeve shade {name}", limb, 0, end, w * 1.3, colour) + dress.folds(
            f"sleeve {name}", limb, up, w * 1.2
        )
        cuff = tube([(end - 0.09, w * 1.16), (end + 0.01, w * 1.16)])
        return [
            Piece(f"sleeve {name}", shape, rig, colour, inside=inside),
            Piece(f"cuff {name}", cuff, rig, dress.c.second),
        ]
    end = up * (0.62 if dress.sleeve == "short" else 0.55)
    k = 1.35 if dress.sleeve == "short" else 1.85
    shape = tube([(-0.03, w * 1.25), (end * 0.6, w * k), (end, w * (k if dress.sleeve == "short" else 1.25))])
    shade = dress.limb_shade(f"sleeve shade {name}", limb, 0, end, w * k, colour)
    return [Piece(f"sleeve {name}", shape, rig, colour, inside=shade)]


def legs(dress: Tailor) -> list[Piece]:
    """Legs with socks, trousers and shoes; the left one lies behind."""
    up, low = dress.build.leg
    w = dress.thick * 1.25
    out = []
    socks = bool(dress.rng.random() < 0.6)
    sock_top = float(dress.rng.uniform(0.15, 0.85))
    for name, _ in SIDES:
        limb, rig = f"leg {name}", Limb(f"leg {name}")
        leg = tube(
            [
                (-0.05, w * 1.15),
                (up * 0.5, w * 1.05),
                (up, w * 0.8),
                (up + low * 0.35, w * 0.82),
                (up + low, w * 0.5),
            ]
        )
        shade = dress.limb_shade(f"leg shade {name}", limb, 0, up + low, w, dress.c.skin)
        if dress.below != "trousers":
            out.append(Piece(limb, leg, rig, dress.c.skin, inside=shade))
        if socks and dress.below != "trousers":
            top = up + low * (1 - sock_top)
            k = np.interp([top, (top + up + low) / 2], [up, up + low * 0.35, up + low], [0.86, 0.88, 0.56])
            sock = tube([(top, w * float(k[0])), ((top + up + low) / 2, w * float(k[1])), (up + low + 0.03, w * 0.56)])
            out.append(Piece(f"sock {name}", sock, rig, dress.c.second))
        out.append(_shoe(dress, name))
        out += _trouser(dress, name, limb, up, low, w)
    return out


def _shoe(dress: Tailor, name: str) -> Piece:
    k = dress.thick / 0.11
    shoe = smooth(
        [
            (-0.085, -0.07),
            (0.07, -0.07),
            (0.09, 0.0),
            (0.2, 0.03),
            (0.23, 0.08),
            (0.2, 0.105),
            (-0.09, 0.105),
            (-0.1, 0.03),
        ],
        (6, 5),
    ) * (k, 1.0)
    sole = smooth([(-0.2, 0.075), (0.3, 0.075), (0.3, 0.2), (-0.2, 0.2)], range(4), steps=3) * (k, 1.0)
    rig = Foot(f"leg {name}")
    return Piece(
        f"shoe {name}", shoe, rig, dress.c.accent, inside=(Piece(f"sole {name}", sole, rig, dress.c.second, 0.6),)
    )


def _trouser(dress: Tailor, name: str, limb: str, up: float, low: float, w: float) -> list[Piece]:
    if dress.below not in ("trousers", "shorts"):
        return []
    end = up + low * 0.93 if dress.below == "trousers" else up * 0.72
    wide = w * (1.2 if dress.below == "trousers" else 1.3)
    shape = tube([(-0.08, w * 1.22), (min(up * 0.5, end * 0.5), wide), (end * 0.75, wide * 0.92), (end, wide * 0.95)])
    inside = dress.limb_shade(f"trouser shade {name}", limb, 0, end, wide, dress.bottom)
    if dress.below == "trousers":
        inside += dress.folds(f"trouser {name}", limb, up, wide)
    return [Piece(f"trouser {name}", shape, Limb(limb), dress.bottom, inside=inside)]
