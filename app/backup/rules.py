"""Pure decisions about backups: when the next is due, which stay, what is an alarm."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import PurePath

from app.core.errors import InvalidInput
from app.model.backup import Backup, BackupRule, BackupTarget

MOST_HOURS = 24
MOST_KEPT = 366
MOST_AWAY_DAYS = 31
_FIRST_RETRY_S, _LAST_RETRY_S = 30.0, 600.0
MARGIN_BYTES = 64 * 1024 * 1024
"""Left free on a target: for pictures, and for entries that come after the backup."""
BESIDE_MARGIN_BYTES = 512 * 1024 * 1024
"""Left free on the console's own disk, which the log needs more than a copy of it."""
GONE = "target_gone"
_PASSING = "target_busy"
"""A command backs up to it: that is no outage."""


def check_target(target: BackupTarget) -> None:
    """Raises InvalidInput where it cannot be stored."""
    if not target.folder.strip():
        raise InvalidInput(field="folder", reason="folder_missing")
    if not PurePath(target.folder).is_absolute():
        raise InvalidInput(field="folder", reason="folder_not_absolute", value=target.folder)
    if not 0 <= target.away_days <= MOST_AWAY_DAYS:
        raise InvalidInput(field="away_days", reason="out_of_range", number=f"0-{MOST_AWAY_DAYS}")


def check_rule(rule: BackupRule) -> None:
    """Raises InvalidInput where it cannot be stored."""
    for field, value, least, most in (
        ("every_h", rule.every_h, 1, MOST_HOURS),
        ("hourly", rule.hourly, 1, MOST_KEPT),
        ("daily", rule.daily, 0, MOST_KEPT),
        ("monthly", rule.monthly, 0, MOST_KEPT),
    ):
        if not least <= value <= most:
            raise InvalidInput(field=field, reason="out_of_range", number=f"{least}-{most}")


def due_at(newest: datetime | None, rule: BackupRule, now: datetime) -> datetime:
    """When the next regular backup is due, by when the newest was made. One that was made later than now tells that the
    clock was set back: then it is due at once."""
    if newest is None or newest > now:
        return now
    return newest + timedelta(hours=rule.every_h)


def retry_s(failures: int) -> float:
    """How long after so many failures one after the other the next try begins."""
    return min(_LAST_RETRY_S, _FIRST_RETRY_S * 2.0 ** max(0, failures - 1))


def is_alarm(code: str, target: BackupTarget, newest: datetime | None, now: datetime) -> bool:
    """Whether somebody has to be told that this target fails with `code`: one that may be taken away is missed only when
    its newest backup is too old."""
    if code in ("", _PASSING):
        return False
    if code != GONE or newest is None:
        return True
    return now - newest > timedelta(days=target.away_days)


def kept(backups: Iterable[Backup], rule: BackupRule, zone: tzinfo) -> set[int]:
    """Sequence numbers of those that stay: of good ones, the newest of each of the last hours, days and months in which
    there are any. The two newest always stay, and the newest whose log has no fault. What is the newest goes by the
    sequence, not by the clock."""
    newest_first = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    sound = [backup for backup in newest_first if not backup.log_fault]
    staying = {backup.sequence for backup in (*newest_first[:2], *sound[:1])}
    for form, count in (("%Y%m%d%H", rule.hourly), ("%Y%m%d", rule.daily), ("%Y%m", rule.monthly)):
        seen: set[str] = set()
        for backup in newest_first:
            if len(seen) == count:
                break
            period = backup.made_at.astimezone(zone).strftime(form)
            if period not in seen:
                seen.add(period)
                staying.add(backup.sequence)
    return staying


def going_for_room(backups: Sequence[Backup], needed: int, free: int) -> list[Backup]:
    """Those that go, the oldest first, so that `needed` bytes are free; never the newest, nor the newest whose log has
    no fault. Of `backups` each is good. Where that does not help, none go: what is there is worth more than room that is
    still too small."""
    in_order = sorted(backups, key=lambda each: each.sequence)
    sound = [backup for backup in in_order if not backup.log_fault]
    staying = {backup.sequence for backup in (*in_order[-1:], *sound[-1:])}
    going: list[Backup] = []
    for backup in in_order:
        if free >= needed:
            break
        if backup.sequence in staying:
            continue
        going.append(backup)
        free += backup.size
    return going if free >= needed else []


def is_reread(digest: str, sequence: int) -> bool:
    """Whether the backup of this number reads a picture again that it found on the target: each comes once in 24."""
    return int(digest[:2], 16) % 24 == sequence % 24
