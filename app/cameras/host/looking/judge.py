"""What one view says of the camera, measured against its own past. Pure."""

from dataclasses import dataclass

import numpy as np

from app.cameras.host.looking.past import Past
from app.cameras.host.looking.small import WIDTH, Floats
from app.cameras.host.looking.view import View, agreement, shift_between

_NOTHING_TO_SEE = 0.02
"""Share of structured blocks of a lens that is covered; a burnt-in clock makes up a few blocks more."""
_FLAT_SPREAD = 6.0
_STRUCTURE_LEFT = 0.3
_OTHER_COARSE = 0.4
_BLINDED_SHARE, _BLINDED_MORE = 0.35, 0.25
_BLINDED_WITHOUT_PAST = 0.8
_SOFT, _SHARP_AGAIN = 0.52, 0.65
_SAME_VIEW = 0.5
_SHIFTED = 0.06
_SHIFT_SURE = 0.08
_SHIFT_GAIN = 0.15
_OTHER_VIEW = 0.25
_STRUCTURE_NEEDED = 0.06


@dataclass(frozen=True, slots=True)
class Findings:
    """For each kind True, False, or None where this view cannot tell."""

    covered: bool | None = None
    blinded: bool | None = None
    out_of_focus: bool | None = None
    shifted: bool | None = None
    """The same view, moved aside."""
    other_view: bool | None = None
    """Nothing of the usual view is left, but something else can be seen."""

    @property
    def clean(self) -> bool:
        """Nothing is wrong: this view may become part of the past."""
        found = (self.covered, self.blinded, self.out_of_focus, self.shifted, self.other_view)
        return not any(found)


def judge(view: View, past: Past | None, *, soft: bool, moved: bool = False) -> Findings:
    """`soft`: the camera counts as out of focus by now, and has to be clearly sharper to be so no longer.
    `moved`: it counts as moved, and is so until its usual view is clearly there again."""
    if past is None or not past.known:
        blind = view.bright >= _BLINDED_WITHOUT_PAST
        return Findings(covered=not blind and _flat(view), blinded=blind)
    blinded = view.bright >= _BLINDED_SHARE and view.bright - past.bright >= _BLINDED_MORE
    covered = not blinded and _covered(view, past)
    if blinded or covered:
        return Findings(covered=covered, blinded=blinded)
    usual = past.usual_edges()
    same = agreement(view.edges, usual)
    shifted = _shifted(view.edges, usual, same)
    other = not shifted and same < _OTHER_VIEW and view.structured >= _STRUCTURE_NEEDED
    unsure = moved and not shifted and not other and same < _SAME_VIEW
    return Findings(
        covered=False,
        blinded=False,
        # Of another view, or of one that something large hides, nobody can say whether it is sharp.
        out_of_focus=_soft(view, past, soft=soft) if same >= _SAME_VIEW and not shifted else None,
        shifted=None if unsure or (moved and other) else shifted,
        # Of a view with nothing in common with the usual one some looks find a shift by chance.
        other_view=None if unsure or shifted else other,
    )


def _flat(view: View) -> bool:
    return view.structured <= _NOTHING_TO_SEE and view.spread < _FLAT_SPREAD


def _covered(view: View, past: Past) -> bool:
    if agreement(view.coarse, past.usual_coarse()) >= _OTHER_COARSE:
        return False
    if _flat(view):
        return True
    return past.structured > _STRUCTURE_NEEDED and view.structured < _STRUCTURE_LEFT * past.structured


def _soft(view: View, past: Past, *, soft: bool) -> bool:
    return view.sharpness < (_SHARP_AGAIN if soft else _SOFT) * past.sharpness


def _shifted(edges: Floats, usual: Floats, same: float) -> bool:
    across, down, sure = shift_between(usual, edges)
    if np.hypot(across, down) < _SHIFTED * WIDTH or sure < _SHIFT_SURE:
        return False
    # Phase correlation always names some shift: moved back by it, the view has to agree far better than as it is.
    return _overlap(edges, usual, round(across), round(down)) - same >= _SHIFT_GAIN


def _overlap(edges: Floats, usual: Floats, across: int, down: int) -> float:
    """How well the part that both show agrees."""
    height, width = edges.shape
    if abs(across) > width // 2 or abs(down) > height // 2:
        return 0.0
    mine = edges[max(0, down) : height + min(0, down), max(0, across) : width + min(0, across)]
    its = usual[max(0, -down) : height + min(0, -down), max(0, -across) : width + min(0, -across)]
    return float(np.corrcoef(mine.ravel(), its.ravel())[0, 1])
