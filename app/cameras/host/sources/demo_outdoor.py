"""Demo scenes under the sky: car park, gate, plaza, road, LPG station."""

import math
from typing import ClassVar

from app.cameras.host.sources.demo_canvas import Brush, Colour, Lamp, Point, View
from app.cameras.host.sources.demo_scene import Scene
from app.cameras.host.sources.demo_things import (
    box,
    car,
    house,
    lamp_light,
    lamp_post,
    oblong,
    person,
    shadow,
    tree,
    windows,
)

ASPHALT: Colour = (92, 90, 88)
PAVING: Colour = (138, 146, 152)
GRASS: Colour = (66, 112, 88)
WHITE: Colour = (205, 208, 208)
YELLOW: Colour = (70, 190, 225)
CARS: tuple[Colour, ...] = (
    (212, 210, 206), (62, 58, 56), (150, 74, 48), (58, 54, 162), (168, 166, 160), (98, 110, 92), (196, 198, 200),
)  # fmt: skip


def there_and_back(t: float, period: float, start: float = 0.0) -> float:
    """0 → 1 over the period, then again."""
    return ((t + start) % period) / period


class CarPark(Scene):
    view = View((0, -4, 10.5), 33, pan=4)
    lamps = (Lamp(-8, 15, 8), Lamp(9, 16, 8), Lamp(0, 34, 11))
    _parked: ClassVar = {(-1, 0): 0, (-1, 1): 4, (-1, 3): 1, (-1, 4): 6, (-1, 6): 3, (-1, 8): 5, (1, 0): 3, (1, 2): 6, (1, 3): 0, (1, 5): 2, (1, 6): 1, (1, 9): 4}  # fmt: skip

    def build(self, brush: Brush) -> None:
        brush.ground(-70, -4, 70, 90, GRASS)
        brush.ground(-15, -4, 15, 48, ASPHALT)
        for side in (-1, 1):
            brush.ground(side * 9.6, 0, side * 9.7 + side * 0.1, 46, WHITE)
            for bay in range(17):
                brush.ground(side * 4.6, bay * 2.8 - 0.06, side * 9.6, bay * 2.8 + 0.06, WHITE)
        for dash in range(0, 46, 4):
            brush.ground(-0.07, dash, 0.07, dash + 2, WHITE, 0.8)
        house(brush, [(-22, 54), (20, 54), (20, 66), (-22, 66)], 15, (150, 165, 178), 3)
        for x, y, seed in ((-13, 38, 1), (-13, 26, 2), (13.5, 42, 3), (13.5, 30, 4), (-13, 14, 5)):
            tree(brush, x, y, 5.5, seed)
        for lamp in self.lamps:
            lamp_post(brush, lamp.x, lamp.y)
        for (side, bay), colour in sorted(self._parked.items(), key=lambda item: -item[0][1]):
            car(brush, side * 7.1, bay * 2.8 + 1.4, 90 * side, CARS[colour])

    def kindle(self, brush: Brush) -> None:
        windows(brush, [(-22, 54), (20, 54)], 15, 3, only_lit=True)
        for lamp in self.lamps:
            lamp_light(brush, lamp.x, lamp.y)

    def move(self, brush: Brush, t: float) -> None:
        going = there_and_back(t, 17)
        coming = there_and_back(t, 23, 8)
        x = -12 + 24 * there_and_back(t, 31, 4)
        person(brush, x, 27, t * 1.8, (150, 96, 60))
        car(brush, 2.2, 50 - 62 * coming, 180, CARS[0], lights=self.night)
        car(brush, -2.2, -8 + 60 * going, 0, CARS[3], lights=self.night)


