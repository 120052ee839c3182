"""The people called in one incident: what became of the message, and buttons for what they say or when they are dialled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.incident import Call
from app.model.message import BY_HAND, DELIVERED, FAILED, OUT, SENDING, Message
from app.notify.restoring import is_withdrawn, reached_by_hand
from app.notify.rules import has_news, is_stuck, needs_hand, topic_of, untold_end
from app.ui import theme
from app.ui.code_words import CodeWords
from app.ui.emergency.keyed_row import KeyedRow
from app.ui.emergency.last_mark import LastMark, last_mark
from app.ui.emergency.ways import Ways
from app.ui.format import duration, short_time
from app.ui.language import Sentence, current_language
from app.ui.ops import Ops
from app.ui.services import Services
from app.ui.shell.figure import FittingFigure

_NARROW = 330


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of text, its colour and weight; `by` stands behind it where there is room: the channel; `detail` is a
    quieter second line; `dial` asks for a call by hand."""

    text: str
    colour: str = theme.TEXT
    bold: bool = False
    detail: str = ""
    dial: bool = False
    by: str = ""
    short: str = ""
    """Instead of the text, where there is no room for it …"""
    brief: str = ""
    """… and instead of the detail."""


class CalledPerson(KeyedRow):
    """One row. `update_call` after changes, `tick` each second."""

    def __init__(
        self, call: Call, ways: Ways, services: Services, ops: Ops, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._call = call
        self._messages: list[Message] = []
        self._ended: datetime | None = None
        self._dial = False
        self._clock = services.clock
        self._ways = ways
        self._codes = CodeWords(self)
        self._name = FittingFigure(15, bold=True, parent=self)
        self._state = FittingFigure(15, parent=self)
        self._detail = FittingFigure(14, parent=self)
        self._taken_back = FittingFigure(14, parent=self)
        self.acknowledged = self._button(lambda: ops.run(services.incidents.acknowledge(call.id)))
        self.arrived = self._button(lambda: ops.run(services.incidents.arrive(call.id)))
        dialled = services.outbox.called_by_hand
        self.reached = self._button(lambda: ops.run(dialled(call.id, reached=True)))
        self.not_reached = self._button(lambda: ops.run(dialled(call.id, reached=False)))
        self._column = QVBoxLayout(self)
        self.take_back = LastMark(call.id, services, ops, self._column, self)
        self.keys = (self.acknowledged, self.arrived, self.take_back, self.reached, self.not_reached)
        self._build()
        self.take_back.about = last_mark(call, ())
        self.retranslate()
        self._show_buttons()

    def state_text(self) -> str:
        """In full, also where only a part fits."""
        lines = (self._state, self._detail, self._taken_back)
        parts = (line.accessibleName() for line in lines)
        return " · ".join(part for part in parts if part)

    def update_call(self, call: Call, messages: list[Message], ended: datetime | None = None) -> None:
        """With `ended` nothing runs on: no waiting counts up, and what is asked is whether they know that it is over."""
        if (call, messages, ended) == (self._call, self._messages, self._ended):
            return
        self._call, self._messages, self._ended = call, messages, ended
        self.take_back.offer(last_mark(call, messages) if ended is None else None)
        self.tick()
        self._show_buttons()

    def tick(self) -> None:
        standing = self._standing(self._ended or self._clock.now())
        if standing.dial != self._dial:
            self._dial = standing.dial
            self._show_buttons()
        whole = f"{standing.text} · {standing.by}" if standing.by else standing.text
        words = [whole, standing.text, *([standing.short] if standing.short else [])]
        self._state.show_first_fitting(words, standing.colour, bold=standing.bold)
        whole, without_channel = standing.detail, standing.detail.rpartition(" · ")[0]
        details = [one for one in (whole, without_channel, standing.brief) if one]
        self._detail.show_first_fitting(details or [""], standing.colour)
        taken_back = self._said_taken_back()
        self._taken_back.show_first_fitting([taken_back], theme.AMBER)
        for line, text in ((self._detail, standing.detail), (self._taken_back, taken_back)):
            if line.isVisibleTo(self) != bool(text):
                line.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show_buttons()

    def retranslate(self) -> None:
        name = self._call.name.in_language(current_language())
        role = self._codes.role(self._call.role)
        self._name.show_first_fitting([f"{name} · {role}", name] if role else [name])
        self.acknowledged.setText(self.tr("Confirmed"))
        self.acknowledged.setAccessibleName(Sentence(self.tr("{name} has confirmed")).format(name=name))
        self.arrived.setText(self.tr("On scene"))
        self.arrived.setAccessibleName(Sentence(self.tr("{name} is on scene")).format(name=name))
        self.reached.setText(self.tr("Dialled: reached"))
        self.reached.setAccessibleName(Sentence(self.tr("{name} was dialled and reached")).format(name=name))
        self.not_reached.setText(self.tr("Not reached"))
        self.not_reached.setAccessibleName(
            Sentence(self.tr("{name} was dialled and not reached")).format(name=name)
        )
        self.take_back.say(name)
        self.tick()

    def _build(self) -> None:
        """Low rows: with ten people called, as many as possible must be seen without scrolling."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for line in (self._name, self._state, self._detail):
            words.addWidget(line)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(words, 1)
        for button in (self.acknowledged, self.arrived, self.take_back):
            row.addWidget(button)
        dialled = QHBoxLayout()
        dialled.setSpacing(6)
        dialled.addWidget(self.reached)
        dialled.addWidget(self.not_reached)
        dialled.addStretch(1)
        self._column.setContentsMargins(3, 2, 2, 2)
        self._column.setSpacing(2)
        self._column.addLayout(row)
        self._column.addWidget(self._taken_back)
        self._column.addLayout(dialled)

    def _button(self, press: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("compact")
        button.clicked.connect(press)
        return button

    def _show_buttons(self) -> None:
        """Where the row is narrow, the next step alone: who arrives has confirmed before."""
        running = self._ended is None
        confirm = running and self._call.acknowledged_at is None
        arrive = running and self._call.arrived_at is None and not (confirm and self.width() < _NARROW)
        dial = (confirm or not running) and self._dial
        self.take_back.be_short(short=arrive and self.width() < _NARROW)
        wishes = (
            (self.acknowledged, confirm),
            (self.arrived, arrive),
            (self.take_back, self.take_back.wanted),
            (self.reached, dial),
            (self.not_reached, dial),
        )
        self.show_keys(wishes)

    def _standing(self, now: datetime) -> Standing:
        call = self._call
        knows = call.acknowledged_at is not None or has_news(self._messages)
        if self._ended is not None and knows and (untold := untold_end(self._messages)) is not None:
            return self._untold(untold)
        if call.arrived_at is not None:
            words = self._at(self.tr("on scene {time}"), call.arrived_at)
            return Standing(self._by(words, call.arrived_via), bold=True)
        if call.acknowledged_at is not None:
            words = self._at(self.tr("confirmed {time}"), call.acknowledged_at)
            own = self._at(self.tr("own answer {time}"), call.answered_at) if call.answered_at else ""
            detail = self._by(own, call.answered_via) if own else ""
            return Standing(self._by(words, call.acknowledged_via), detail=detail, brief=own)
        if self._ended is not None:
            return Standing(self.tr("never confirmed"), theme.QUIET)
        out = [message for message in self._messages if message.state in OUT]
        return self._no_answer(out, now) if out else self._not_sent()

    def _said_taken_back(self) -> str:
        """As long as it was not said anew: who looks at a row that was confirmed a moment ago must see why it is not."""
        call = self._call
        anew = {
            "acknowledged": call.acknowledged_at is not None,
            "arrived": call.arrived_at is not None,
            "reached": call.acknowledged_at is not None or reached_by_hand(self._messages) is not None,
        }
        if call.withdrawn_at is None or anew.get(call.withdrawn, True):
            return ""
        return self._ways.taken_back.said(call.withdrawn_at, call.withdrawn_by)

    def _no_answer(self, out: list[Message], now: datetime) -> Standing:
        """The surest of the messages that left says how far the news has come."""
        by_hand = [message for message in out if message.channel_id == BY_HAND]
        arrived = [message for message in out if message.state == DELIVERED]
        best = (by_hand or arrived or out)[-1]
        waiting = duration((now - best.updated_at).total_seconds())
        short = self.tr("no answer {time}")
        if by_hand:
            words, short = self.tr("reached by phone, not confirmed {time}"), self.tr("told by phone {time}")
        elif arrived and self._ways.rings(best):
            words = self.tr("call taken, not confirmed {time}")
        elif arrived:
            words = self.tr("delivered, no answer {time}")
        else:
            words = self.tr("sent, no answer {time}")
        by = "" if by_hand else self._ways.way(best)
        short = short.format(time=waiting)
        return Standing(words.format(time=waiting), theme.AMBER, by=by, short=short)

    def _untold(self, message: Message) -> Standing:
        """Nobody shall stand in the cold before a fire that there never was."""
        topic = topic_of(message)
        tried = [one for one in self._messages if one.channel_id == BY_HAND and topic_of(one) == topic]
        dial = self.tr("dial {phone}").format(phone=self._call.phone or "?")
        detail = self.tr("does not know yet that it is over")
        if tried:
            detail = f"{detail} · {self._tried(tried)}"
        colour = theme.RED_TEXT if needs_hand(message) else theme.AMBER
        return Standing(dial, colour, bold=True, detail=detail, dial=True)

    def _not_sent(self) -> Standing:
        """What the newest message of this person says; nobody may believe that it went out."""
        dial = self.tr("dial {phone}").format(phone=self._call.phone or "?")
        tried = [one for one in self._messages if one.channel_id == BY_HAND and not is_withdrawn(one)]
        sent_by_program = [message for message in self._messages if message.channel_id != BY_HAND]
        detail = self._tried(tried)
        if not self._call.reachable or not sent_by_program:
            return Standing(dial, theme.RED_TEXT, bold=True, detail=detail, dial=True)
        waiting = [message for message in sent_by_program if not needs_hand(message)]
        newest = (waiting or sent_by_program)[-1]
        word, by = self._state_word(newest), self._ways.way(newest)
        if waiting and not tried and newest.attempts <= 1 and not newest.error:
            return Standing(word, theme.AMBER, by=by)
        colour = theme.AMBER if waiting else theme.RED_TEXT
        brief = "" if detail else self._state_word(replace(newest, error=""))
        return Standing(dial, colour, bold=True, detail=detail or f"{word} · {by}", dial=True, brief=brief)

    def _state_word(self, message: Message) -> str:
        """Of one that did not leave: why, where that is known; of a call, what the telephone does."""
        state = FAILED if is_stuck(message) else message.state
        why = self._codes.message_cause(message.error) if message.error else ""
        if self._ways.rings(message) and state != FAILED:
            word = self.tr("being called") if state == SENDING else self.tr("to be called")
            return self.tr("{why}, called again").format(why=why) if why else word
        word = self._codes.message_state(state)
        return self.tr("{word}: {why}").format(word=word, why=why) if why else word

    def _tried(self, dialled: list[Message]) -> str:
        """When nobody answered last, and how often."""
        if not dialled:
            return ""
        words = self._at(self.tr("not reached {time}"), dialled[-1].updated_at)
        return f"{words} ({len(dialled)}×)" if len(dialled) > 1 else words

    def _by(self, words: str, path: str) -> str:
        told = self._codes.answer_path(path)
        return self.tr("{words}, {path}").format(words=words, path=told) if told else words

    def _at(self, pattern: str, moment: datetime) -> str:
        return pattern.format(time=short_time(moment, self._ways.zone))
