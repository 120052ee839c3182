"""All running incidents in the right rail, newest on top, below what sounds."""

import time
from collections.abc import Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.emergency.alarm_bar import AlarmBar
from app.ui.emergency.announcer import Announcer
from app.ui.emergency.card import IncidentCard
from app.ui.emergency.card_scroll import CardScroll
from app.ui.emergency.controller import EmergencyControl
from app.ui.emergency.folded import FoldedIncident
from app.ui.emergency.head import KEY as CARD_KEY
from app.ui.emergency.situation import Facts, Offered
from app.ui.emergency.spare_cards import SpareCards
from app.ui.names import Names
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import FittingFigure

_LEAST_PX = 120


class IncidentPanel(QWidget):
    """Hidden while nothing runs and nothing sounds: normal is quiet. Escape leaves it (`left`).

    Whoever presses the emergency button has the cursor at the first question; a line being typed keeps it.
    """

    left = Signal()
    ended = Signal(str)
    """The incident whose card had the cursor is over."""

    def __init__(
        self,
        services: Services,
        names: Names,
        ops: Ops,
        control: EmergencyControl,
        announcer: Announcer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._ops = ops
        self._control = control
        self.alarm = AlarmBar(control, announcer, parent or self, self)
        self.alarm.changed.connect(self._show_what_is_needed)
        self.cards: dict[str, IncidentCard] = {}
        self.folded: dict[str, FoldedIncident] = {}
        self._unshown: list[str] = []
        """Incidents whose changes are not on the screen yet."""
        self._showing_s = 0.0
        """How long the turns since the last change have taken."""
        self._wanted = ""
        self._pressed = ""
        """Of the press that was stored just now; its card asks what it is."""
        there = QShortcut(QKeySequence(CARD_KEY), self)
        there.setContext(Qt.ShortcutContext.ApplicationShortcut)
        there.activated.connect(self._go_to_card)
        self._keys = FittingFigure(theme.BASE_PX, parent=self)
        self._keys.hide()
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._show_next)
        self._inside = QWidget(self)
        """Cards are made in here: each that came from elsewhere had all its styles found twice (100 ms, measured)."""
        self._list = QVBoxLayout()
        self.spares = SpareCards(services, self._made, self)
        self._build()
        control.running_changed.connect(self.refresh)
        control.accepted.connect(self._expect)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._tell_keys)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Cards for new incidents, none for closed ones; a drill stands below what is real.

        A card that gives way to another is hidden, not ended: what was being typed there is kept.
        """
        facts = self._control.situation.facts
        self.spares.note(runs=bool(facts))
        ended = self._drop_all_but({each.incident.id for each in facts})
        asked, unseen = {self._pressed, self._wanted}, set(self._unshown)
        # What somebody asked for, then what the changes before did not get to: in a storm of them all have their turn.
        ids = (each.incident.id for each in facts)
        self._unshown = sorted(ids, key=lambda one: (one not in asked, one not in unseen))
        if ended:
            self.ended.emit(ended)
        self._turn.start()

    def _show_next(self) -> None:
        """One incident; the next ones in turns of their own, for ten at once would hold the window up."""
        begun = time.monotonic()
        if self._unshown:
            self._show(self._unshown.pop(0))
        self._showing_s += time.monotonic() - begun
        if self._unshown:
            self._turn.start()
            return
        self._control.note_showing(self._showing_s)
        self._showing_s = 0.0
        self.alarm.refresh()
        self._welcome()
        if self._wanted in self._control.situation.opened:
            self._focus_card(self._wanted)
            self._wanted = ""

    def _show(self, incident_id: str) -> None:
        situation = self._control.situation
        facts = next(each for each in situation.facts if each.incident.id == incident_id)
        is_open = incident_id in situation.opened
        widget = self._card(facts, situation.offered) if is_open else self._fold(facts)
        other = self.folded.get(incident_id) if is_open else self.cards.get(incident_id)
        if other is not None and not other.isHidden():
            other.hide()
        self._put_in_order()
        if widget.isHidden():
            widget.show()

    def _put_in_order(self) -> None:
        """As the situation has them, those that are not made yet left out."""
        situation, place = self._control.situation, 0
        for facts in situation.facts:
            incident_id = facts.incident.id
            card, folded = self.cards.get(incident_id), self.folded.get(incident_id)
            widget = (card or folded) if incident_id in situation.opened else (folded or card)
            if card is not None:
                card.head.key.setVisible(facts is situation.facts[0])
            if widget is not None:
                if self._list.indexOf(widget) != place:
                    self._place(widget, place)
                place += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def tick(self, beat: int | None = None) -> None:
        """`beat`: of those in a second, which one; None: everything at once."""
        for widget in self._shown():
            if not widget.isHidden():
                widget.tick(beat)

    def retranslate(self) -> None:
        keys = self.tr("Tab next · Space press · End stand down · Esc back")
        self._keys.show_first_fitting([keys, keys.rpartition(" · ")[0]], theme.QUIET)
        for widget in self._shown():
            widget.retranslate()
        self.spares.retranslate()
        self.alarm.retranslate()

    def _shown(self) -> "tuple[IncidentCard | FoldedIncident, ...]":
        return (*self.cards.values(), *self.folded.values())

    def _build(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        self._scroll = CardScroll(self._inside, _LEAST_PX, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.alarm)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._keys)

    def _go_to_card(self) -> None:
        """The cursor to the first incident: from there Tab walks through all that can be done."""
        facts = self._control.situation.facts
        if facts:
            self._open(facts[0].incident.id)

    def _open(self, incident_id: str) -> None:
        """Also of one that is folded: as soon as all about it is read."""
        if incident_id in self._control.situation.opened and incident_id not in self._unshown:
            self._focus_card(incident_id)
        else:
            self._wanted = incident_id
            self._control.open_card(incident_id)

    def _tell_keys(self, _before: QWidget | None, now: QWidget | None) -> None:
        """While the cursor is on a card."""
        inside = now is not None and self._scroll.isAncestorOf(now)
        if self._keys.isVisibleTo(self) != inside:
            self._keys.setVisible(inside)

    def _expect(self, incident_id: str) -> None:
        self._pressed = incident_id
        self._welcome()

    def _welcome(self) -> None:
        """As soon as what was pressed is shown. One that is folded because others are worked on takes no cursor."""
        situation = self._control.situation
        known = any(facts.incident.id == self._pressed for facts in situation.facts)
        if known and self._pressed not in self._unshown:
            if self._pressed in situation.opened and not _somebody_types():
                self._focus_card(self._pressed)
            self._pressed = ""

    def _focus_card(self, incident_id: str) -> None:
        card = self.cards[incident_id]
        self._scroll.ensureWidgetVisible(card.head)
        card.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(card.kind)

    def _card(self, facts: Facts, offered: Offered) -> IncidentCard:
        incident = facts.incident
        card = self.cards.get(incident.id) or self.spares.take(incident)
        if card is None:
            card = self._made(facts, offered)
        else:
            card.show_facts(facts, offered)
        self.cards[incident.id] = card
        return card

    def _made(self, facts: Facts, offered: Offered) -> IncidentCard:
        return IncidentCard(facts, offered, self._services, self._names, self._ops, self._inside)

    def _fold(self, facts: Facts) -> FoldedIncident:
        incident_id = facts.incident.id
        if incident_id in self.folded:
            self.folded[incident_id].show_facts(facts)
        else:
            self.folded[incident_id] = FoldedIncident(facts, self._services, self._names, self._inside)
            self.folded[incident_id].wanted.connect(self._open)
        return self.folded[incident_id]

    def _place(self, widget: QWidget, place: int) -> None:
        """Widgets that are hidden stand below all others."""
        self._list.removeWidget(widget)
        self._list.insertWidget(place, widget)

    def _drop_all_but(self, running: Collection[str]) -> str:
        """Gives the one that had the cursor."""
        holder, ended = QApplication.focusWidget(), ""
        for shown in (self.cards, self.folded):
            for incident_id in [one for one in shown if one not in running]:
                if holder is not None and shown[incident_id].isAncestorOf(holder):
                    ended = incident_id
                self._drop(shown.pop(incident_id))
        return ended

    def _drop(self, widget: QWidget) -> None:
        self._list.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _show_what_is_needed(self) -> None:
        self._scroll.setVisible(bool(self.cards))
        self.setVisible(bool(self.cards) or self.alarm.is_needed())


def _somebody_types() -> bool:
    """In whatever takes text, or has a list open: alarms never take the cursor from there."""
    holder = QApplication.focusWidget()
    types = holder is not None and holder.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return (
        types or QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None
    )
