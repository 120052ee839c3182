"""This computer says kind and place of an emergency aloud, again and again, until somebody confirms or mutes it."""

from PySide6.QtCore import QObject

from app.health.sounds import READY
from app.model.incident import UNKNOWN_KIND, Incident
from app.ui.emergency.announcing import ALL, MANY, Announcement, Spoken, next_announcement, unanswered
from app.ui.emergency.controller import EmergencyControl
from app.ui.emergency.voice import Voice
from app.ui.language import CHINESE, ENGLISH, current_language
from app.ui.names import Names
from app.ui.services import Services


class Announcer(QObject):
    """`tick` with the window's clock.

    Attributes:
        reminder: said where no emergency is to be said: something is late and wants a hand.
    """

    def __init__(
        self,
        services: Services,
        names: Names,
        control: EmergencyControl,
        voice: Voice,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = services.clock
        self._names = names
        self._control = control
        self._voice = voice
        self._spoken: dict[str, Spoken] = {}
        self._muted: set[str] = set()
        self.reminder = ""
        voice.changed.connect(self._follow_voice)

    @property
    def speaks(self) -> bool:
        """Whether something is said, or will be said again."""
        return self.state() == READY and bool(unanswered(self._control.running, self._muted))

    def state(self) -> str:
        """How the voice is, for the language of the screen."""
        return self._voice.state_for(self._language())

    def tick(self) -> None:
        running = {incident.id for incident in self._control.running}
        self._muted &= running
        wanted = self._wanted()
        if not wanted:
            self._spoken.clear()
            self._voice.stop()
            return
        now = self._clock.monotonic()
        chosen = next_announcement(wanted, self._spoken, now)
        if chosen is not None and self._voice.say(chosen.text, self._language()):
            self._spoken[chosen.about] = Spoken(chosen.text, now)

    def mute(self) -> None:
        """Of what runs now nothing more is said; the next emergency speaks again."""
        self._muted |= {incident.id for incident in self._control.running}
        self._voice.stop()

    def _wanted(self) -> list[Announcement]:
        open_ones = unanswered(self._control.running, self._muted)
        if len(open_ones) > MANY:
            words = self.tr("There are {count} emergencies nobody has confirmed.", "said aloud")
            return [Announcement(ALL, words.format(count=len(open_ones)))]
        if not open_ones and self.reminder:
            return [Announcement(ALL, self.reminder)]
        return [Announcement(incident.id, self._words(incident)) for incident in open_ones]

    def _words(self, incident: Incident) -> str:
        known = incident.kind != UNKNOWN_KIND
        kind = (
            self._names.plan(incident.kind, incident.plan_version)
            if known
            else self.tr("kind not yet known", "said aloud")
        )
        place = self._names.place(incident.place_id)
        where = place if incident.place_id else self.tr("place not yet known", "said aloud")
        if incident.drill:
            return self.tr("Drill. {kind}, {place}.", "said aloud").format(kind=kind, place=where)
        return self.tr("Emergency. {kind}, {place}.", "said aloud").format(kind=kind, place=where)

    def _language(self) -> str:
        """That of the screen: the words are in it; names of the site mostly have both."""
        return CHINESE if current_language() == CHINESE else ENGLISH

    def _follow_voice(self) -> None:
        """Nobody understands a voice under a siren."""
        self._control.siren.quieten(quiet=self._voice.speaking)
