"""What happens in the day shift of 24 November 2026, 08:00 to 20:00: the ordinary, two emergencies, and what goes wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.cameras.protocol import HealthChanged
from app.model.deadline import Recipient
from app.model.handover import Handover, Item, Side
from app.model.incident import Incident
from app.model.rota import RosterSettings
from app.model.site import Channel
from app.model.tour import Stop, Tour
from app.model.words import Words
from tests.fakes.demo_shift.lines import lines
from tests.fakes.demo_shift.room import DemoRoom
from tests.fakes.photos import photo

ZONE = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
ENDS = BEGINS + timedelta(hours=12)
_BEFORE = timedelta(minutes=25)
_PIN = "2468"
_TOUR = Tour(
    "day-tour",
    Words("白班视频巡查", "Day tour"),
    tuple(Stop(camera) for camera in ("gate-e", "plaza", "lpg", "garage-s", "gate-w", "carpark-e")),
    ("09:00", "15:40"),
)
_SMS = Channel(
    "duty-sms", Words("值班短信", "Duty short messages"), "json", proof_at="10:00", proof_person="zhou"
)
_ITEMS = (
    Item("keys", Words("门禁钥匙", "Gate keys"), 12, 0),
    Item("radios", Words("对讲机", "Radios"), 8, 1),
)
_FILMED = ("lpg", "gate-e", "plaza", "lobby-3")
Act = Callable[[], object]


def open_shift(folder: Path) -> DemoRoom:
    """The room of a folder that holds a recorded shift (or a copy of one), at 20:11."""
    return DemoRoom(folder, (ENDS + timedelta(minutes=11)).astimezone(UTC))


def record_shift(folder: Path) -> DemoRoom:
    """The room at 20:10, everything of the day in its log; to be closed by whoever asked for it."""
    room = DemoRoom(folder, (BEGINS - _BEFORE).astimezone(UTC))
    _Story(room).tell()
    return room


class _Story:
    def __init__(self, room: DemoRoom) -> None:
        self.room = room
        self.wrong_entries: list[int] = []

    def tell(self) -> None:
        for minute, act in sorted([*self._plot(), *self._small_talk()], key=lambda each: each[0]):
            moment = BEGINS + timedelta(minutes=minute)
            self.room.pass_to(moment.astimezone(UTC))
            act()
        for camera_id in _FILMED:
            self.room.record(camera_id, BEGINS + timedelta(hours=6, minutes=30), pieces=8)
        self.room.pass_s(5)

    def _small_talk(self) -> list[tuple[float, Act]]:
        room = self.room

        def write(text: str, kind: str, place_id: str, camera_id: str) -> Act:
            return lambda: room.wait(room.journal.add(text, kind, place_id=place_id, camera_id=camera_id))

        whole = (ENDS - BEGINS).total_seconds() / 60
        return [
            (line.minute, write(line.text, line.kind, line.place_id, line.camera_id)) for line in lines(whole)
        ]

    def _plot(self) -> list[tuple[float, Act]]:
        room = self.room
        on, off = room.roster.clocking.on, room.roster.clocking.off
        return [
            (-24.5, lambda: room.journal.record("console_started", version="1.0")),
            (-24, lambda: self._sign_in("li")),
            (-23, self._set_up),
            (-15, lambda: self._clock(on, "zhou", "sun", "wu", "liu")),
            (-6, lambda: self._clock(on, "he-jian")),
            (-2, lambda: self._sign_in("zhou")),
            (1, lambda: self._note("接班：钥匙 12 把、对讲机 8 部齐全，上班遗留 3 栋门禁报修", "handover")),
            (12, lambda: self._clock(on, "peng")),
            (27, lambda: self._clock(on, "jiang")),
            (60.2, lambda: self._walk(missed=-1, wrong=3)),
            (90, lambda: room.lose("lift-12")),
            (101, lambda: room.regain("lift-12")),
            (119, lambda: self._channel(works=False)),
            (140, lambda: self._channel(works=True)),
            (141, lambda: room.wait(room.services.outbox.test_now("duty-sms"))),
            (160, self._drill),
            (180, lambda: self._health("plaza", began=True)),
            (186, lambda: self._health("plaza", began=False)),
            (205, lambda: self._correct("上一条车牌登记有误，应为湘A·30518", "车牌看错")),
            (250, self._false_alarm),
            (305, lambda: room.lose("garage-s")),
            (350, lambda: room.regain("garage-s")),
            (372, lambda: self._sign_in_wrongly("sun")),
            (373, lambda: self._sign_in("sun")),
            (392, self._gas_leak),
            (460.5, lambda: self._walk(missed=2, wrong=-1)),
            (505, self._faint),
            *[(540 + 2 * n, self._flap(n)) for n in range(8)],
            (590, lambda: self._correct("巡查人员应为彭勇，不是刘志强", "姓名写错")),
            (640, lambda: self._correct("停水时间改为 14:00 至 17:00", "物业更正通知")),
            (660, lambda: room.wait(room.services.snapshots.keep_shown("carpark-e"))),
            (690, lambda: self._clock(off, "liu")),
            (705, lambda: self._clock(on, "li", "he", "xie", "deng", "luo", "yi")),
            (718, lambda: self._note("交班：液化气站复查未见异常，广场病人家属已联系", "handover")),
            (719, self._hand_over),
            (726, lambda: self._clock(off, "zhou", "sun", "peng", "jiang", "he-jian")),
            (730, lambda: None),
        ]

    # The house

    def _set_up(self) -> None:
        room = self.room
        room.wait(room.roster.books.save_settings(RosterSettings(clocking=True)))
        room.wait(room.tours.save(_TOUR))
        for item in _ITEMS:
            room.wait(room.handovers.lists.save_item(item))
        room.wait(room.site.save_channel(_SMS, "json://127.0.0.1/sms"))
        room.pass_s(20)

    def _sign_in(self, person_id: str) -> None:
        self.room.wait(self.room.access.sign_in(person_id, _PIN))

    def _sign_in_wrongly(self, person_id: str) -> None:
        assert self.room.access.sign_in(person_id, "1357").exception(timeout=30) is not None

    def _clock(self, turn: Callable[[str], object], *people: str) -> None:
        for person_id in people:
            self.room.wait(turn(person_id))
            self.room.pass_s(20)

    def _note(self, text: str, kind: str = "note", incident: str = "") -> None:
        self.room.wait(self.room.journal.add(text, kind, incident_id=incident))

    def _correct(self, text: str, reason: str) -> None:
        newest = self.room.journal.latest(1, kinds=("visitor", "patrol", "note"))[0]
        self.room.wait(self.room.journal.amend(newest.number, text, reason))

    def _channel(self, *, works: bool) -> None:
        self.room.channel_works = works

    def _health(self, camera_id: str, *, began: bool) -> None:
        jpeg = photo(colour="black") if began else b""
        self.room.health.hear(HealthChanged(camera_id, "covered", began, self.room.clock.monotonic(), jpeg))
        self.room.settle_writes()

    def _flap(self, number: int) -> Act:
        turn = self.room.lose if number % 2 == 0 else self.room.regain
        return lambda: turn("gate-w")

    def _walk(self, *, missed: int, wrong: int) -> None:
        """The tour that has begun by itself, step by step; nobody looks at `missed`."""
        room = self.room
        room.quick = True
        for step in range(len(_TOUR.stops)):
            if step == missed:
                while (run := room.tours.running()) is not None and run.step == step:
                    room.pass_s(5)
                continue
            room.pass_s(9)
            run = room.tours.running()
            assert run is not None
            bad = step == wrong
            room.wait(room.tours.acknowledge(run.id, step, wrong=bad, picture="live"))
            if bad:
                self._note("南门车库出口有纸箱挡道，已通知保洁", "hazard")
                room.pass_s(20)
                room.wait(room.tours.go_on(run.id))
        room.quick = False

    def _hand_over(self) -> None:
        """Drafted, counted and signed at 19:59, checked and accepted at 20:03."""
        room = self.room
        self._count(room.wait(room.handovers.begin()), "outgoing")
        drafted = room.handovers.current()
        assert drafted is not None
        offered = room.wait(room.handovers.signing.offer("sun", _PIN, drafted.revision))
        room.pass_s(200)
        for point in offered.points:
            room.wait(room.handovers.check(point.key, "agreed"))
        self._count(offered, "incoming")
        checked = room.handovers.current()
        assert checked is not None
        room.wait(room.handovers.signing.accept("li", _PIN, checked.revision))

    def _count(self, handover: Handover, side: Side) -> None:
        """Everything that should be there is."""
        for count in handover.counts:
            self.room.wait(self.room.handovers.count(count.item.id, side, count.item.expected))

    # Emergencies

    def _open_incident(self, kind: str, place_id: str, *, drill: bool = False) -> Incident:
        room = self.room
        room.quick = True
        incident = room.wait(room.incidents.press(drill=drill))
        room.keep_pictures(incident)
        room.pass_s(8)
        room.wait(room.incidents.set_kind(incident.id, kind))
        room.pass_s(7)
        room.wait(room.incidents.set_place(incident.id, place_id))
        return incident

    def _answers(self, incident: Incident, *people: tuple[str, float]) -> None:
        self._of_calls(incident, self.room.incidents.acknowledge, people)

    def _arrivals(self, incident: Incident, *people: tuple[str, float]) -> None:
        self._of_calls(incident, self.room.incidents.arrive, people)

    def _of_calls(
        self, incident: Incident, turn: Callable[[str], object], people: tuple[tuple[str, float], ...]
    ) -> None:
        """Each after so many seconds more."""
        for person_id, after_s in people:
            self.room.pass_s(after_s)
            now = self.room.incidents.get(incident.id)
            assert now is not None
            call = next(one for one in now.calls if one.person_id == person_id)
            self.room.wait(turn(call.id))

    def _steps(self, incident: Incident, *steps: int) -> None:
        for step in steps:
            self.room.pass_s(25)
            self.room.wait(self.room.incidents.tick_step(incident.id, step))

    def _drill(self) -> None:
        incident = self._open_incident("fire", "shops", drill=True)
        self._answers(incident, ("wu", 15), ("liu", 20), ("jiang", 12))
        self._arrivals(incident, ("liu", 110))
        self._steps(incident, 0, 1)
        self.room.pass_s(120)
        self.room.wait(self.room.incidents.stand_down(incident.id, "演练完成，讲评后归位"))
        self.room.quick = False

    def _false_alarm(self) -> None:
        incident = self._open_incident("fire", "building-7")
        self._answers(incident, ("liu", 18), ("wu", 25))
        self._arrivals(incident, ("liu", 150))
        self.room.pass_s(90)
        self.room.wait(self.room.incidents.false_alarm(incident.id, "7 栋住户做饭油烟，无明火"))
        self.room.quick = False

    def _gas_leak(self) -> None:
        """Tier 1 does not confirm in time, so tier 2 is called; the channel fails for a while."""
        room = self.room
        room.channel_works = False
        incident = self._open_incident("lpg_leak", "lpg")
        self._note("液化气站员工来电：充装间有气味", incident=incident.id)
        room.channel_works = True
        self._steps(incident, 0, 1)
        calls = {call.person_id: call for call in (room.incidents.get(incident.id) or incident).calls}
        room.wait(room.services.outbox.called_by_hand(calls["peng"].id, reached=True))
        room.pass_s(135)
        self._answers(incident, ("liu", 8), ("he-jian", 6), ("wu", 10))
        self._arrivals(incident, ("he-jian", 20), ("liu", 45))
        recipient = Recipient(role="street_office")
        room.pass_s(120)
        room.wait(
            room.clocks.reported_by_phone(
                incident.id, recipient, "街道值班员小刘", said="液化气站充装间泄漏，正在处置"
            )
        )
        self._steps(incident, 2, 3, 4, 5)
        self._answers(incident, ("zeng", 15), ("long", 12))
        self._arrivals(incident, ("wu", 40), ("long", 60))
        self._steps(incident, 6, 7)
        room.pass_s(600)
        self._report(incident)
        room.pass_s(900)
        self._note("燃气公司检测：充装间无可燃气体", incident=incident.id)
        self._steps(incident, 9)
        room.pass_s(300)
        room.wait(room.incidents.stand_down(incident.id, "阀门已更换，燃气公司复测合格"))
        room.quick = False

    def _faint(self) -> None:
        """Nobody is there within five minutes, and the street office hears of it too late."""
        room = self.room
        incident = self._open_incident("medical", "plaza")
        self._answers(incident, ("peng", 95), ("wu", 30))
        self._arrivals(incident, ("peng", 290))
        self._steps(incident, 0)
        room.pass_s(900)
        room.wait(room.incidents.stand_down(incident.id, "120 已将病人接走"))
        room.quick = False

    def _report(self, incident: Incident) -> None:
        room = self.room
        draft = room.reports.begin(incident.id, "initial")
        words = {
            "source": "液化气站员工来电",
            "received_at": _written(incident.opened_at),
            "occurred_at": _written(incident.opened_at),
            "place": "液化气站充装间",
            "nature": "液化气泄漏",
            "casualties": "无",
            "course": "充装间阀门密封失效，少量气体外泄，员工闻到气味后来电。",
            "measures": "已疏散警戒，切断电源，燃气公司到场关阀。",
            "on_scene": "吴晓兰",
            "on_scene_phone": "8555 0106",
        }
        filled = replace(draft, content={**draft.content, **words})
        room.wait(room.reports.send(filled))


def _written(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
