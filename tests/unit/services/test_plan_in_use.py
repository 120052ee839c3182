"""A plan stays as it is while somebody follows it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.core.secrets import FileSecrets
from app.site.service import SiteService
from tests.fakes.room import FIRE, Room


def test_steps_do_not_move_under_the_ticks(room: Room, tmp_path: Path) -> None:
    site = SiteService(room.database, FileSecrets(tmp_path / "secrets.json"), room.access.actor)
    incident = room.incidents.press(kind="fire").result()
    room.incidents.tick_step(incident.id, 0).result()
    shorter = replace(FIRE, steps=FIRE.steps[1:])
    for change in (lambda: site.save_plan(shorter), lambda: site.remove_plan("fire")):
        with pytest.raises(NotAllowed) as refused:
            change().result()
        assert refused.value.code == "plan_in_use"
    assert site.plans() == [FIRE]
    room.incidents.stand_down(incident.id).result()
    site.save_plan(shorter).result()
    assert site.plans() == [shorter]
