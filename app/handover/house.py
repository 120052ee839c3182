"""Facts about the house: cameras, channels, this computer, guard tours, the roster. Pure."""

import json
from collections.abc import Iterator, Mapping

from app.core.clock import stamp
from app.handover.facts import both, fact
from app.handover.seen import Seen
from app.model.handover import Fact
from app.model.rota import Leg
from app.model.words import Words

_BAD_CHANNELS = ("failing", "old", "never")
_UNTESTED = "untested"
_GIGABYTE = 1_000_000_000
_LITTLE = 5 * _GIGABYTE
"""So little room on the disk of the data folder needs a hand."""
_FEW_DAYS = 2.0
_MOST_STOPS = 8
_TOURS = {
    "tour_not_begun": "tour_not_begun",
    "tour_finished": "tour_incomplete",
    "tour_stopped": "tour_stopped",
}


def cameras(seen: Seen) -> Iterator[Fact]:
    names = {camera.id: camera.name for camera in seen.cameras}
    wrong = [one for one in seen.equipped.conditions if one.camera_id in names]
    for condition in wrong:
        yield fact(
            f"camera:{condition.camera_id}:{condition.kind}",
            "camera",
            "camera_condition",
            "wrong",
            source=f"camera:{condition.camera_id}",
            since=condition.since,
            condition=condition.kind,
            cause=condition.cause,
            at=stamp(condition.since),
            named=both("camera", names[condition.camera_id]),
        )
    for camera in seen.cameras:
        if not camera.enabled:
            yield fact(
                f"camera:{camera.id}:off",
                "camera",
                "camera_off",
                source=f"camera:{camera.id}",
                named=both("camera", camera.name),
            )
    used = [camera for camera in seen.cameras if camera.enabled]
    known = {one.camera_id for one in wrong} | (seen.equipped.live or set())
    unseen = [one for one in used if one.id not in known] if seen.equipped.live is not None else []
    if unseen:
        yield fact(
            "camera:unseen",
            "camera",
            "cameras_unseen",
            count=str(len(unseen)),
            cameras_zh="、".join(camera.name.in_language("zh") for camera in unseen),
            cameras_en=", ".join(camera.name.in_language("en") for camera in unseen),
        )
    if used and not wrong and not unseen:
        yield fact("camera:all", "camera", "cameras_fine", "fine", count=str(len(used)))


def channels(seen: Seen) -> Iterator[Fact]:
    equipped = seen.equipped
    bad = [(channel, judged) for channel, judged in equipped.channels if judged in _BAD_CHANNELS]
    for channel, judged in bad:
        yield fact(
            f"channel:{channel.id}",
            "channel",
            f"channel_{judged}",
            "wrong",
            source=f"channel:{channel.id}",
            named=both("channel", channel.name),
        )
    untested = [channel for channel, judged in equipped.channels if judged == _UNTESTED]
    for channel in untested:
        yield fact(
            f"channel:{channel.id}",
            "channel",
            "channel_untested",
            source=f"channel:{channel.id}",
            named=both("channel", channel.name),
        )
    dead = [modem for modem in equipped.modems if modem.cause]
    for modem in dead:
        yield fact(f"modem:{modem.port}", "channel", "modem", "wrong", port=modem.port, cause=modem.cause)
    failed, waiting = equipped.messages
    if failed:
        yield fact("messages:failed", "channel", "messages_failed", "wrong", count=str(failed))
    if waiting:
        yield fact("messages:waiting", "channel", "messages_waiting", "told", count=str(waiting))
    if not (bad or untested or dead or failed or waiting):
        code = "channels_fine" if equipped.channels else "channels_none"
        yield fact("channel:all", "channel", code, "fine", count=str(len(equipped.channels)))


def system(seen: Seen) -> Iterator[Fact]:
    equipped = seen.equipped
    wrong = list(_system_faults(seen))
    yield from wrong
    yield from equipped.more
    if not wrong:
        free = equipped.free_bytes
        yield fact(
            "system:all",
            "system",
            "system_fine",
            "fine",
            free=f"{free / _GIGABYTE:.0f}" if free is not None else "?",
        )


