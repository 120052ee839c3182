"""Shifts to look at again, and what a leader says of a moment in them."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.core.clock import Clock, stamp
from app.core.errors import InvalidInput, NotFound
from app.journal.rules import checked_text
from app.model.journal import REMARK, Actor, Draft, Entry
from app.playback.recordings import Recordings
from app.roster.layers import duties_in
from app.roster.now import layers_between
from app.shift_review.choosing import ShiftSpan, refuse_span, shifts_of
from app.storage.database import Database
from app.storage.transaction import Reader, Transaction

if TYPE_CHECKING:
    from app.shift_review.looked import LookedShift

_BACK = timedelta(days=14)


class ShiftReviewService:
    """Only somebody signed in leaves a remark. What reads a shift is loaded with the first one: the start must not wait."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        recordings: Recordings,
        actor: Callable[[], Actor],
        gate: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._recordings = recordings
        self._actor = actor
        self._gate = gate

    def shifts(self, back: timedelta = _BACK) -> list[ShiftSpan]:
        """Those of the roster that have begun, the newest first."""
        now = self._clock.now()

        def read(reader: Reader) -> list[ShiftSpan]:
            layers = layers_between(reader, (now - back).date(), (now + timedelta(days=1)).date())
            duties = duties_in(layers, now - back, now).duties
            return shifts_of(duties, reader.roster.kinds(), layers.zone, now)

        return self._database.read(read)

    def look(self, span: ShiftSpan) -> "LookedShift":
        """Reads thousands of entries: not for the UI thread. Raises InvalidInput for a span that cannot be looked at."""
        from app.shift_review.reading import read_shift

        now = self._clock.now()
        refuse_span(span, now)
        return self._database.read(lambda reader: read_shift(reader, self._recordings, span, now))

    def remark(
        self, text: str, at: datetime, *, incident_id: str = "", camera_id: str = ""
    ) -> "Future[Entry]":
        """Becomes an entry about that moment.

        Raises NotAllowed where nobody is signed in, InvalidInput (text_empty, text_too_long, time_ahead); fails with
        NotFound for an incident or camera that is not there.
        """
        self._gate()
        said, actor = checked_text(text), self._actor()
        if at > self._clock.now():
            raise InvalidInput(field="at", reason="time_ahead")

        def change(transaction: Transaction) -> Entry:
            place_id = ""
            if incident_id:
                incident = transaction.incidents.get(incident_id)
                if incident is None:
                    raise NotFound("no_incident", id=incident_id)
                place_id = incident.place_id
            if camera_id:
                camera = next((one for one in transaction.site.cameras() if one.id == camera_id), None)
                if camera is None:
                    raise NotFound("no_camera", id=camera_id)
                place_id = place_id or camera.place_id
            data = {"event_at": stamp(at)}
            return transaction.journal.append(
                Draft(REMARK, said, actor, data, camera_id, place_id, incident_id)
            )

        return self._database.write(change)
