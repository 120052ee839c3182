"""Sentences of entries about what has left the console."""

from collections.abc import Mapping

from app.model.journal import Draft
from app.ui.language import Worded


class ExportEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def values(self, draft: Draft) -> Mapping[str, str]:
        data = draft.data
        if draft.kind == "log_exported":
            return {"format": data.get("format", "").upper()}
        if draft.kind != "exported":
            return {}
        path, count = data.get("path", ""), data.get("count", "")
        return {
            "thing": self._named(self._thing(data.get("what", "")), data.get("name", "")),
            "where": self.tr(", to {path}").format(path=path) if path else "",
            "many": self.tr(", entries: {count}").format(count=count) if count else "",
        }

    def sentences(self) -> dict[str, str]:
        return {
            "log_exported": self.tr(
                "Part of the log exported as {format}, entries: {count}, to {folder}{because}"
            ),
            "exported": self.tr("Exported: {thing}{many}{where}{because}"),
        }

    def _named(self, thing: str, name: str) -> str:
        return self.tr("{thing} {name}").format(thing=thing, name=name) if name else thing

    def _thing(self, code: str) -> str:
        words = {
            "log": self.tr("the whole log as lines"),
            "site_file": self.tr("the site file, without passwords"),
            "roster": self.tr("a roster"),
            "paper": self.tr("a paper as PDF"),
            "print": self.tr("a paper, printed"),
            "plan_sheets": self.tr("call sheets and plan cards"),
            "figures": self.tr("figures"),
            "attachment": self.tr("an attachment"),
        }
        return words.get(code, code)