def _system_faults(seen: Seen) -> Iterator[Fact]:
    equipped = seen.equipped
    for code in equipped.recording:
        yield fact(f"recording:{code}", "system", "recording_fault", "wrong", cause=code)
    if equipped.scarcity:
        yield fact("recording:room", "system", equipped.scarcity, "wrong")
    elif equipped.days_left is not None and equipped.days_left < _FEW_DAYS:
        yield fact("recording:days", "system", "recording_days", "told", days=f"{equipped.days_left:.1f}")
    free = equipped.free_bytes
    if free is not None and free < _LITTLE:
        yield fact("disk:free", "system", "disk_little", "wrong", free=f"{free / _GIGABYTE:.1f}")
    for relay_id, name, cause in equipped.relays:
        yield fact(f"relay:{relay_id}", "system", "relay", "wrong", cause=cause, named=both("relay", name))
    for what, cause in equipped.sounds:
        yield fact(f"sound:{what}", "system", f"{what}_silent", "wrong", cause=cause)
    starts = seen.counts.get("console_started", 0)
    if starts:
        yield fact("system:starts", "system", "system_starts", "told", count=str(starts))
    if seen.faults:
        last = seen.faults[0]
        yield fact(
            "system:faults",
            "system",
            "system_faults",
            "wrong",
            source=f"entry:{last.number}",
            count=str(len(seen.faults)),
            at=stamp(last.at),
        )


def tours(seen: Seen) -> Iterator[Fact]:
    names = {camera.id: camera.name for camera in seen.cameras}
    missed = {entry.number - 1: entry.draft.data.get("stops", "") for entry in seen.tours_missed}
    for entry in seen.tours:
        data = entry.draft.data
        yield fact(
            f"tour:{entry.number}",
            "tour",
            _TOURS[entry.draft.kind],
            "wrong",
            source=f"entry:{entry.number}",
            since=entry.at,
            tour_zh=data.get("zh", ""),
            tour_en=data.get("en", ""),
            due=data.get("due", ""),
            missed=data.get("missed", ""),
            seen=data.get("seen", ""),
            of=data.get("of", ""),
            at=stamp(entry.at),
            named=_unseen(missed.get(entry.number, ""), names),
        )
    if seen.tours_walked and not seen.tours:
        yield fact("tour:all", "tour", "tours_fine", "fine", count=str(seen.tours_walked))


def _unseen(stops: str, names: Mapping[str, Words]) -> dict[str, str]:
    """The stops of a round that nobody looked at, in both languages; of very many the first."""
    found = [names.get(one["camera"], Words(one["view"])) for one in json.loads(stops)] if stops else []
    if not found:
        return {}
    more = len(found) > _MOST_STOPS
    first = found[:_MOST_STOPS]
    return {
        "unseen_zh": "、".join(each.in_language("zh") for each in first) + ("等" if more else ""),
        "unseen_en": ", ".join(each.in_language("en") for each in first) + (" and others" if more else ""),
    }


def roster(seen: Seen) -> Iterator[Fact]:
    for gap in seen.gaps:
        yield fact(
            f"gap:{gap.line.role}:{gap.line.post_id}:{stamp(gap.starts)}",
            "roster",
            "roster_gap",
            "wrong",
            since=gap.starts,
            role=gap.line.role,
            starts=stamp(gap.starts),
            ends=stamp(gap.ends),
            needed=str(gap.needed),
            there=str(gap.there),
            named=both("post", seen.posts.get(gap.line.post_id, Words())),
        )
    for exchange in seen.exchanges:
        for number, leg in enumerate(exchange.legs):
            yield _of_leg(f"exchange:{exchange.id}:{number}", exchange.kind, leg, exchange.reason, seen)
    for leave in seen.leaves:
        yield fact(
            f"leave:{leave.id}",
            "roster",
            "roster_leave",
            since=leave.starts,
            starts=stamp(leave.starts),
            ends=stamp(leave.ends),
            named=both("person", seen.people.get(leave.person_id, Words())),
        )
    for entry in seen.published:
        data = entry.draft.data
        yield fact(
            f"sheet:{entry.number}",
            "roster",
            "roster_published" if entry.draft.kind == "roster_published" else "roster_withdrawn",
            source=f"entry:{entry.number}",
            title=data.get("title", ""),
            first=data.get("from", ""),
            last=data.get("to", ""),
        )
    if seen.conflicts:
        yield fact("roster:conflicts", "roster", "roster_conflicts", "wrong", count=str(seen.conflicts))
    if not (seen.gaps or seen.exchanges or seen.leaves or seen.published or seen.conflicts):
        yield fact("roster:all", "roster", "roster_fine", "fine")


def _of_leg(key: str, kind: str, leg: Leg, reason: str, seen: Seen) -> Fact:
    code = "roster_exchange" if leg.person_out and leg.person_in else "roster_added"
    return fact(
        key,
        "roster",
        code if leg.person_in else "roster_dropped",
        since=leg.starts,
        exchange=kind,
        role=leg.role,
        starts=stamp(leg.starts),
        ends=stamp(leg.ends),
        reason=reason,
        named={
            **both("post", seen.posts.get(leg.post_id, Words())),
            **both("out", seen.people.get(leg.person_out, Words())),
            **both("into", seen.people.get(leg.person_in, Words())),
        },
    )
