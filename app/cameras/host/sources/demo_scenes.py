"""The demo scenes by name."""

from app.cameras.host.sources.demo_indoor import Corridor, Entrance, Garage, Lift, Lobby
from app.cameras.host.sources.demo_outdoor import CarPark, Gate, Plaza, Road
from app.cameras.host.sources.demo_scene import Scene
from app.cameras.host.sources.demo_station import LpgStation

__all__ = ["SCENES", "Scene"]

SCENES: dict[str, type[Scene]] = {
    "car_park": CarPark,
    "gate": Gate,
    "lobby": Lobby,
    "lift": Lift,
    "lpg_station": LpgStation,
    "plaza": Plaza,
    "garage": Garage,
    "road": Road,
    "entrance": Entrance,
    "corridor": Corridor,
}
