"""What a camera usually shows, learnt slowly: the measure for covered, out of focus and moved."""

from dataclasses import dataclass

import numpy as np

from app.cameras.host.looking.small import Floats
from app.cameras.host.looking.view import View, normalised

LEARNT_AFTER = 10
"""Views that the first impression is made of; nothing is judged by it before."""
_FOLLOW_S = 300.0
"""Time in which most of the past is replaced: dusk is followed, a hand before the lens is not."""


@dataclass(frozen=True, slots=True)
class Past:
    """Running means of what was measured."""

    views: int
    structured: float
    bright: float
    level: float
    sharpness: float
    coarse: Floats
    edges: Floats

    @property
    def known(self) -> bool:
        return self.views >= LEARNT_AFTER

    def usual_edges(self) -> Floats:
        return normalised(self.edges)

    def usual_coarse(self) -> Floats:
        return normalised(self.coarse)


def begin(view: View) -> Past:
    return Past(1, view.structured, view.bright, view.level, view.sharpness, view.coarse, view.edges)


def follow(past: Past, view: View, passed_s: float) -> Past:
    """The past with one more view in it, `passed_s` after the one before."""
    slow = 1.0 - float(np.exp(-passed_s / _FOLLOW_S))
    # The first impression is a plain mean.
    share = slow if past.known else max(slow, 1.0 / (past.views + 1))
    kept = 1.0 - share
    return Past(
        past.views + 1,
        kept * past.structured + share * view.structured,
        kept * past.bright + share * view.bright,
        kept * past.level + share * view.level,
        kept * past.sharpness + share * view.sharpness,
        np.float32(kept) * past.coarse + np.float32(share) * view.coarse,
        np.float32(kept) * past.edges + np.float32(share) * view.edges,
    )
