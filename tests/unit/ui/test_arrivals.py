"""How often commits wake the window."""

from app.core.changes import Changed
from app.ui.changes import Arrivals


def test_commits_that_are_expected_already_do_not_ring_again() -> None:
    rung: list[frozenset[str]] = []
    arrivals = Arrivals(lambda: rung.append(frozenset()))

    def commit(*kinds: str) -> int:
        arrivals.note(Changed(frozenset(kinds)))
        return len(rung)

    assert [commit("message") for _ in range(3)] == [1, 1, 1]
    assert commit("journal", "message") == 1
    assert commit("incident") == 2, "an incident is passed on at once, whatever waits"
    assert [commit("incident"), commit("message")] == [2, 2]
    assert arrivals.take() == {"journal", "message", "incident"}
    assert commit("message") == 3, "nothing that comes after a look is missed"
