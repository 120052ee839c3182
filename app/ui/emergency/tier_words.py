"""How a tier stands, and when the next one follows: in words, with time running."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.escalation.tiers import missing_answers, next_to_call
from app.model.escalation import ACKNOWLEDGED, CALLING, EMPTY, EXPIRED, GOES_ON, MISSED, Escalation, TierRun
from app.model.incident import Call
from app.ui import theme
from app.ui.code_words import CodeWords
from app.ui.format import duration, short_time, site_zone
from app.ui.language import Worded, current_language
from app.ui.services import Services

_SOON_S = 60.0


@dataclass(frozen=True, slots=True)
class Said:
    """A line and its colour; `shorter` ones where there is no room for it, the longest first."""

    text: str
    colour: str = theme.TEXT
    shorter: tuple[str, ...] = ()


class TierWords(Worded):
    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._codes = CodeWords(self)

    def head(self, state: Escalation, run: TierRun, calls: tuple[Call, ...], elapsed: float) -> Said:
        """Of a tier that was called: calling and for how long still, confirmed by whom, or what went wrong."""
        tier = self.tr("Tier {tier}").format(tier=run.number)
        if run.state == ACKNOWLEDGED:
            whole, *shorter = (f"{tier} · {words}" for words in self._confirmed(run, calls))
            return Said(whole, shorter=tuple(shorter))
        if run.state == CALLING and state.ended_s is not None:
            return Said(" · ".join((tier, self.tr("never confirmed"))), theme.QUIET)
        if run.state == CALLING:
            left = "" if run.limit_due_s is None else f" {duration(max(0.0, run.limit_due_s - elapsed))}"
            missing = missing_answers(state, run)
            more = self.tr(", {count} confirmations missing").format(count=missing) if missing > 1 else ""
            return Said(" · ".join((tier, self.tr("calling"))) + left + more, theme.AMBER)
        wrong = {
            MISSED: self.tr("not confirmed in time"),
            EMPTY: self.tr("nobody on duty"),
            EXPIRED: self.tr("confirmed, nobody came"),
        }
        return Said(f"▲ {tier} · {wrong.get(run.state, run.state)}", theme.RED_TEXT)

    def next(self, state: Escalation, elapsed: float) -> Said:
        """What happens by itself."""
        run = next_to_call(state)
        if run is None:
            return Said(self.tr("All tiers have been called."), theme.QUIET)
        if run.held:
            return Said("■ " + self.tr("Tier {tier} held back").format(tier=run.number), theme.AMBER)
        before = state.runs[: state.runs.index(run)]
        if not before or before[-1].state in GOES_ON:
            return Said(self.tr("Tier {tier} is being called …").format(tier=run.number), theme.AMBER)
        return self._after(state, before[-1], run, elapsed)

    def why_held(self, run: TierRun) -> str:
        """The reason, and whose it is where somebody was signed in."""
        people = {person.id: person.name for person in self._services.roster.everybody()}
        name = people.get(run.held_by)
        return f"{run.held} · {name.in_language(current_language())}" if name is not None else run.held

    def _after(self, state: Escalation, before: TierRun, run: TierRun, elapsed: float) -> Said:
        limit, _, _, expires = state.due_of(before)
        if limit is not None:
            left = max(0.0, limit - elapsed)
            words = self.tr("Tier {tier} in {left}").format(tier=run.number, left=duration(left))
            return Said(words, theme.AMBER if left <= _SOON_S else theme.TEXT)
        if expires is not None:
            left = max(0.0, expires - elapsed)
            words = self.tr("Nobody on scene: tier {tier} in {left}")
            return Said(words.format(tier=run.number, left=duration(left)))
        if before.state == CALLING:
            return Said(self.tr("Tier {tier} by hand only").format(tier=run.number), theme.QUIET)
        return Said(self.tr("Tier {tier} is not needed").format(tier=run.number), theme.QUIET)

    def _confirmed(self, run: TierRun, calls: tuple[Call, ...]) -> list[str]:
        """By whom, when, by what path, and with less and less of that."""
        known = {call.person_id: call for call in calls}
        last = next((known[one] for one in reversed(run.answered_by) if one in known), None)
        if last is None or last.acknowledged_at is None:
            return [self.tr("confirmed")]
        zone = site_zone(self._services.site.site().timezone)
        time, name = short_time(last.acknowledged_at, zone), last.name.in_language(current_language())
        words = self.tr("confirmed {time} {name}")
        shorter = [words.format(time=time, name=name), words.format(time=time, name="").rstrip()]
        path = self._codes.answer_path(last.acknowledged_via)
        whole = [self.tr("{words}, {path}").format(words=shorter[0], path=path)] if path else []
        return whole + shorter
