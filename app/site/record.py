"""A site file as records, its secrets apart."""

from dataclasses import dataclass, field

from app.model.deadline import ReportDeadline
from app.model.handover import Item
from app.model.lan_page import LanPage
from app.model.plan import Plan
from app.model.relay import Relay
from app.model.roster import Shift
from app.model.rota import Need, Rotation, Terms
from app.model.site import Camera, Channel, Person, Place, Post, Site
from app.model.words import Words

KEPT = "kept"
"""Stands in an exported file where a secret is; importing it keeps the secret that is stored."""


@dataclass(frozen=True, slots=True)
class Login:
    """What a camera asks for: user name, password, and what its addresses hold at their placeholders (`secret1`)."""

    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    secrets: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.username or self.password or self.secrets)


NO_LOGIN = Login()


@dataclass(frozen=True, slots=True)
class SecretsInFile:
    """What a site file holds of secrets, by record id; a value that is `KEPT` means the stored one."""

    logins: dict[str, Login] = field(default_factory=dict, repr=False)
    urls: dict[str, str] = field(default_factory=dict, repr=False)
    pins: dict[str, str] = field(default_factory=dict, repr=False)
    relays: dict[str, str] = field(default_factory=dict, repr=False)
    """Addresses, packed as they are stored."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """Everything a site file says. No plans means: the plans there are stay; so it is with report deadlines, relays, equipment and
    how the page for phones is offered."""

    site: Site = field(default_factory=lambda: Site(Words()))
    places: tuple[Place, ...] = ()
    posts: tuple[Post, ...] = ()
    channels: tuple[Channel, ...] = ()
    people: tuple[Person, ...] = ()
    cameras: tuple[Camera, ...] = ()
    shifts: tuple[Shift, ...] = ()
    plans: tuple[Plan, ...] = ()
    report_deadlines: tuple[ReportDeadline, ...] = ()
    relays: tuple[Relay, ...] = ()
    equipment: tuple[Item, ...] = ()
    secrets: SecretsInFile = field(default_factory=SecretsInFile, repr=False)
    needs: tuple[Need, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    terms: tuple[Terms, ...] = ()
    lan_page: LanPage | None = None
