"""Where channels lead is asked of the keyring once."""

import pytest

from app.core.errors import SecretsUnavailable
from app.notify.addresses import Addresses


class Keyring:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.locked = False
        self.asked: list[str] = []

    def get(self, key: str) -> str | None:
        self.asked.append(key)
        if self.locked:
            raise SecretsUnavailable(path="keyring")
        return self.kept.get(key)

    def put(self, key: str, value: str) -> None:
        self.kept[key] = value

    def delete(self, key: str) -> None:
        del self.kept[key]


def test_each_is_asked_for_once_until_channels_change() -> None:
    keyring = Keyring()
    keyring.put("channel:mail", "mailto://old")
    addresses = Addresses(keyring)
    assert [addresses.of("mail") for _ in range(3)] == ["mailto://old"] * 3
    assert keyring.asked == ["channel:mail"]
    keyring.put("channel:mail", "mailto://new")
    addresses.forget()
    assert addresses.of("mail") == "mailto://new"


def test_what_is_missing_or_locked_is_asked_for_again() -> None:
    keyring = Keyring()
    addresses = Addresses(keyring)
    assert addresses.of("mail") is None
    keyring.locked = True
    with pytest.raises(SecretsUnavailable):
        addresses.of("mail")
    keyring.locked = False
    keyring.put("channel:mail", "mailto://there")
    assert addresses.of("mail") == "mailto://there"
