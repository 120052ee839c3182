"""Puts what happens to tours into the journal."""

from collections.abc import Mapping

from app.model.journal import Actor, Draft
from app.model.tour import Run, Tour
from app.storage.transaction import Transaction
from app.tours.missed import round_missed
from app.tours.rules import Effect


def tell_of_tour(transaction: Transaction, kind: str, tour: Tour, actor: Actor, /, **data: str) -> None:
    transaction.journal.append(Draft(kind, actor=actor, data=_named(tour, data)))
    transaction.touch("tour")


def tell_of_run(
    transaction: Transaction, before: Run, after: Run, effect: Effect, actor: Actor, data: Mapping[str, str]
) -> None:
    """A step carries its camera and place, the end of a tour its counts, a round with gaps all that nobody saw."""
    if effect.kind == "tour_missed":
        missed = round_missed(transaction, after)
        transaction.journal.append(Draft(effect.kind, actor=actor, data=_named(after, missed)))
    elif effect.step < 0:
        counts = {
            "seen": str(after.seen),
            "wrong": str(after.wrong),
            "missed": str(after.missed),
            "of": str(len(after.stops)),
        }
        transaction.journal.append(Draft(effect.kind, actor=actor, data=_named(after, counts)))
    else:
        transaction.journal.append(_step_draft(transaction, before, effect, actor, data))
    transaction.touch("tour")


def _step_draft(
    transaction: Transaction, run: Run, effect: Effect, actor: Actor, data: Mapping[str, str]
) -> Draft:
    stop = run.stops[effect.step]
    camera = next((one for one in transaction.site.cameras() if one.id == stop.camera_id), None)
    view = next((one.name for one in transaction.views.all() if one.id == stop.view_id), "")
    place = {"step": str(effect.step + 1), "of": str(len(run.stops)), "view": view}
    return Draft(
        effect.kind,
        actor=actor,
        data=_named(run, {**place, **data}),
        camera_id=stop.camera_id,
        place_id=camera.place_id if camera is not None else "",
    )


def _named(tour: Tour | Run, data: Mapping[str, str]) -> dict[str, str]:
    return {"zh": tour.name.zh, "en": tour.name.en, **data}
