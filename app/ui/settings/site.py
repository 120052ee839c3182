"""The site itself: its name, its time zone, the language of its messages."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.model.site import Site
from app.site.parse_plan import LONGEST_S
from app.site.rules import LEAST_ACKNOWLEDGE_S, MOST_ACKNOWLEDGE_S
from app.ui.forms.choices import ChoiceField, NumberField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import TextField, WordsField
from app.ui.language import current_language


@dataclass(frozen=True, slots=True)
class _TheSite:
    """There is one; a list has ids."""

    site: Site
    id: str = "site"


class SitePage(RecordPage[_TheSite]):
    KINDS = frozenset({"site"})
    ADDS = False
    REMOVES = False
    LISTS = False

    def build(self) -> None:
        self._name = WordsField()
        self._timezone = TextField()
        self._language = ChoiceField()
        self.form.add("name", self._name)
        self.form.add("timezone", self._timezone)
        self._acknowledge = NumberField(LEAST_ACKNOWLEDGE_S, MOST_ACKNOWLEDGE_S)
        self.form.add("language", self._language)
        self.form.add("acknowledge_s", self._acknowledge)
        self._remind, self._expire = NumberField(0, LONGEST_S), NumberField(0, LONGEST_S)
        self.form.add("remind_after_s", self._remind)
        self.form.add("expire_after_s", self._expire)

    def texts(self) -> None:
        self._name.set_label(self.tr("Name"))
        self._timezone.set_label(self.tr("Time zone"))
        self._timezone.set_hint("Asia/Shanghai")
        self._language.set_label(self.tr("Messages in"))
        self._language.set_options([("zh", self.tr("Chinese")), ("en", self.tr("English"))])
        self._acknowledge.set_label(self.tr("First confirmation within"))
        self._remind.set_label(self.tr("Nobody there: remind after"))
        self._expire.set_label(self.tr("Nobody there: escalate after"))
        for field in (self._remind, self._expire):
            field.box.setSpecialValueText(self.tr("never"))
        for field in (self._acknowledge, self._remind, self._expire):
            field.box.setSuffix(self.tr(" s", "seconds, after a number"))

    def columns(self) -> list[str]:
        return [self.tr("Site")]

    def records(self) -> list[_TheSite]:
        return [_TheSite(self.services.site.site())]

    def row(self, record: _TheSite) -> tuple[str, ...]:
        return (record.site.name.in_language(current_language()) or self.tr("The site has no name yet"),)

    def values_of(self, record: _TheSite) -> Values:
        site = record.site
        return {
            "name": site.name,
            "timezone": site.timezone,
            "language": site.language,
            "acknowledge_s": site.acknowledge_s,
            "remind_after_s": site.remind_after_s,
            "expire_after_s": site.expire_after_s,
        }

    def store(self, record: _TheSite, values: Values) -> "Future[None]":
        return self.services.site.save_site(Site(**values))