class Gate(Scene):
    view = View((-5.5, -3, 5.2), 20, pan=14)
    lamps = (Lamp(-4.5, 9, 6), Lamp(6.5, 9, 6), Lamp(1, 22, 8))

    def build(self, brush: Brush) -> None:
        brush.ground(-60, -3, 60, 90, PAVING)
        brush.ground(-3, -3, 4, 80, ASPHALT)
        for x in (-3, 4):
            brush.ground(x - 0.12, -3, x + 0.12, 80, (160, 160, 158))
        brush.ground(-3, 7.2, 4, 7.6, YELLOW)
        for stripe in range(7):
            brush.ground(-2.8 + stripe, 2.5, -2.3 + stripe, 5.0, WHITE)
        house(brush, [(-26, 46), (-6, 50), (-6, 60), (-26, 58)], 24, (140, 158, 172), 5)
        house(brush, [(6, 50), (28, 46), (28, 58), (6, 60)], 21, (150, 164, 170), 6)
        for x, y, seed in ((-8, 20, 1), (-8, 30, 2), (9, 22, 3), (9, 32, 4)):
            tree(brush, x, y, 5.0, seed)
        for x1, x2 in ((-16, -5.2), (8.2, 20)):
            box(brush, [(x1, 12), (x2, 12), (x2, 12.3), (x1, 12.3)], 0, 2.0, (150, 160, 170))
        for x in (-5, 8):
            box(brush, oblong(x, 12, 0.9, 0.9, 0), 0, 3.4, (92, 96, 132))
        box(brush, [(-5.4, 11.6), (8.4, 11.6), (8.4, 12.4), (-5.4, 12.4)], 3.4, 4.1, (84, 88, 124))
        box(brush, oblong(5.7, 9, 2.4, 2.0, 0), 0, 2.6, (168, 178, 182))
        brush.area([(4.75, 7.8, 1.0), (6.5, 7.8, 1.0), (6.5, 7.8, 2.1), (4.75, 7.8, 2.1)], (110, 96, 80))
        box(brush, oblong(5.7, 9, 2.8, 2.4, 0), 2.6, 2.75, (110, 112, 116))
        box(brush, oblong(4.2, 7.4, 0.4, 0.4, 0), 0, 1.1, (40, 140, 215))

    def kindle(self, brush: Brush) -> None:
        windows(brush, [(-26, 46), (-6, 50)], 24, 5, only_lit=True)
        windows(brush, [(6, 50), (28, 46)], 21, 6, only_lit=True)
        brush.area([(4.75, 7.8, 1.0), (6.5, 7.8, 1.0), (6.5, 7.8, 2.1), (4.75, 7.8, 2.1)], (150, 215, 240))
        brush.glow((5.6, 7.8, 1.6), 2.2, (90, 140, 160), 0.6)
        for x in (-4.5, 6.5, 1):
            brush.glow((x, 11.6, 3.9), 1.4, (140, 200, 245), 0.8)

    def move(self, brush: Brush, t: float) -> None:
        cycle = t % 20
        y = 34 - cycle * 3.2 if cycle < 8 else 8.9 - max(0.0, cycle - 11) * 3.2
        y = max(y, 8.9) if cycle < 11 else y
        lift = min(1.0, max(0.0, (cycle - 9) / 1.5)) * min(1.0, max(0.0, (17 - cycle) / 1.5))
        walk = there_and_back(t, 14)
        person(brush, 7.4 - 0.3 * math.sin(t / 3), 7.0, math.sin(t / 2), (72, 60, 50))
        if y > 7.4:
            car(brush, 0.5, y, 180, CARS[int(t / 20) % len(CARS)], lights=self.night)
        self._barrier(brush, lift)
        if y <= 7.4:
            car(brush, 0.5, y, 180, CARS[int(t / 20) % len(CARS)], lights=self.night)
        person(brush, -9 + 24 * walk, 3.6, t * 1.9, (60, 70, 160))
        person(brush, -4.1, 16 - 15 * there_and_back(t, 19, 5), t * 1.8, (130, 150, 70))

    @staticmethod
    def _barrier(brush: Brush, lift: float) -> None:
        turn = lift * math.radians(80)
        for part in range(12):
            near, far = part * 0.55, (part + 1) * 0.55
            ends: list[Point] = [
                (4.0 - r * math.cos(turn), 7.4, 1.0 + r * math.sin(turn)) for r in (near, far)
            ]
            brush.line(ends[0], ends[1], (50, 50, 205) if part % 2 else (225, 228, 228), 0.14)


