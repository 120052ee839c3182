"""backup now, list, verify, restore. All but restore may be used beside a running console."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.backup.by_command import back_up, verify
from app.backup.layout import Layout, manifest_of
from app.backup.offers import Offer, find_offers
from app.backup.restoring import finish, finish_interrupted, prepare
from app.commands.backup_words import BackupSentences
from app.commands.report import Report
from app.core.clock import SystemClock
from app.core.errors import NotFound
from app.core.instance_lock import InstanceLock
from app.core.paths import DataFolder
from app.model.backup import Backup


def run(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    return _VERBS[arguments.verb](arguments, folder, report)


def _now(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    to = arguments.to.absolute() if arguments.to else None
    outcomes = back_up(folder, SystemClock(), to)
    words = BackupSentences()
    said = [
        {
            "folder": str(each.folder),
            "error": each.code,
            "backup": _described(each.folder, each.backup) if each.backup else None,
        }
        for each in outcomes
    ]
    sentence = "\n".join(words.outcome(each) for each in outcomes)
    tell = report.negative if any(each.code for each in outcomes) else report.done
    return tell(sentence, {"targets": said})


def _list(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    offers = find_offers(folder, SystemClock(), _place(arguments))
    words = BackupSentences()
    sentence = "\n".join(words.line(offer) for offer in offers) or words.none()
    return report.done(sentence, [_offered(offer) for offer in offers])


def _verify(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    found = verify(_chosen(arguments, folder), SystemClock())
    words = BackupSentences()
    sentence = "\n".join(words.checked(offer, fault) for offer, fault in found)
    said = [{**_offered(offer), "fault": fault} for offer, fault in found]
    tell = report.negative if any(fault for _, fault in found) else report.done
    return tell(sentence, {"backups": said})


def _restore(arguments: argparse.Namespace, folder: DataFolder, report: Report) -> int:
    clock, place = SystemClock(), _place(arguments)
    folder.prepare()
    with InstanceLock(folder.lock):
        finish_interrupted(folder)
        offer = _chosen(arguments, folder)[0]
        prepare(offer, folder)
        restored = finish(offer, folder, clock, asked=place)
    said = {
        **_offered(offer),
        "taken": restored.taken,
        "reaches": restored.reaches,
        "lost": restored.lost,
        "aside": str(restored.aside),
    }
    return report.done(BackupSentences().restored(offer, restored), said)


def _chosen(arguments: argparse.Namespace, folder: DataFolder) -> list[Offer]:
    """Those of the name given, else all. Raises NotFound where there are none."""
    offers = find_offers(folder, SystemClock(), _place(arguments))
    named = [offer for offer in offers if arguments.name in ("", offer.backup.name)]
    if not named:
        raise NotFound("no_backup", name=arguments.name)
    return named


def _place(arguments: argparse.Namespace) -> Path | None:
    return arguments.place.absolute() if arguments.place else None


def _offered(offer: Offer) -> dict[str, Any]:
    return {
        **_described(offer.place, offer.backup),
        "fault": offer.fault,
        "own": offer.own,
        "reaches": offer.reaches,
        "known": offer.known,
        "lost": offer.lost,
    }


def _described(place: Path, backup: Backup) -> dict[str, Any]:
    return {"name": backup.name, "folder": str(Layout(place).root), **manifest_of(backup)}


_VERBS: dict[str, Callable[[argparse.Namespace, DataFolder, Report], int]] = {
    "backup-now": _now,
    "backup-list": _list,
    "backup-verify": _verify,
    "backup-restore": _restore,
}
