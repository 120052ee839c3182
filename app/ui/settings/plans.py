"""Response plans: what is to be done, by whom, within what time, and who is called in which tier."""

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from app.core.ids import new_id
from app.model.plan import Document, Phone, Plan
from app.model.words import Words
from app.reports.sheet_service import SHEETS, SheetKind
from app.ui.background import Questions
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChoiceField, Options, OrderField
from app.ui.forms.form import Values
from app.ui.forms.named_texts import NamedTextsField
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import WordsField
from app.ui.language import current_language
from app.ui.names import Named, Names
from app.ui.papers.viewer import PaperViewer
from app.ui.reports.words import ReportWords
from app.ui.settings.plan_preview import PlanPreview
from app.ui.settings.plan_steps import StepsField
from app.ui.settings.plan_target import Offers
from app.ui.settings.plan_tiers import TiersField

_LEVELS = (1, 2, 3, 4)


class PlansPage(RecordPage[Plan]):
    KINDS = frozenset({"plan", "person", "post", "place", "camera", "channel", "roster", "site"})
    SHARES = (5, 11)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._names = Names(self.services)
        self._report_words = ReportWords(self._names, self)
        self._questions = Questions(self.ops, self)
        self.papers = PaperViewer(self.services.journal, self.ops, self)
        self.sheets = {what: QPushButton(self) for what in SHEETS}
        for what, button in self.sheets.items():
            button.clicked.connect(lambda _=False, what=what: self._print(what))
            self.list.foot.addWidget(button)
        self._name = WordsField()
        self._level = ChoiceField()
        self._steps = StepsField()
        self._tiers = TiersField(PlanPreview(self.services, self._names))
        self._phones, self._documents = NamedTextsField(), NamedTextsField()
        self._places, self._cameras = OrderField(), OrderField()
        self.form.add("name", self._name)
        self.form.add("level", self._level)
        self.form.add_wide("tiers", self._tiers)
        self.form.add_wide("steps", self._steps)
        self.form.add_wide("phones", self._phones)
        self.form.add("places", self._places)
        self.form.add("cameras", self._cameras)
        self.form.add_wide("documents", self._documents)

    def texts(self) -> None:
        self._names.forget()
        self.papers.retranslate()
        for what, words in zip(SHEETS, self._report_words.sheets(), strict=True):
            self.sheets[what].setText(words)
        language = current_language()
        self._name.set_label(self.tr("Name"))
        self._level.set_label(self.tr("Level"))
        self._level.set_options([(str(level), self._codes.level(level)) for level in _LEVELS])
        self._steps.set_label(self.tr("Steps"))
        self._tiers.set_offers(
            Offers(
                _named(self.services.roster.people(), language),
                _named(self.services.roster.posts(), language),
                _named(self.services.site.channels(), language),
            )
        )
        self._tiers.set_label(self.tr("Whom to call"))
        self._phones.set_words(self.tr("Add a number"), self.tr("Phone"))
        self._phones.set_label(self.tr("Numbers to dial by hand"))
        self._places.set_label(self.tr("Places"))
        self._places.set_options(_named(self.services.site.places(), language))
        self._cameras.set_label(self.tr("Cameras"))
        self._cameras.set_options(_named(self.services.site.cameras(), language))
        self._documents.set_words(self.tr("Add a document"), self.tr("File, address or shelf"))
        self._documents.set_label(self.tr("Documents"))

    def _print(self, what: SheetKind) -> None:
        """As the plan is stored: what is being typed is not yet anybody's plan."""
        plan = next((one for one in self.records() if one.id == self.opened_id()), None)
        if plan is None:
            return
        language = current_language()
        name = f"{self.sheets[what].text()} · {plan.name.in_language(language)}"
        self._questions.forget()
        self._questions.ask(
            lambda: self.services.sheets.of_plan(what, plan.id, language),
            lambda pdf: self.papers.show_paper(pdf, name),
        )

    def columns(self) -> list[str]:
        return [self.tr("Plan"), self.tr("Version")]

    def records(self) -> list[Plan]:
        return self.services.site.plans()

    def row(self, record: Plan) -> tuple[str, ...]:
        return record.name.in_language(current_language()), str(record.version)

    def blank(self) -> Plan:
        return Plan(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Plan) -> Values:
        return {
            "name": record.name,
            "level": str(record.level),
            "steps": record.steps,
            "tiers": record.tiers,
            "phones": tuple((phone.name, phone.number) for phone in record.phones),
            "places": record.places,
            "cameras": record.cameras,
            "documents": tuple((one.name, one.location) for one in record.documents),
        }

    def store(self, record: Plan, values: Values) -> "Future[None]":
        return self.services.site.save_plan(
            replace(
                record,
                name=values["name"],
                level=int(values["level"]),
                steps=values["steps"],
                tiers=values["tiers"],
                phones=tuple(Phone(*phone) for phone in values["phones"]),
                places=values["places"],
                cameras=values["cameras"],
                documents=tuple(Document(*one) for one in values["documents"]),
            )
        )

    def remove(self, record: Plan) -> "Future[None]":
        return self.services.site.remove_plan(record.id)

    def add_words(self) -> str:
        return self.tr("Add a plan")

    def new_words(self) -> str:
        return self.tr("New plan")

    def empty_words(self) -> str:
        return self.tr('No plans yet. Press "Add a plan", or import a site file on the page "Site file".')


def _named(records: Iterable[Named], language: str) -> Options:
    return [(record.id, record.name.in_language(language)) for record in records]
