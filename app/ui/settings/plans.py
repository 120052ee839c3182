"""Response plans: what is to be done, by whom, within what time, and who is called in which tier."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.incident import Plan
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChoiceField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language
from app.ui.settings.plan_steps import StepsField
from app.ui.settings.plan_tiers import TiersField

_LEVELS = (1, 2, 3, 4)


class PlansPage(RecordPage[Plan]):
    KINDS = frozenset({"plan", "person", "site"})
    SHARES = (5, 11)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._name = WordsField()
        self._level = ChoiceField()
        self._steps = StepsField()
        self._tiers = TiersField()
        self.form.add("name", self._name)
        self.form.add("level", self._level)
        self.form.add_wide("steps", self._steps)
        self.form.add_wide("tiers", self._tiers)

    def texts(self) -> None:
        language = current_language()
        self._name.set_label(self.tr("Name"))
        self._level.set_label(self.tr("Level"))
        self._level.set_options([(str(level), self._codes.level(level)) for level in _LEVELS])
        self._steps.set_label(self.tr("Steps"))
        self._tiers.set_label(self.tr("Whom to call"))
        people = self.services.roster.people()
        self._tiers.set_people([(one.id, one.name.in_language(language)) for one in people])

    def columns(self) -> list[str]:
        return [self.tr("Plan"), self.tr("Steps")]

    def records(self) -> list[Plan]:
        return self.services.site.plans()

    def row(self, record: Plan) -> tuple[str, ...]:
        return record.name.in_language(current_language()), str(len(record.steps))

    def blank(self) -> Plan:
        return Plan(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Plan) -> Values:
        return {
            "name": record.name,
            "level": str(record.level),
            "steps": record.steps,
            "tiers": record.tiers,
        }

    def store(self, record: Plan, values: Values) -> "Future[None]":
        return self.services.site.save_plan(
            replace(
                record,
                name=values["name"],
                level=int(values["level"]),
                steps=values["steps"],
                tiers=values["tiers"],
            )
        )

    def remove(self, record: Plan) -> "Future[None]":
        return self.services.site.remove_plan(record.id)

    def add_words(self) -> str:
        return self.tr("Add a plan")

    def new_words(self) -> str:
        return self.tr("New plan")

    def empty_words(self) -> str:
        return self.tr("No plans yet. Press “Add a plan”, or import a site file on the page “Site file”.")
