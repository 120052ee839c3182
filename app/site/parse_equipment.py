"""Keys and equipment of a site file: what every shift counts, in this order."""

from app.model.handover import Item
from app.site.records_table import record_id
from app.site.table import Table

MOST = 9999


def read_equipment(root: Table) -> tuple[Item, ...]:
    seen: set[str] = set()
    return tuple(_item(table, seen, place) for place, table in enumerate(root.tables("equipment")))


def _item(table: Table, seen: set[str], place: int) -> Item:
    item = Item(
        record_id(table, seen), table.words("name"), table.whole("count", 1, least=0, most=MOST), place
    )
    table.refuse_unknown()
    return item
