"""What `bench escalation` counts, and the site it is measured on."""

import json
from urllib.request import Request, urlopen

import pytest

from app.bench.escalation import is_whole
from app.bench.escalation_site import LATER, RESUME, SHIFT, crowd, site_file
from app.bench.phones import Phones
from app.notify.rules import marked_as_repeat
from app.site.parse import parse_site


def send(phones: Phones, mark: str, title: str = "紧急启动") -> None:
    body = json.dumps({"title": title, "message": f"请出动 [演练] [{mark}]"}).encode()
    url = phones.url.replace("json://", "http://")
    with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=10) as answer:
        assert answer.status == 200


def test_the_phones_tell_what_came_for_an_incident_and_what_came_twice() -> None:
    with Phones() as phones:
        send(phones, "01aaaaaaaa-111111")
        send(phones, "01bbbbbbbb-222222")
        send(phones, "01aaaaaaaa-333333")
        assert [arrival.mark[-6:] for arrival in phones.of("01aaaaaaaaxyz")] == ["111111", "333333"]
        send(phones, "01bbbbbbbb-222222", marked_as_repeat("紧急启动", "zh"))
        assert phones.doubled() == 0
        send(phones, "01bbbbbbbb-222222")
        assert phones.doubled() == 1


def test_the_site_of_the_bench_calls_as_many_as_it_says() -> None:
    text = site_file("json://127.0.0.1:9/", scenes=["gate", "lift"], cameras=16, incidents=10, targets=200)
    site = parse_site(text.encode())
    plans = {plan.id: plan for plan in site.plans}
    assert len(site.cameras) == 16
    assert {crowd(number) for number in range(10)} | {RESUME} == set(plans)
    count = {
        role: sum(role in person.roles for person in site.people) for role in ("patrol", "office", "resident")
    }
    assert count == {"patrol": SHIFT, "office": LATER, "resident": 200}
    assert [target.id for target in plans[crowd(3)].tiers[0].targets] == ["resident"]
    assert {shift.person_id for shift in site.shifts} == {f"shift-{number}" for number in range(SHIFT)}


@pytest.mark.parametrize(("missing", "doubled", "whole"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_it_fails_where_something_is_missing_or_came_twice(missing: int, doubled: int, whole: bool) -> None:
    assert is_whole({"missing": missing, "messages_doubled": doubled}) is whole
