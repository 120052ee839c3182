"""Zones being drawn: corners are set one by one, a zone is closed on its first corner. Pure."""

from dataclasses import dataclass, field, replace

from app.model.site import Zone

Point = tuple[float, float]
LEAST_CORNERS = 3
NEAR = 0.03
"""As a share of the picture: a corner is hit from that far."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """`open_corners` belong to the zone that is not closed yet; `chosen` is a closed one, -1 for none."""

    zones: tuple[Zone, ...] = ()
    open_corners: tuple[Point, ...] = field(default=())
    chosen: int = -1

    def corner(self, point: Point, name: str) -> "Drawing":
        """Sets a corner; on the first one of at least three it closes the zone and calls it `name`."""
        if len(self.open_corners) >= LEAST_CORNERS and near(point, self.open_corners[0]):
            return self.close(name)
        return replace(self, open_corners=(*self.open_corners, inside(point)))

    def close(self, name: str) -> "Drawing":
        """The zone is done; too few corners make none."""
        if len(self.open_corners) < LEAST_CORNERS:
            return self
        zones = (*self.zones, Zone(name, self.open_corners))
        return Drawing(zones, (), len(zones) - 1)

    def back(self) -> "Drawing":
        """Takes the last corner away."""
        return replace(self, open_corners=self.open_corners[:-1])

    def remove(self) -> "Drawing":
        """Takes the chosen zone away, or what is being drawn."""
        if self.open_corners:
            return replace(self, open_corners=())
        kept = tuple(zone for number, zone in enumerate(self.zones) if number != self.chosen)
        return Drawing(kept, (), min(self.chosen, len(kept) - 1))

    def choose(self, number: int) -> "Drawing":
        return replace(self, chosen=number if 0 <= number < len(self.zones) else -1)

    def hit(self, point: Point) -> tuple[int, int] | None:
        """Zone and corner under the point."""
        for number, zone in enumerate(self.zones):
            for corner, place in enumerate(zone.points):
                if near(point, place):
                    return number, corner
        return None

    def move(self, number: int, corner: int, point: Point) -> "Drawing":
        """A corner of a closed zone goes elsewhere."""
        zone = self.zones[number]
        points = (*zone.points[:corner], inside(point), *zone.points[corner + 1 :])
        zones = (*self.zones[:number], replace(zone, points=points), *self.zones[number + 1 :])
        return Drawing(zones, self.open_corners, number)


def inside(point: Point) -> Point:
    """A corner beyond the edge lies on it; a thousandth of the picture is fine enough."""
    return round(min(1.0, max(0.0, point[0])), 3), round(min(1.0, max(0.0, point[1])), 3)


def near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= NEAR and abs(one[1] - other[1]) <= NEAR


def free_name(zones: tuple[Zone, ...], pattern: str) -> str:
    """The first of `pattern` with 1, 2, 3 ... that no zone has."""
    taken = {zone.name for zone in zones}
    return next(name for number in range(1, 1000) if (name := pattern.format(number=number)) not in taken)
