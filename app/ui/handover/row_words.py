"""Words that stand in the rows of the form beside the sentences of the paper."""

from app.model.handover import Count, Point
from app.ui.language import Worded


class RowWords(Worded):
    """Short, for the right side of a row."""

    def outgoing(self, text: str) -> str:
        return self.tr("Outgoing: {text}").format(text=text)

    def why(self, text: str) -> str:
        return self.tr("Difference: {text}").format(text=text)

    def verdict(self, point: Point) -> str:
        if point.verdict == "refused":
            return self.tr("× not confirmed: {remark}").format(remark=point.remark)
        if point.verdict == "remarked":
            return self.tr("✓ remark: {remark}").format(remark=point.remark)
        return self.tr("✓ checked") if point.verdict else self.tr("to be checked")

    def counts(self, count: Count, *, draft: bool) -> str:
        """What should be there and what was counted. The incoming counts without seeing the other's figure."""
        expected = self.tr("should be {number}").format(number=count.item.expected)
        counted = count.outgoing if draft else count.incoming
        if counted is None:
            return self.tr("{expected} · to be counted").format(expected=expected)
        own = self.tr("{expected} · counted {number}").format(expected=expected, number=counted)
        if not count.differs:
            return own
        if draft or count.outgoing is None:
            return "▲ " + own
        both = self.tr("{expected} · outgoing {outgoing}, incoming {incoming}").format(
            expected=expected, outgoing=count.outgoing, incoming=counted
        )
        return "▲ " + both
