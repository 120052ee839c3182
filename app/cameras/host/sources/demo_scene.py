"""What every demo scene has in common: a still background drawn once, things that move, noise and the burnt-in clock."""

import cv2
import numpy as np

from app.cameras.host.sources import Pixels
from app.cameras.host.sources.demo_canvas import HEIGHT, WIDTH, Brush, Colour, Lamp, Light, View

_FINE = 2
"""The background is drawn that many times as large and reduced: smooth edges for nothing later."""
_NOISE_MARGIN = 48


class Scene:
    """A place of the demo site. `draw` may run in two threads at once: it changes nothing of the scene's."""

    view = View((0, 0, 5), 25)
    lamps: tuple[Lamp, ...] = ()
    dark: Colour = (0.26, 0.19, 0.16)
    outdoors = True

    def __init__(self, night: bool) -> None:
        self.night = night
        self._light = Light(self.view, night, self.lamps, self.dark)
        self._noise = _noise(5.0 if night else 2.5)
        self._still = self._background()

    def draw(self, moment: float, caption: str) -> Pixels:
        """The scene as it is at that moment, BGRA."""
        image = self._still.copy()
        self.move(Brush(image, self.view, self._light), moment)
        left, top = int(moment * 7919) % _NOISE_MARGIN, int(moment * 104729) % _NOISE_MARGIN
        cv2.add(image, self._noise[top : top + HEIGHT, left : left + WIDTH], dst=image)
        _burn_in(image, caption)
        return image

    def build(self, brush: Brush) -> None:
        """Draws what never moves, as it looks by day."""
        raise NotImplementedError

    def kindle(self, brush: Brush) -> None:
        """Draws what shines at night."""

    def move(self, brush: Brush, t: float) -> None:
        """Draws what moves."""
        raise NotImplementedError

    def _background(self) -> Pixels:
        image: Pixels = np.zeros((HEIGHT * _FINE, WIDTH * _FINE, 4), np.uint8)
        view = self.view.larger(_FINE)
        if self.outdoors:
            _sky(image)
        self.build(Brush(image, view))
        image[..., :3] = self._light.over(_grain(image))
        if self.night:
            self.kindle(Brush(image, view))
        small = cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        still = small.astype(np.float32) * _vignette()[..., None] - (4.0 if self.night else 2.0)
        done: Pixels = still.clip(0, 255).astype(np.uint8)
        done[..., 3] = 255
        return done


def _sky(image: Pixels) -> None:
    high = image.shape[0]
    share = np.linspace(0, 1, high)[:, None]
    image[..., :3] = (np.array([205, 178, 150]) * (1 - share) + np.array([225, 220, 212]) * share)[:, None, :]


def _grain(image: Pixels) -> Pixels:
    """Walls and roads are never of one colour: large stains and fine grain."""
    random = np.random.default_rng(7)
    high, wide = image.shape[:2]
    stains = cv2.resize(
        random.normal(0, 1, (high // 60, wide // 60)).astype(np.float32),
        (wide, high),
        interpolation=cv2.INTER_CUBIC,
    )
    spots = cv2.resize(
        random.normal(0, 1, (high // 8, wide // 8)).astype(np.float32),
        (wide, high),
        interpolation=cv2.INTER_LINEAR,
    )
    fine = random.normal(0, 1, (high, wide)).astype(np.float32)
    shade = 1 + 0.025 * stains + 0.02 * spots + 0.025 * fine
    grained: Pixels = np.clip(image[..., :3] * shade[..., None], 0, 255).astype(np.uint8)
    return grained


def _vignette() -> Pixels:
    rows, columns = np.ogrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
    fall: Pixels = (1 - 0.22 * (rows**2 + columns**2) / 2 * np.sqrt(rows**2 + columns**2)).astype(np.float32)
    return fall


def _noise(strength: float) -> Pixels:
    """Sensor noise: positive, since it is added; the background is that much darker."""
    random = np.random.default_rng(11)
    size = (HEIGHT + _NOISE_MARGIN, WIDTH + _NOISE_MARGIN)
    noise: Pixels = np.zeros((*size, 4), np.uint8)
    grey = np.abs(random.normal(0, strength, size))
    for channel in range(3):
        noise[..., channel] = (grey * 0.7 + np.abs(random.normal(0, strength * 0.5, size))).clip(0, 40)
    return noise


def _burn_in(image: Pixels, caption: str) -> None:
    for colour, shift in (((15, 15, 15, 255), 1), ((240, 240, 240, 255), 0)):
        cv2.putText(
            image, caption, (10 + shift, 22 + shift), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv2.LINE_AA
        )
