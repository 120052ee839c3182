"""The demo site's LPG station: tanks behind a fence, a truck with cylinders."""

import math

from app.cameras.host.sources.demo_canvas import Brush, Lamp, Point, View
from app.cameras.host.sources.demo_outdoor import GRASS, there_and_back
from app.cameras.host.sources.demo_scene import Scene
from app.cameras.host.sources.demo_things import box, house, lamp_light, oblong, person, shadow, tree, windows


class LpgStation(Scene):
    view = View((-3, -5, 6.0), 19, pan=8)
    lamps = (Lamp(-6, 9, 7), Lamp(7, 9, 7), Lamp(1, 20, 9))

    def build(self, brush: Brush) -> None:
        brush.ground(-70, -5, 70, 90, GRASS)
        brush.ground(-14, -5, 16, 30, (146, 150, 152))
        house(brush, [(12, 44), (34, 42), (34, 52), (12, 54)], 15, (150, 160, 170), 13)
        for x, y, seed in ((-13, 34, 1), (-4, 36, 2), (5, 35, 3), (14, 33, 4)):
            tree(brush, x, y, 5.5, seed)
        box(brush, [(6, 19), (13, 19), (13, 24), (6, 24)], 0, 3.2, (176, 186, 190))
        brush.area([(7, 19, 0), (8.4, 19, 0), (8.4, 19, 2.2), (7, 19, 2.2)], (80, 88, 130))
        brush.ground(-10, 10.5, 3.6, 20.5, (120, 132, 138))
        for back in (17.5, 13.2):
            self._tank(brush, -9, back, 11.0)
        self._fence(brush)

    @staticmethod
    def _tank(brush: Brush, x: float, y: float, length: float) -> None:
        shadow(brush, [(x, y - 1.1), (x + length, y - 1.1), (x + length, y + 1.1), (x, y + 1.1)], 1.6, 0.4)
        for leg in (0.22, 0.78):
            box(brush, oblong(x + length * leg, y, 0.5, 1.6, 90), 0, 1.0, (120, 124, 126))
        strips = 14
        for strip in range(strips):
            angles = [math.pi * (1.05 - 1.15 * (strip + step) / strips) for step in (1, 0)]
            rim = [
                (y - 1.15 * math.cos(angle - math.pi / 2) * 1.0, 1.9 + 1.15 * math.sin(angle - math.pi / 2))
                for angle in angles
            ]
            shade = 0.5 + 0.5 * math.sin(math.pi * (strip + 0.5) / strips * 0.9)
            corners: list[Point] = [
                (end, *spot)
                for end, spot in ((x, rim[0]), (x + length, rim[0]), (x + length, rim[1]), (x, rim[1]))
            ]
            brush.area(corners, (228 * shade, 230 * shade, 230 * shade))
        brush.area(
            [
                (x + 3.2, y - 1.16, 1.75),
                (x + 7.8, y - 1.16, 1.75),
                (x + 7.8, y - 1.16, 2.15),
                (x + 3.2, y - 1.16, 2.15),
            ],
            (40, 40, 190),
        )
        brush.line((x + 2, y, 3.05), (x + 2, y, 3.6), (60, 160, 215), 0.16)
        brush.line((x + 5.5, y, 3.05), (x + 5.5, y, 3.5), (60, 160, 215), 0.22)

    @staticmethod
    def _fence(brush: Brush) -> None:
        for post in range(15):
            brush.line((-11 + post * 1.1, 9.4, 0), (-11 + post * 1.1, 9.4, 1.8), (140, 140, 136), 0.05)
        for level in (0.4, 1.1, 1.8):
            brush.line((-11, 9.4, level), (4.4, 9.4, level), (140, 140, 136), 0.04)

    def kindle(self, brush: Brush) -> None:
        windows(brush, [(12, 44), (34, 42)], 15, 13, only_lit=True)
        for x, y in ((-6, 21), (7, 18.8), (1, 21)):
            lamp_light(brush, x, y, 4.6, (215, 235, 250))

    def move(self, brush: Brush, t: float) -> None:
        cycle = t % 36
        x = -16 + min(cycle, 6) * 3.4 if cycle < 26 else 4.4 + (cycle - 26) * 3.0
        person(brush, 5.2 + 1.2 * math.sin(t / 4), 16.5, t * 1.2, (60, 130, 225))
        self._truck(brush, x, 6.6)
        person(brush, 12 - 6 * there_and_back(t, 24), 8.8, t * 1.7, (160, 110, 60))

    def _truck(self, brush: Brush, x: float, y: float) -> None:
        shadow(brush, oblong(x, y, 6.4, 2.1, 90), 1.8)
        box(brush, oblong(x - 0.8, y, 4.6, 2.0, 90), 0.7, 1.0, (70, 70, 74))
        for row in range(5):
            for level in (0, 1):
                at = x - 2.6 + row * 0.85
                box(brush, oblong(at, y - 0.5 * level, 0.5, 1.6, 90), 1.0, 1.75, (175, 150, 72))
        box(brush, oblong(x + 2.5, y, 1.7, 2.0, 90), 0.5, 2.2, (70, 140, 205))
        brush.area(
            [
                (x + 1.8, y - 1.01, 1.4),
                (x + 3.2, y - 1.01, 1.4),
                (x + 3.2, y - 1.01, 2.0),
                (x + 1.8, y - 1.01, 2.0),
            ],
            (80, 70, 60),
        )
        for wheel in (-2.0, 2.4):
            brush.blob((x + wheel, y - 1.0, 0.45), 0.9, 0.9, (24, 24, 24))
            brush.blob((x + wheel, y - 1.0, 0.45), 0.4, 0.4, (110, 110, 110))
        if self.night:
            brush.glow((x + 3.4, y, 0.8), 1.2, (180, 220, 245), 0.8)
