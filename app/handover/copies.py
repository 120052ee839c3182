"""What a draft says of the copies on other disks."""

from collections.abc import Iterator, Sequence

from app.backup.standing import Standing
from app.core.clock import stamp
from app.handover.facts import fact
from app.model.handover import Fact


def copies(standings: Sequence[Standing], *, missing: bool) -> Iterator[Fact]:
    """`missing`: nothing at all is backed up."""
    if missing:
        yield fact("copies:none", "system", "copies_none", "wrong")
    for standing in (each for each in standings if not each.target.is_safety_copy):
        newest = standing.newest
        made = {"at": stamp(newest.made_at)} if newest is not None else {}
        code = "copy_alarm" if standing.alarm else "copy_fine" if newest is not None else "copy_waits"
        yield fact(
            f"copies:{standing.target.id}",
            "system",
            code,
            "wrong" if standing.alarm else "fine",
            named={"folder": standing.target.folder, **made},
        )
