"""Sentences of entries about guard tours: what was looked at, what was not, and whose it was to look."""

import json
from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.model.journal import Draft
from app.tours.missed import ON_DUTY, SIGNED_IN
from app.ui.language import CHINESE, Worded, current_language
from app.ui.names import Names

_MINUTE = len("00:00")


class TourEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if not draft.kind.startswith("tour_"):
            return {}
        return {
            "stop": self._stop(draft.camera_id, data.get("view", "")),
            "result": self._result(data),
            "whose": self._whose(data),
            "unseen": self._unseen(data.get("stops", "")),
            "broken_off": self.tr(" broken off") if data.get("end") == "stopped" else "",
        }

    def sentences(self) -> dict[str, str]:
        return {
            "tour_saved": self.tr("Guard tour saved: {words}"),
            "tour_removed": self.tr("Guard tour removed: {words}"),
            "tour_begun": self.tr("Guard tour begun: {words}, steps: {count}"),
            "tour_not_begun": self.tr("Guard tour did not take place: {words}, {due}"),
            "tour_step_seen": self.tr("Seen: {stop}, {result} (guard tour {words}, step {step} of {of})"),
            "tour_step_missed": self.tr(
                "Nobody looked at {stop} (guard tour {words}, step {step} of {of}{whose})"
            ),
            "tour_missed": self.tr(
                "▲ Guard tour {words}{broken_off}, nobody looked at {missed} of {of}: {unseen}{whose}"
            ),
            "tour_held": self.tr("Guard tour waits while an incident runs: {words}"),
            "tour_resumed": self.tr("Guard tour goes on: {words}"),
            "tour_finished": self.tr(
                "Guard tour done: {words}, {seen} of {of} seen, {wrong} of these not well, {missed} missed"
            ),
            "tour_stopped": self.tr(
                "Guard tour broken off: {words}, {seen} of {of} seen, {wrong} of these not well, {missed} missed"
            ),
        }

    def _stop(self, camera_id: str, view: str) -> str:
        """What a step was to look at."""
        return self._names.camera(camera_id) if camera_id else self.tr("view {view}").format(view=view)

    def _result(self, data: Mapping[str, str]) -> str:
        if data.get("result") == "wrong":
            live = data.get("picture", "") in ("live", "late")
            return self.tr("something is wrong") if live else self.tr("something is wrong (no live picture)")
        return self.tr("all well")

    def _whose(self, data: Mapping[str, str]) -> str:
        """Who was to look; nothing in entries of older programs."""
        people = [self._names.person(one) for one in data.get("people", "").split(",") if one]
        names = self._mark.join(people)
        if data.get("watch") == SIGNED_IN:
            return self.tr("; signed in: {names}").format(names=names)
        if data.get("watch") != ON_DUTY:
            return ""
        if not people:
            return self.tr("; nobody signed in")
        return self.tr("; nobody signed in, on duty: {names}").format(names=names)

    def _unseen(self, stops: str) -> str:
        """Each stop, with the time at which nobody had looked; those never come to have none."""
        told = []
        for one in json.loads(stops) if stops else ():
            stop = self._stop(one["camera"], one["view"])
            time = self._names.time(one["at"])[:_MINUTE]
            told.append(self.tr("{stop} {time}").format(stop=stop, time=time) if time else stop)
        return self._mark.join(told)

    @property
    def _mark(self) -> str:
        return "、" if current_language() == CHINESE else ", "
