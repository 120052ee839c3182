"""The site of `bench escalation`: cameras, a shift, and many people to be called at once."""

import json
from collections.abc import Iterator

SHIFT = 12
"""People on duty: those whom the button calls."""
LATER = 10
"""Whom the second tier of the plan `resume` calls."""
LIMIT_S = 1
"""Of its first tier."""
RESUME = "resume"
_WEEK = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'


def crowd(number: int) -> str:
    """Plan that calls everybody; each number a kind of its own, so that no press is taken for a repeated one."""
    return f"crowd-{number}"


def site_file(url: str, *, scenes: list[str], cameras: int, incidents: int, targets: int) -> str:
    """`url` receives the messages; `scenes` are the demo pictures that cameras show."""
    parts = ['[site]\nname = { zh = "测", en = "Bench" }\ntimezone = "Asia/Shanghai"\nlanguage = "zh"']
    parts.append(
        '[[channel]]\nid = "phones"\nname = { zh = "手机", en = "Phones" }\nproof_at = ""\n'
        f"url = {json.dumps(url)}"
    )
    parts += (_camera(number, scenes[number % len(scenes)]) for number in range(cameras))
    parts += _people("shift", SHIFT, '["patrol"]')
    parts += _people("later", LATER, '["office"]')
    parts += _people("resident", targets, '["resident"]')
    parts += (
        f'[[shift]]\nid = "s{number}"\nperson = "shift-{number}"\nrole = "patrol"\n'
        f'weekdays = {_WEEK}\nstart = "00:00"\nend = "24:00"'
        for number in range(SHIFT)
    )
    parts += (_plan(crowd(number), (_tier(1, "resident", 0),)) for number in range(incidents))
    parts.append(_plan(RESUME, (_tier(1, "patrol", LIMIT_S), _tier(2, "office", 0))))
    return "\n\n".join(parts) + "\n"


def _camera(number: int, scene: str) -> str:
    return (
        f'[[camera]]\nid = "cam{number}"\nname = {{ zh = "{number}", en = "{number}" }}\n'
        f'kind = "demo"\naddress = "{scene}"'
    )


def _people(name: str, count: int, roles: str) -> Iterator[str]:
    for number in range(count):
        yield (
            f'[[person]]\nid = "{name}-{number}"\nname = {{ zh = "{name} {number}", en = "{name} {number}" }}\n'
            f'phones = ["8555 {number:04}"]\nroles = {roles}\nchannels = ["phones"]'
        )


def _plan(plan_id: str, tiers: tuple[str, ...]) -> str:
    head = f'[[plan]]\nid = "{plan_id}"\nname = {{ zh = "{plan_id}", en = "{plan_id}" }}\nlevel = 2'
    return "\n".join((head, *tiers))


def _tier(number: int, role: str, limit_s: int) -> str:
    return f'[[plan.tier]]\nnumber = {number}\nroles = ["{role}"]\nlimit_s = {limit_s}'