class Plaza(Scene):
    view = View((0, -9, 9.5), 27, pan=-6)
    lamps = (Lamp(-9, 10, 7), Lamp(9, 10, 7), Lamp(-9, 26, 8), Lamp(9, 26, 8))

    def build(self, brush: Brush) -> None:
        brush.ground(-70, -9, 70, 90, GRASS)
        for row in range(-5, 20):
            for column in range(-8, 8):
                tone = 1.0 if (row + column) % 2 else 0.93
                brush.ground(
                    column * 2, row * 2, column * 2 + 2, row * 2 + 2, (150 * tone, 160 * tone, 168 * tone)
                )
        house(brush, [(-26, 56), (-4, 56), (-4, 66), (-26, 66)], 27, (142, 154, 170), 8)
        house(brush, [(4, 58), (30, 56), (30, 68), (4, 68)], 18, (156, 168, 176), 9)
        for x, y, seed in ((-18, 34, 1), (-19, 20, 2), (18, 36, 3), (18.5, 22, 4), (-18, 8, 5), (18, 10, 6)):
            tree(brush, x, y, 6, seed)
        ring = [
            (4.2 * math.cos(a / 16 * math.tau), 18 + 4.2 * math.sin(a / 16 * math.tau), 0.4)
            for a in range(16)
        ]
        brush.area([(x, y, 0.0) for x, y, _ in ring], (112, 120, 126))
        brush.area(ring, (172, 178, 182))
        brush.area([(x * 0.86, 18 + (y - 18) * 0.86, 0.42) for x, y, _ in ring], (150, 128, 88))
        for x, y in ((-8, 16), (-8, 22), (8, 16), (8, 22)):
            shadow(brush, oblong(x, y, 2.2, 0.6, 0), 0.5)
            box(brush, oblong(x, y, 2.2, 0.6, 0), 0.3, 0.48, (70, 104, 140))
        for lamp in self.lamps:
            lamp_post(brush, lamp.x, lamp.y, 4.2)

    def kindle(self, brush: Brush) -> None:
        windows(brush, [(-26, 56), (-4, 56)], 27, 8, only_lit=True)
        windows(brush, [(4, 58), (30, 56)], 18, 9, only_lit=True)
        for lamp in self.lamps:
            lamp_light(brush, lamp.x, lamp.y, 4.2)

    def move(self, brush: Brush, t: float) -> None:
        for jet in range(5):
            high = 1.5 + 0.5 * math.sin(t * 2.3 + jet)
            x = -1.6 + jet * 0.8
            brush.area(
                [(x - 0.05, 18, 0.42), (x + 0.05, 18, 0.42), (x + 0.22, 18, high), (x - 0.22, 18, high)],
                (230, 226, 218),
                0.5,
            )
        person(brush, -13 + 26 * there_and_back(t, 26), 29, t * 1.7, (70, 120, 170))
        for dancer in range(4):
            x, y = -4.5 + dancer * 3.0, 9.5 + (dancer % 2) * 1.4
            person(
                brush,
                x + 0.4 * math.sin(t * 1.4),
                y,
                t * 1.4,
                ((90, 70, 190), (170, 110, 80), (90, 160, 190), (120, 80, 130))[dancer],
            )
        person(brush, 12 - 24 * there_and_back(t, 21, 9), 4.5, t * 1.9, (60, 60, 64))


class Road(Scene):
    view = View((-9.5, -2, 7.2), 19, pan=27)
    lamps = (
        Lamp(4.2, 12, 8, (0.55, 0.85, 1.2)),
        Lamp(4.2, 30, 9, (0.55, 0.85, 1.2)),
        Lamp(4.2, 52, 10, (0.55, 0.85, 1.2)),
    )

    def build(self, brush: Brush) -> None:
        brush.ground(-60, -2, 90, 160, PAVING)
        brush.ground(-3.6, -2, 3.6, 150, ASPHALT)
        brush.ground(7, -2, 40, 150, GRASS)
        for x in (-0.16, 0.16):
            brush.ground(x - 0.05, -2, x + 0.05, 150, YELLOW)
        for x in (-3.5, 3.5):
            brush.ground(x - 0.06, -2, x + 0.06, 150, WHITE)
        for stripe in range(8):
            brush.ground(-3.3 + stripe * 0.88, 15, -2.85 + stripe * 0.88, 18.5, WHITE)
        for index, (x, y) in enumerate(((14, 60), (13, 78))):
            house(
                brush,
                [(x, y), (x + 26, y - 6), (x + 28, y + 8), (x, y + 10)],
                21,
                (146, 160, 174),
                11 + index,
            )
        for y in range(70, 5, -9):
            tree(brush, 9.5, y, 5.2, y)
        for lamp in self.lamps:
            lamp_post(brush, lamp.x, lamp.y, 6.5)

    def kindle(self, brush: Brush) -> None:
        windows(brush, [(14, 60), (40, 54)], 21, 11, only_lit=True)
        for lamp in self.lamps:
            lamp_light(brush, lamp.x, lamp.y, 6.5, (90, 180, 255))

    def move(self, brush: Brush, t: float) -> None:
        far = 92 - 100 * there_and_back(t, 11)
        near = -6 + 100 * there_and_back(t, 13, 6)
        for y, x, heading, colour in sorted(
            ((far, -1.8, 180, CARS[1]), (near, 1.8, 0, CARS[2])), reverse=True
        ):
            car(brush, x, y, heading, colour, lights=self.night)
        person(brush, 5.4, 60 - 56 * there_and_back(t, 40), t * 1.8, (80, 80, 190))
