"""What stands and moves in the demo scenes: cars, people, trees, lamps, houses."""

import math

import cv2
import numpy as np

from app.cameras.host.sources.demo_canvas import Brush, Colour, Point, dim

GLASS: Colour = (70, 60, 50)
SKIN: Colour = (130, 165, 205)
_SUN = (0.55, 0.35)
"""How far a shadow falls to the right and ahead, per metre of height."""


def box(brush: Brush, corners: list[tuple[float, float]], low: float, high: float, colour: Colour) -> None:
    """An upright box on four ground points; each side as bright as it faces the sky and the sun."""
    bottom = [(x, y, low) for x, y in corners]
    top = [(x, y, high) for x, y in corners]
    centre = np.mean(np.array(corners), axis=0)
    sides = []
    for index in range(4):
        after = (index + 1) % 4
        middle = (np.array(corners[index]) + np.array(corners[after])) / 2
        outward = middle - centre
        seen = brush.view.towards((float(middle[0]), float(middle[1]), (low + high) / 2))
        if float(seen[0] * outward[0] + seen[1] * outward[1]) < 0:
            shade = 0.62 + 0.2 * math.cos(math.atan2(outward[1], outward[0]) - 2.2)
            sides.append(
                (float(np.linalg.norm(seen)), [bottom[index], bottom[after], top[after], top[index]], shade)
            )
    for _, side, shade in sorted(sides, key=lambda item: -item[0]):
        brush.area(side, dim(colour, shade))
    brush.area(top, colour)


def oblong(x: float, y: float, length: float, width: float, heading: float) -> list[tuple[float, float]]:
    """The ground points of something that long, heading that many degrees from ahead to the right."""
    turn = math.radians(heading)
    along, across = (math.sin(turn), math.cos(turn)), (math.cos(turn), -math.sin(turn))
    signs = ((-1, -1), (-1, 1), (1, 1), (1, -1))
    return [
        (
            x + along[0] * a * length / 2 + across[0] * b * width / 2,
            y + along[1] * a * length / 2 + across[1] * b * width / 2,
        )
        for a, b in signs
    ]


def shadow(brush: Brush, corners: list[tuple[float, float]], high: float, alpha: float = 0.42) -> None:
    """By the sun in the day; at night the lamps leave a faint one right below."""
    if brush.light is not None and brush.light.night:
        high, alpha = 0.25, alpha * 0.8
    base = [(x, y, 0.0) for x, y in corners]
    cast = [(x + _SUN[0] * high, y + _SUN[1] * high, 0.0) for x, y in corners]
    points = brush.view.project(base + cast)
    if len(points) >= 3:
        hull = cv2.convexHull(points.astype(np.float32))[:, 0, :].astype(np.float64)
        brush.fill(hull, (12, 10, 8), alpha)


def car(brush: Brush, x: float, y: float, heading: float, colour: Colour, *, lights: bool = False) -> None:
    body = oblong(x, y, 4.4, 1.8, heading)
    turn = math.radians(heading)
    ahead = (math.sin(turn), math.cos(turn))
    shadow(brush, oblong(x, y, 4.5, 1.9, heading), 1.1)
    box(brush, body, 0.18, 0.85, colour)
    back = (x - ahead[0] * 0.35, y - ahead[1] * 0.35)
    box(brush, oblong(*back, 2.5, 1.6, heading), 0.85, 1.22, GLASS)
    box(brush, oblong(*back, 1.9, 1.5, heading), 1.22, 1.4, colour)
    for along in (-1.35, 1.35):
        for side in (-0.86, 0.86):
            wheel = (x + ahead[0] * along + ahead[1] * side, y + ahead[1] * along - ahead[0] * side, 0.3)
            if _faces(brush, wheel, (ahead[1] * side, -ahead[0] * side)):
                brush.blob(wheel, 0.62, 0.62, (22, 22, 22))
                brush.blob(wheel, 0.3, 0.3, (120, 120, 120))
    _car_lights(brush, (x, y), ahead, lights=lights)


def _faces(brush: Brush, at: Point, outward: tuple[float, float]) -> bool:
    seen = brush.view.towards(at)
    return float(seen[0] * outward[0] + seen[1] * outward[1]) < 0


def _car_lights(brush: Brush, at: tuple[float, float], ahead: tuple[float, float], *, lights: bool) -> None:
    for side in (-0.62, 0.62):
        front = (at[0] + ahead[0] * 2.2 + ahead[1] * side, at[1] + ahead[1] * 2.2 - ahead[0] * side, 0.6)
        rear = (at[0] - ahead[0] * 2.2 + ahead[1] * side, at[1] - ahead[1] * 2.2 - ahead[0] * side, 0.65)
        if _faces(brush, front, ahead):
            brush.blob(front, 0.34, 0.18, (235, 245, 250))
            if lights:
                brush.glow(front, 1.1, (190, 225, 250), 0.9)
        if _faces(brush, rear, (-ahead[0], -ahead[1])):
            brush.blob(rear, 0.34, 0.16, (30, 30, 190))
            if lights:
                brush.glow(rear, 0.6, (20, 20, 220), 0.8)
    if lights:
        nose = (at[0] + ahead[0] * 2.4, at[1] + ahead[1] * 2.4)
        far = (at[0] + ahead[0] * 9.0, at[1] + ahead[1] * 9.0)
        beam: list[Point] = [
            (nose[0] - ahead[1] * 0.7, nose[1] + ahead[0] * 0.7, 0.02),
            (nose[0] + ahead[1] * 0.7, nose[1] - ahead[0] * 0.7, 0.02),
            (far[0] + ahead[1] * 2.2, far[1] - ahead[0] * 2.2, 0.02),
            (far[0] - ahead[1] * 2.2, far[1] + ahead[0] * 2.2, 0.02),
        ]
        points = brush.view.project(beam)
        if len(points) >= 3:
            brush.fill(points, (150, 190, 205), 0.2)


