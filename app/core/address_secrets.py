"""Secrets that stand inside an address, beside `user:password@`: how they look, and how they are put back.

Some cameras want them in the query (`?user=x&password=y`), some in the path (`/user=x_password=y_channel=1`).
Where an address is stored or shown, `{username}`, `{password}` and `{secret1}` stand in their places.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

_USERNAME = r"user(?:name)?|usr|loginuse|account"
_PASSWORD = r"pass(?:word|wd)?|pwd|psw|pw|loginpas"  # names of fields
_OTHER = r"(?:[a-z]+[_-]?)?(?:token|secret|key)|sign(?:ature)?|auth|ticket"
_NEXT = r"(?:user(?:name)?|pass(?:word|wd)?|pwd|channel|stream|subtype)="
SECRET_FIELD = re.compile(
    rf"(?P<name>(?:[?&;/](?:(?P<username>{_USERNAME})|(?P<password>{_PASSWORD})|{_OTHER})"
    rf"|_(?:(?P<username_>{_USERNAME})|(?P<password_>{_PASSWORD})))=)"
    rf"(?P<value>(?:(?![&\s]|[?;]\w+=|_{_NEXT}).)+)",
    re.IGNORECASE,
)
"""What is no separator belongs to the value: rather too much hidden than the rest of a password shown."""
PLACEHOLDER = re.compile(r"\{(username|password|secret\d+)\}")
_AS_TYPED = "!$'()*+,:@/-._~="


def without_values(address: str) -> str:
    """For comparing and for logs: stars for whatever stands in a field for secrets."""
    return SECRET_FIELD.sub(r"\g<name>***", address)


def placed(value: str) -> str:
    """A user name or password as it stands in the place of its placeholder: only what would end the field is escaped."""
    return quote(value, safe=_AS_TYPED)


def filled(address: str, username: str, password: str, secrets: Iterable[tuple[str, str]]) -> str:
    """The address with what its placeholders stand for; nothing where it is not known."""
    values = {"username": placed(username), "password": placed(password), **dict(secrets)}
    return PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), address)
