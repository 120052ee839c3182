"""How the page for phones is offered, in a site file."""

from app.core.errors import InvalidInput
from app.lanpage.rules import LEAST_PORT, MOST_HOURS, MOST_PHOTOS, MOST_PORT, check_page
from app.model.lan_page import LanPage
from app.site.table import Table


def read_lan_page(root: Table) -> LanPage | None:
    """None where the file says nothing of it."""
    table = root.table("lan_page")
    if table is None:
        return None
    usual = LanPage()
    page = LanPage(
        table.yes("on", default=usual.on),
        table.text("address").strip(),
        table.whole("port", usual.port, least=LEAST_PORT, most=MOST_PORT),
        table.whole("hours", usual.hours, least=1, most=MOST_HOURS),
        table.whole("photos", usual.photos, least=0, most=MOST_PHOTOS),
    )
    table.refuse_unknown()
    try:
        return check_page(page)
    except InvalidInput as error:
        table.wrong(error.values["field"], error.values["reason"], error.values.get("value", ""))
        return page
