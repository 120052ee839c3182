"""PINs: with one a person can sign in at this console."""

from concurrent.futures import Future

from app.core.errors import InvalidInput
from app.model.site import Person
from app.ui.code_words import CodeWords
from app.ui.forms.form import Values
from app.ui.forms.record_page import RecordPage
from app.ui.forms.texts import SecretField
from app.ui.language import current_language


class PinsPage(RecordPage[Person]):
    """A new PIN is typed twice; an old one is never shown."""

    KINDS = frozenset({"access", "person", "site"})
    ADDS = False
    REMOVES = False

    def build(self) -> None:
        self._codes = CodeWords(self)
        self._pin, self._again = SecretField(), SecretField()
        self.form.add("pin", self._pin)
        self.form.add("again", self._again)

    def texts(self) -> None:
        self._pin.set_label(self.tr("New PIN"))
        self._pin.set_hint(self.tr("4 to 12 figures"))
        self._again.set_label(self.tr("Once more"))

    def columns(self) -> list[str]:
        return [self.tr("Person"), self.tr("Roles"), self.tr("PIN")]

    def records(self) -> list[Person]:
        return self.services.roster.people()

    def row(self, record: Person) -> tuple[str, ...]:
        roles = self.tr(", ", "between roles").join(self._codes.role(role) for role in record.roles)
        has = self.services.access.has_pin(record.id)
        pin = self.tr("has a PIN") if has else self.tr("no PIN")
        return record.name.in_language(current_language()), roles, pin

    def values_of(self, record: Person) -> Values:
        return {"pin": "", "again": ""}

    def store(self, record: Person, values: Values) -> "Future[None]":
        if values["pin"] != values["again"]:
            raise InvalidInput(field="again", reason="pin_differs")
        return self.services.access.set_pin(record.id, values["pin"])

    def empty_words(self) -> str:
        return self.tr("Nobody is known yet. Add people in the roster (F3).")