def person(
    brush: Brush,
    x: float,
    y: float,
    stride: float,
    coat: Colour,
    trousers: Colour = (62, 50, 45),
    tall: float = 1.7,
) -> None:
    """Seen from any side; `stride` counts steps, 0 and whole numbers are legs together."""
    shadow(brush, oblong(x, y, 0.3, 0.45, 0), tall * 0.9, 0.35)
    swing = math.sin(stride * math.pi) * 0.28
    hip, shoulder = tall * 0.5, tall * 0.82
    for sign in (-1, 1):
        foot = (x + sign * (0.08 + swing * 0.55), y - sign * swing * 0.4, 0.04)
        brush.line((x + sign * 0.08, y, hip), foot, trousers, 0.17)
        brush.blob(foot, 0.24, 0.12, (25, 25, 28))
    for sign in (-1, 1):
        hand = (x + sign * 0.27 - sign * swing * 0.5, y, hip + 0.02)
        brush.line((x + sign * 0.2, y, shoulder - 0.06), hand, dim(coat, 0.8), 0.12)
    torso = [
        (x - 0.19, y, hip - 0.06),
        (x + 0.19, y, hip - 0.06),
        (x + 0.23, y, shoulder),
        (x - 0.23, y, shoulder),
    ]
    brush.area(torso, coat)
    brush.area([torso[1], torso[2], (x + 0.06, y, shoulder), (x + 0.06, y, hip - 0.06)], dim(coat, 0.82))
    brush.blob((x, y, tall * 0.915), 0.2, 0.26, SKIN)
    brush.blob((x, y, tall * 0.955), 0.22, 0.19, (28, 26, 30))


def tree(brush: Brush, x: float, y: float, size: float, seed: int, sway: float = 0.0) -> None:
    """Many small clumps of leaves, darker below."""
    random = np.random.default_rng(seed)
    brush.line((x, y, 0), (x, y, size * 0.55), (45, 62, 80), 0.05 * size)
    for _ in range(46):
        angle, reach = random.uniform(0, 2 * math.pi), math.sqrt(random.uniform(0, 1)) * size * 0.34
        rise = random.uniform(-1, 1)
        height = size * 0.72 + rise * size * 0.26
        green = 0.55 + 0.35 * (rise + 1) / 2 + random.uniform(-0.08, 0.08)
        leaf = dim((52, 118, 88), green)
        at = (
            x + reach * math.cos(angle) * (1 - 0.4 * abs(rise)) + sway,
            y + reach * math.sin(angle) * 0.4,
            height,
        )
        brush.blob(at, size * 0.2, size * 0.17, leaf)


def lamp_post(brush: Brush, x: float, y: float, height: float = 5.0) -> None:
    brush.line((x, y, 0), (x, y, height), (92, 92, 90), 0.12)
    brush.line((x, y, height), (x + 0.7, y, height + 0.1), (92, 92, 90), 0.08)
    brush.blob((x + 0.7, y, height + 0.05), 0.6, 0.16, (200, 205, 205))


def lamp_light(brush: Brush, x: float, y: float, height: float = 5.0, warm: Colour = (150, 215, 255)) -> None:
    """A burning lamp: its cone in the haze, and the lens flare around it."""
    for wide, alpha in ((0.9, 0.05), (1.8, 0.04), (2.6, 0.03)):
        cone = brush.view.project(
            [(x + 0.65, y, height), (x + 0.75, y, height), (x + wide + 0.7, y, 0), (x - wide + 0.7, y, 0)]
        )
        if len(cone) >= 3:
            brush.fill(cone, warm, alpha)
    brush.glow((x + 0.7, y, height), 1.6, warm, 0.75)
    brush.glow((x + 0.7, y, height), 0.45, (255, 255, 255), 1.0)


def house(
    brush: Brush, corners: list[tuple[float, float]], height: float, colour: Colour, seed: int = 1
) -> None:
    """A block of flats with a window in each bay of the side between its first two corners."""
    box(brush, corners, 0.0, height, colour)
    windows(brush, corners, height, seed)


def windows(
    brush: Brush, corners: list[tuple[float, float]], height: float, seed: int, *, only_lit: bool = False
) -> None:
    """The same windows for the same seed, so that some can be lit once the night lies over the house."""
    random = np.random.default_rng(seed)
    (x1, y1), (x2, y2) = corners[0], corners[1]
    bays = max(2, int(math.hypot(x2 - x1, y2 - y1) / 3.2))
    for floor in range(int(height / 3)):
        low = floor * 3.0 + 1.1
        for bay in range(bays):
            glass: Colour = (96, 84, 74) if random.random() < 0.6 else (124, 112, 98)
            if only_lit:
                if random.random() > 0.35:
                    continue
                glass = (90, 165, 205)
            share = [(bay + 0.25) / bays, (bay + 0.75) / bays]
            west, east = [(x1 + (x2 - x1) * s, y1 + (y2 - y1) * s) for s in share]
            brush.area([(*west, low), (*east, low), (*east, low + 1.4), (*west, low + 1.4)], glass)
