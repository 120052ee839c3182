"""Demo scenes under a roof: lobby, lift, garage, entrance of a building, corridor."""

import math

from app.cameras.host.sources.demo_canvas import Brush, Colour, Lamp, Point, View
from app.cameras.host.sources.demo_outdoor import CARS, PAVING, YELLOW, there_and_back
from app.cameras.host.sources.demo_scene import Scene
from app.cameras.host.sources.demo_things import box, car, oblong, person, shadow, tree

INDOOR_DARK: Colour = (0.42, 0.40, 0.38)


def room(
    brush: Brush,
    left: float,
    right: float,
    depth: float,
    high: float,
    wall: Colour,
    floor: Colour,
    ceiling: Colour,
) -> None:
    """Floor, three walls and a ceiling, the corners darker than the middles."""
    near = -6.0
    brush.ground(left, near, right, depth, floor)
    brush.area([(left, near, high), (right, near, high), (right, depth, high), (left, depth, high)], ceiling)
    brush.area([(left, depth, 0), (right, depth, 0), (right, depth, high), (left, depth, high)], wall)
    for x, shade in ((left, 0.86), (right, 0.78)):
        brush.area(
            [(x, near, 0), (x, depth, 0), (x, depth, high), (x, near, high)],
            (wall[0] * shade, wall[1] * shade, wall[2] * shade),
        )
    for width, alpha in ((0.5, 0.1), (0.22, 0.14)):
        brush.ground(left, near, left + width, depth, (10, 10, 10), alpha)
        brush.ground(right - width, near, right, depth, (10, 10, 10), alpha)
        brush.ground(left, depth - width, right, depth, (10, 10, 10), alpha)


def tiles(brush: Brush, left: float, right: float, depth: float, size: float, joint: Colour) -> None:
    for row in range(int((depth + 6) / size) + 1):
        brush.ground(left, -6 + row * size, right, -6 + row * size + 0.03, joint, 0.5)
    for column in range(int((right - left) / size) + 1):
        brush.ground(left + column * size, -6, left + column * size + 0.03, depth, joint, 0.5)


def panel(brush: Brush, x1: float, x2: float, y: float, low: float, high: float, colour: Colour) -> None:
    """A flat thing on a wall that faces us."""
    brush.area([(x1, y, low), (x2, y, low), (x2, y, high), (x1, y, high)], colour)


class Lobby(Scene):
    view = View((-3.6, -1.5, 3.5), 19, pan=17, focal=430)
    lamps = (Lamp(0, 5, 5, (0.5, 0.6, 0.65)), Lamp(2, 10, 5, (0.5, 0.6, 0.65)))
    dark = INDOOR_DARK
    outdoors = False

    def build(self, brush: Brush) -> None:
        room(brush, -5, 6, 13, 3.9, (178, 192, 204), (176, 186, 192), (206, 210, 212))
        tiles(brush, -5, 6, 13, 1.2, (120, 128, 134))
        for x in (-2.6, 0.2):
            panel(brush, x - 0.15, x + 1.75, 12.98, 0, 2.6, (104, 112, 118))
            panel(brush, x, x + 0.79, 12.97, 0, 2.45, (188, 190, 190))
            panel(brush, x + 0.81, x + 1.6, 12.97, 0, 2.45, (176, 178, 178))
            panel(brush, x + 0.55, x + 1.05, 12.96, 2.7, 2.95, (30, 30, 34))
            panel(brush, x + 1.95, x + 2.1, 12.96, 1.0, 1.5, (80, 84, 88))
        panel(brush, 3.2, 5.4, 12.97, 0.9, 2.6, (120, 92, 60))
        panel(brush, 3.3, 5.3, 12.96, 1.0, 2.5, (206, 216, 220))
        for light in range(4):
            for x in (-2.2, 2.4):
                at = 0.5 + light * 3.2
                brush.area(
                    [(x, at, 3.88), (x + 1.2, at, 3.88), (x + 1.2, at + 1.2, 3.88), (x, at + 1.2, 3.88)],
                    (250, 252, 252),
                )
        shadow(brush, oblong(4.7, 7.2, 3.4, 1.2, 0), 0.3, 0.3)
        box(brush, oblong(4.7, 7.2, 3.2, 1.0, 0), 0, 1.1, (66, 94, 128))
        box(brush, oblong(4.7, 7.2, 3.4, 1.2, 0), 1.1, 1.18, (150, 158, 160))
        for y in (6.0, 8.6):
            box(brush, oblong(-4.4, y, 2.0, 0.8, 0), 0, 0.45, (92, 66, 58))
            box(brush, oblong(-4.8, y, 2.0, 0.25, 0), 0.45, 0.95, (92, 66, 58))
        box(brush, oblong(-4.4, 11.8, 0.5, 0.5, 0), 0, 0.5, (170, 172, 176))
        tree(brush, -4.4, 11.8, 1.9, 4)
        brush.ground(-1.5, 1.0, 2.5, 3.4, (60, 54, 92))

    def kindle(self, brush: Brush) -> None:
        for x in (0.75, 3.55 - 2.8 + 0.25):
            panel(brush, x, x + 0.1, 12.95, 2.76, 2.9, (60, 60, 250))

    def move(self, brush: Brush, t: float) -> None:
        phase = there_and_back(t, 12)
        if phase < 0.85:
            share = phase / 0.85
            person(brush, 1.0 + 0.6 * math.sin(share * 3), 12.2 - 11.5 * share, t * 1.9, (120, 84, 60))
        person(brush, -4 + 9 * there_and_back(t, 17, 3), 9.6, t * 1.7, (70, 74, 170))
        person(brush, 5.35, 7.3, 0.2 * math.sin(t), (70, 60, 54))
        floor = int(t / 3) % 9 + 1
        for dot in range(floor):
            panel(brush, -2.02 + 0.05 * dot, -1.99 + 0.05 * dot, 12.95, 2.76, 2.9, (50, 60, 250))


