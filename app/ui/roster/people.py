"""People the duty room can call."""

from concurrent.futures import Future
from dataclasses import replace

from app.core.ids import new_id
from app.model.plan import WORKING_GROUPS
from app.model.site import ROLES, Person
from app.model.words import Words
from app.ui.code_words import CodeWords
from app.ui.forms.choices import ChecksField, OrderField, SwitchField
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import ListField, WordsField
from app.ui.language import current_language


class PeoplePage(RecordPage[Person]):
    """Somebody removed is only no longer called: what was written about them stays."""

    KINDS = frozenset({"person", "channel", "site"})
    WIDE = 2
    SHARES = (1, 1)

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._name, self._organisation = WordsField(), WordsField()
        self._phones = ListField()
        self._roles, self._leads = ChecksField(ROLES), ChecksField(WORKING_GROUPS)
        self._channels = OrderField()
        self._active = SwitchField()
        self.form.add("name", self._name)
        self.form.add("phones", self._phones)
        self.form.add("roles", self._roles)
        self.form.add("leads", self._leads)
        self.form.add("organisation", self._organisation)
        self.form.add("channels", self._channels)
        self.form.add("active", self._active)

    def texts(self) -> None:
        language = current_language()
        self._name.set_label(self.tr("Name"))
        self._phones.set_label(self.tr("Phones"))
        self._phones.set_hint(self.tr("several with commas, the first is dialled first"))
        self._roles.set_texts([self._codes.role(role) for role in ROLES])
        self._roles.set_label(self.tr("Roles"))
        self._leads.set_texts([self._codes.group(group) for group in WORKING_GROUPS])
        self._leads.set_label(self.tr("Leads"))
        self._organisation.set_label(self.tr("Organisation"))
        self._channels.set_label(self.tr("Messages by, in this order"))
        channels = self.services.site.channels()
        self._channels.set_options([(one.id, one.name.in_language(language)) for one in channels])
        self._active.set_label(self.tr("Called"))
        self._active.set_text(self.tr("may be called and put on duty"))

    def columns(self) -> list[str]:
        return [self.tr("Name"), self.tr("Phone"), self.tr("Roles")]

    def records(self) -> list[Person]:
        return sorted(self.services.roster.everybody(), key=lambda person: not person.active)

    def row(self, record: Person) -> tuple[str, ...]:
        language = current_language()
        roles = self.tr(", ", "between roles").join(self._codes.role(role) for role in record.roles)
        return (
            record.name.in_language(language),
            record.phones[0] if record.phones else "—",
            roles if record.active else self.tr("no longer called"),
        )

    def blank(self) -> Person:
        return Person(new_id(self.services.clock.now()), Words())

    def values_of(self, record: Person) -> Values:
        return {
            "name": record.name,
            "phones": record.phones,
            "roles": record.roles,
            "leads": record.leads,
            "organisation": record.organisation,
            "channels": record.channels,
            "active": record.active,
        }

    def store(self, record: Person, values: Values) -> "Future[None]":
        return self.services.roster.save_person(
            replace(
                record,
                name=values["name"],
                phones=values["phones"],
                roles=values["roles"],
                leads=values["leads"],
                organisation=values["organisation"],
                channels=values["channels"],
                active=values["active"],
            )
        )

    def remove(self, record: Person) -> "Future[None]":
        return self.services.roster.remove_person(record.id)

    def add_words(self) -> str:
        return self.tr("Add a person")

    def new_words(self) -> str:
        return self.tr("New person")

    def empty_words(self) -> str:
        return self.tr(
            'Nobody is known yet. Press "Add a person", or import a site file in the settings (F9).'
        )
