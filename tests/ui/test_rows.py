"""Tables of rows in little room."""

from pytestqt.qtbot import QtBot

from app.ui.forms.rows import Row, RowsTable


def table(qtbot: QtBot, *cells: str, wide: int = 0, width: int = 420) -> RowsTable:
    made = RowsTable()
    qtbot.addWidget(made)
    made.show_columns(["Name"] * len(cells), wide)
    made.rows.show_rows([Row("one", cells)])
    made.resize(width, 200)
    made.show()
    return made


def test_a_name_stays_whole_where_the_columns_beside_it_are_long(qtbot: QtBot) -> None:
    shown = table(qtbot, "Zhou Min", "duty leader, committee, group leader", "has a PIN of their own")
    assert shown.columnWidth(0) >= shown.sizeHintForColumn(0)
    assert sum(shown.columnWidth(column) for column in range(3)) <= shown.viewport().width()


def test_a_name_that_is_longer_than_half_the_room_leaves_the_others_theirs(qtbot: QtBot) -> None:
    shown = table(qtbot, "Mass incident or public emergency of any kind", "10", width=300)
    assert shown.columnWidth(0) + shown.columnWidth(1) == shown.viewport().width()
    assert shown.columnWidth(1) >= shown.sizeHintForColumn(1)