class Lift(Scene):
    view = View((-0.95, -0.95, 2.45), 43, pan=40, focal=265)
    dark = (0.80, 0.82, 0.84)
    outdoors = False

    def build(self, brush: Brush) -> None:
        steel: Colour = (172, 174, 174)
        brush.area([(-5, 1.1, 0), (1.1, 1.1, 0), (1.1, 1.1, 2.6), (-5, 1.1, 2.6)], (140, 142, 142))
        brush.area([(1.1, -5, 0), (1.1, 1.1, 0), (1.1, 1.1, 2.6), (1.1, -5, 2.6)], (122, 124, 124))
        brush.ground(-5, -5, 1.1, 1.1, (104, 110, 116))
        for step in range(-8, 9):
            at = -1.1 + step * 0.275
            brush.ground(-5, at, 1.1, at + 0.012, (78, 84, 88))
            brush.ground(at, -5, at + 0.012, 1.1, (78, 84, 88))
        for strip in range(-10, 11):
            near, far = -1.1 + strip * 0.2, -0.9 + strip * 0.2
            tone = 0.86 + 0.12 * math.sin(strip * 1.3)
            colour = (steel[0] * tone, steel[1] * tone, steel[2] * tone)
            brush.area([(near, 1.1, 0), (far, 1.1, 0), (far, 1.1, 2.6), (near, 1.1, 2.6)], colour)
            brush.area(
                [(1.1, near, 0), (1.1, far, 0), (1.1, far, 2.6), (1.1, near, 2.6)],
                (colour[0] * 0.86, colour[1] * 0.86, colour[2] * 0.86),
            )
        panel(brush, -0.8, 0.8, 1.09, 1.05, 2.2, (196, 190, 180))
        brush.line((-1.05, 1.02, 0.9), (1.0, 1.02, 0.9), (214, 216, 216), 0.05)
        brush.line((1.02, 1.0, 0.9), (1.02, -0.1, 0.9), (204, 206, 206), 0.05)
        panel(brush, 0.86, 1.06, 1.08, 0.9, 1.75, (92, 96, 98))
        for button in range(12):
            centre: Point = (0.92 + 0.08 * (button % 2), 1.07, 1.0 + 0.11 * (button // 2))
            brush.blob(centre, 0.05, 0.05, (206, 208, 208))
        for x in (-1.1, 1.1 - 0.1):
            brush.area(
                [(x, 1.0, 0), (x + 0.1, 1.0, 0), (x + 0.1, 1.0, 2.6), (x, 1.0, 2.6)], (10, 10, 10), 0.15
            )

    def move(self, brush: Brush, t: float) -> None:
        button = int(t / 3) % 12
        brush.blob(
            (0.92 + 0.08 * (button % 2), 1.065, 1.0 + 0.11 * (button // 2)), 0.055, 0.055, (60, 170, 250)
        )
        cycle = t % 24
        sway = 0.02 * math.sin(t * 1.1)
        if cycle < 15:
            person(brush, 0.35 + sway, 0.55, 0.12 * math.sin(t), (80, 62, 120))
        if 5 < cycle < 21:
            arrive = min(1.0, (cycle - 5) / 1.5)
            person(
                brush,
                -0.35 + sway,
                -0.25 + 0.6 * arrive,
                t * 1.8 if arrive < 1 else 0.08 * math.sin(t * 1.3),
                (140, 120, 84),
            )


class Garage(Scene):
    view = View((-4.4, -3, 2.75), 10, pan=10, focal=430)
    lamps = (
        Lamp(0, 6, 6, (0.5, 0.55, 0.5)),
        Lamp(0, 18, 8, (0.5, 0.55, 0.5)),
        Lamp(0, 34, 10, (0.45, 0.5, 0.45)),
    )
    dark = (0.5, 0.48, 0.44)
    outdoors = False

    def build(self, brush: Brush) -> None:
        room(brush, -12, 12, 46, 3.1, (132, 138, 138), (104, 122, 112), (110, 112, 110))
        brush.ground(-3.2, -6, 3.2, 46, (112, 114, 112))
        for x in (-3.2, 3.2):
            brush.ground(x - 0.07, -6, x + 0.07, 46, YELLOW)
        for y in (4, 16, 28):
            brush.area(
                [(-0.15, y, 0), (0.15, y, 0), (0.15, y + 1.6, 0), (-0.15, y + 1.6, 0)], (200, 204, 204)
            )
            brush.area([(-0.5, y + 1.6, 0), (0.5, y + 1.6, 0), (0, y + 2.6, 0)], (200, 204, 204))
        for y in range(42, -2, -6):
            brush.area(
                [(-1.0, y, 3.05), (1.0, y, 3.05), (1.0, y + 0.3, 3.05), (-1.0, y + 0.3, 3.05)],
                (250, 252, 248),
            )
        for x, wide, colour in ((-3.9, 0.14, (50, 50, 160)), (4.2, 0.35, (150, 150, 146))):
            pipe: list[Point] = [(x, -4, 2.9), (x + wide, -4, 2.9), (x + wide, 46, 2.9), (x, 46, 2.9)]
            brush.area(pipe, colour)
        for y in range(42, 0, -6):
            for side in (-1, 1):
                for slot in (0, 1):
                    if (y * 7 + side * 3 + slot * 5) % 4:
                        at = y + 1.4 + slot * 2.6
                        car(brush, side * 6.2, at, -90 * side, CARS[(y + side + slot) % len(CARS)])
                box(brush, oblong(side * 3.9, y, 0.7, 0.7, 0), 0, 3.1, (150, 154, 152))
                box(brush, oblong(side * 3.9, y, 0.72, 0.72, 0), 0.1, 1.1, YELLOW if y % 12 else (60, 60, 62))

    def move(self, brush: Brush, t: float) -> None:
        away = there_and_back(t, 16)
        person(brush, -2.6, 30 - 22 * there_and_back(t, 27, 3), t * 1.7, (86, 80, 76))
        car(brush, 1.3, 42 - 44 * away, 180, CARS[int(t / 16) % 3], lights=True)


class Entrance(Scene):
    view = View((3.4, -2.5, 3.6), 15, pan=-16, focal=470)
    lamps = (Lamp(0, 8, 4.5), Lamp(-5, 6, 4))

    def build(self, brush: Brush) -> None:
        brush.ground(-60, -3, 60, 60, PAVING)
        tiles(brush, -14, 12, 10, 1.0, (112, 120, 126))
        box(brush, [(-16, 10), (14, 10), (14, 20), (-16, 20)], 0, 12, (120, 146, 178))
        for course in range(30):
            panel(brush, -16, 14, 9.99, course * 0.4, course * 0.4 + 0.03, (104, 126, 156))
        for x in (-9.5, -6.3, 3.8, 7.0):
            for level in (1.0, 4.4):
                panel(brush, x, x + 1.9, 9.98, level, level + 1.7, (196, 202, 204))
                panel(brush, x + 0.1, x + 0.9, 9.97, level + 0.1, level + 1.6, (108, 94, 80))
                panel(brush, x + 1.0, x + 1.8, 9.97, level + 0.1, level + 1.6, (118, 104, 90))
        panel(brush, -2.1, 2.1, 9.97, 0, 2.9, (90, 94, 98))
        for x in (-1.9, 0.05):
            panel(brush, x, x + 1.85, 9.96, 0.1, 2.5, (112, 104, 88))
            panel(brush, x + 0.1, x + 0.6, 9.95, 0.2, 2.4, (134, 126, 110))
        panel(brush, 2.35, 2.7, 9.94, 1.1, 1.6, (50, 50, 54))
        box(brush, [(-2.8, 7.6), (2.8, 7.6), (2.8, 10), (-2.8, 10)], 3.0, 3.3, (140, 146, 150))
        for step in range(2):
            box(
                brush,
                [(-2.4, 8.6 + step * 0.5), (2.4, 8.6 + step * 0.5), (2.4, 10), (-2.4, 10)],
                step * 0.14,
                step * 0.14 + 0.14,
                (158, 162, 164),
            )
        for x in (-12, -8, 5, 9):
            box(brush, oblong(x, 9.2, 1.0, 3.4, 0), 0, 0.6, (70, 116, 86))
        tree(brush, -11, 6.5, 4.4, 3)
        tree(brush, 9.5, 7.0, 4.0, 6)
        for bike in range(4):
            at = -7.6 + bike * 0.8
            for wheel in (6.6, 7.6):
                brush.blob((at, wheel, 0.32), 0.2, 0.62, (34, 34, 36))
            brush.line(
                (at, 6.6, 0.5),
                (at, 7.5, 0.75),
                ((60, 60, 180), (170, 120, 60), (60, 140, 90), (90, 90, 90))[bike],
                0.12,
            )

    def kindle(self, brush: Brush) -> None:
        for x in (-1.9, 0.05):
            panel(brush, x, x + 1.85, 9.96, 0.1, 2.5, (120, 175, 205))
        panel(brush, -9.4, -8.6, 9.97, 1.1, 2.6, (80, 150, 200))
        panel(brush, 8.0, 8.8, 9.97, 4.5, 6.0, (80, 150, 200))
        for x in (-1.6, 1.6):
            brush.glow((x, 8.4, 2.95), 1.2, (150, 210, 250), 0.8)

    def move(self, brush: Brush, t: float) -> None:
        cycle = there_and_back(t, 16)
        if cycle < 0.7:
            share = cycle / 0.7
            person(brush, -0.5 + 2.0 * share, 9.3 - 9.0 * share, t * 1.8, (70, 100, 160))
        person(brush, -12 + 23 * there_and_back(t, 22, 6), 5.6, t * 1.8, (110, 80, 70))


class Corridor(Scene):
    view = View((0.75, -0.5, 2.5), 14, pan=-4, focal=380)
    dark = (0.5, 0.52, 0.54)
    lamps = (Lamp(0, 6, 3.5, (0.4, 0.45, 0.45)), Lamp(0, 16, 4, (0.4, 0.45, 0.45)))
    outdoors = False

    def build(self, brush: Brush) -> None:
        room(brush, -1.3, 1.3, 26, 2.7, (190, 204, 208), (128, 142, 158), (214, 216, 216))
        tiles(brush, -1.3, 1.3, 26, 0.65, (100, 110, 122))
        for y in range(3, 26, 5):
            for x in (-1.29, 1.29):
                frame: list[Point] = [(x, y, 0), (x, y + 1.1, 0), (x, y + 1.1, 2.2), (x, y, 2.2)]
                brush.area(frame, (70, 78, 92))
                brush.area(
                    [
                        (x * 0.995, y + 0.1, 0),
                        (x * 0.995, y + 1.0, 0),
                        (x * 0.995, y + 1.0, 2.1),
                        (x * 0.995, y + 0.1, 2.1),
                    ],
                    (60, 76, 116),
                )
            brush.area(
                [(-0.3, y, 2.69), (0.3, y, 2.69), (0.3, y + 1.4, 2.69), (-0.3, y + 1.4, 2.69)],
                (250, 252, 252),
            )
        panel(brush, -0.5, 0.5, 25.9, 0.6, 2.3, (226, 222, 214))
        panel(brush, -0.45, 0.45, 25.85, 2.4, 2.62, (90, 170, 60))
        panel(brush, -1.28, -1.1, 9.0, 0.6, 1.5, (40, 40, 170))

    def move(self, brush: Brush, t: float) -> None:
        person(brush, -0.45, 24 - 22 * there_and_back(t, 20), t * 1.8, (70, 110, 60))
        person(brush, 0.5, 3 + 20 * there_and_back(t, 24, 9), t * 1.7, (140, 90, 90))
