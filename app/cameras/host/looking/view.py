"""What a look measures of a picture, and how far it agrees with another."""

from dataclasses import dataclass

import cv2
import numpy as np

from app.cameras.host.looking.small import HEIGHT, WIDTH, Floats, Small
from app.cameras.host.sources import Pixels

_BLOCK = 10
_ROWS, _COLUMNS = HEIGHT // _BLOCK, WIDTH // _BLOCK
_STRUCTURED = 3.0
"""Levels of deviation within a block that are more than averaged noise."""
_BRIGHT = 225
_EXTREME = 20
"""One block in so many is darker than what counts as dark, and one brighter: a burnt-in clock."""
_WINDOW = cv2.createHanningWindow((WIDTH, HEIGHT), cv2.CV_32F)


@dataclass(frozen=True, slots=True)
class View:
    """The measures of one look."""

    structured: float
    """Share of blocks in which something can be made out."""
    spread: float
    """Levels between dark and bright blocks; a burnt-in clock does not count."""
    bright: float
    """Share of the picture that is as white as can be."""
    level: float
    """Mean brightness."""
    sharpness: float
    """Fine contrast in relation to coarse."""
    coarse: Floats
    """The picture without detail, of mean 0 and deviation 1."""
    edges: Floats
    """Where brightness changes, smoothed, of mean 0 and deviation 1."""


def measure(small: Small) -> View:
    light = small.grey.astype(np.float32)
    means = _by_block(light)
    deviations = np.sqrt(np.maximum(_by_block(light * light) - means * means, 0.0))
    by_light = np.sort(means, axis=None)
    extreme = by_light.size // _EXTREME
    return View(
        structured=float((deviations > _STRUCTURED).mean()),
        spread=float(by_light[-1 - extreme] - by_light[extreme]),
        bright=np.count_nonzero(small.grey >= _BRIGHT) / small.grey.size,
        level=float(means.mean()),
        sharpness=_sharpness(small.fine),
        coarse=normalised(cv2.GaussianBlur(light, (0, 0), 4.0)),
        edges=_edges(light),
    )


def agreement(one: Floats, other: Floats) -> float:
    """Correlation of two maps: 1 the same, 0 nothing in common."""
    return float((one * other).mean())


def shift_between(one: Floats, other: Floats) -> tuple[float, float, float]:
    """How far the whole view has moved, across and down in pixels, and how sure that is (0 to 1)."""
    # phaseCorrelate lays the window over what it is given: into copies.
    (across, down), sure = cv2.phaseCorrelate(one.copy(), other.copy(), _WINDOW)
    return float(across), float(down), float(sure)


def normalised(image: "cv2.typing.MatLike") -> Floats:
    """Of mean 0 and deviation 1."""
    mean, deviation = cv2.meanStdDev(image)
    return np.asarray((image - mean[0, 0]) / max(float(deviation[0, 0]), 1e-3), np.float32)


def _by_block(values: Floats) -> Floats:
    return np.asarray(cv2.resize(values, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _sharpness(fine: Pixels) -> float:
    """The steepest edges in relation to the contrast there is: neither light nor noise passes for sharpness."""
    bends = cv2.convertScaleAbs(cv2.Laplacian(fine, cv2.CV_16S, ksize=1))
    slopes = cv2.absdiff(fine[:, 2:], fine[:, :-2])
    return _steepest(bends) / max(_steepest(slopes), 4.0)


def _steepest(values: "cv2.typing.MatLike") -> float:
    """The level that one pixel in 200 exceeds."""
    counts = cv2.calcHist([values], [0], None, [256], [0, 256]).ravel()
    above = np.cumsum(counts[::-1])
    return float(255 - np.searchsorted(above, values.size / 200))


def _edges(light: Floats) -> Floats:
    smooth = cv2.GaussianBlur(light, (0, 0), 1.0)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    # The root keeps one strong edge from outweighing the rest of the view.
    strength = cv2.sqrt(cv2.magnitude(across, down))
    return normalised(cv2.GaussianBlur(strength, (0, 0), 1.0))
