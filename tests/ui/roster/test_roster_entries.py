"""What the log says of the roster, in both languages."""

from datetime import UTC, datetime

from app.model.roster import OVERRIDE
from app.model.rota import Cell, DayMark, Leave, Leg, Line, Need, Sheet
from app.ui.journal.entry_words import EntryWords
from app.ui.language import CHINESE, Language
from app.ui.names import Names
from tests.fakes.services import ScreenRoom

START, END = datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 2, 0, tzinfo=UTC)


def test_every_change_of_the_roster_has_a_sentence(room: ScreenRoom, language: Language) -> None:
    roster = room.roster
    leg = Leg("zhou", "liu", "post", "gate", START, END)
    roster.exchanges.ask(OVERRIDE, (leg,), "生病").result()
    roster.books.save_leave(Leave("l", "zhou", START, END, "sick")).result()
    roster.books.save_need(Need("n", "post", "gate")).result()
    roster.books.save_day_mark(DayMark("2027-01-01", working=False)).result()
    sheet = Sheet("s", "12月", "2026-12-01", "2026-12-02", (Line("police"),))
    roster.sheets.save_draft(
        sheet, [Cell("c", "zhao", "police", "", "2026-12-01", "08:00", "20:00")]
    ).result()
    roster.sheets.publish("s").result()
    roster.clocking.on("night").result()
    entries = list(reversed(room.journal.latest(6)))
    words = EntryWords(Names(room.services))
    assert [words.sentence(entry) for entry in entries] == [
        "Changed: exchange order, approved: 2026-12-01 20:00–08:00 duty post, East gate, Zhou Min → Liu Zhiqiang (生病)",
        "Changed: leave Zhou Min, sick leave, 2026-12-01 20:00 to 2026-12-02 08:00",
        "Changed: strength needed duty post, East gate",
        "Changed: holiday or working day 2027-01-01",
        "Roster published: 12月, 2026-12-01 to 2026-12-02, shifts: 1 (1 new, 0 gone)",
        "Li Jun has clocked on, operator, not planned",
    ]
    language.switch(CHINESE)
    assert [words.sentence(entry) for entry in entries][:2] == [
        "已修改调换：调班，已批准：2026-12-01 20:00–08:00 值勤点，东门，周敏 → 刘志强（生病）",
        "已修改请假：周敏，病假，2026-12-01 20:00 至 2026-12-02 08:00",
    ]
