"""Takes out of a camera's addresses what is secret, and names what an address still needs of it. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from app.core.address_secrets import PLACEHOLDER, SECRET_FIELD, placed
from app.model.site import Camera
from app.site.addresses import address_fault, split_login
from app.site.record import Login


def without_secrets(camera: Camera, login: Login) -> tuple[Camera, Login]:
    """A camera as it may be stored, and its login with what the addresses held.

    Args:
        login: what is known beside the addresses. A login before a host outranks it, both outrank one in a path.
    """
    if camera.kind != "rtsp":
        return camera, login
    splits = [_split(address) for address in (camera.address, camera.sub_address)]
    before_host = next((found for _, found in splits if found), login)
    known = replace(before_host, secrets=needed(camera, login.secrets))
    taking = _Taking([bare for bare, _ in splits], known)
    address, sub_address = (SECRET_FIELD.sub(taking.hide, bare) for bare, _ in splits)
    return replace(camera, address=address, sub_address=sub_address), taking.login()


def two_logins(camera: Camera, login: Login) -> bool:
    """Whether the addresses, or what was typed beside them, name different logins: the streams of a camera have one."""
    if camera.kind != "rtsp":
        return False
    found = {found for _, found in map(_split, (camera.address, camera.sub_address)) if found}
    return len(found) > 1 or any(
        (login.username and login.username != one.username)
        or (login.password and login.password != one.password)
        for one in found
    )


def needed(camera: Camera, secrets: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those of the secrets that the camera's addresses have a place for; of two with one name the later."""
    names = _placeholders((camera.address, camera.sub_address))
    return tuple(sorted((name, value) for name, value in dict(secrets).items() if name in names))


def _split(address: str) -> tuple[str, Login]:
    return (address, Login()) if address_fault("rtsp", address) else split_login(address)


def _placeholders(addresses: Iterable[str]) -> set[str]:
    return {name for address in addresses for name in PLACEHOLDER.findall(address)}


class _Taking:
    """What stands in the addresses becomes the login where there is none yet, else a secret of its own."""

    def __init__(self, addresses: list[str], login: Login) -> None:
        self._taken = _placeholders(addresses)
        self._values = {"username": login.username, "password": login.password}
        self._secrets = dict(login.secrets)

    def hide(self, field: re.Match[str]) -> str:
        value = field["value"]
        return field["name"] + (
            value if PLACEHOLDER.fullmatch(value) else f"{{{self._name_for(field, value)}}}"
        )

    def login(self) -> Login:
        return Login(self._values["username"], self._values["password"], tuple(sorted(self._secrets.items())))

    def _name_for(self, field: re.Match[str], raw: str) -> str:
        part = _part(field)
        value = unquote(raw)
        # The camera must get exactly what was written: one that takes it by the letter does not know %21 from !.
        if part and placed(value) == raw:
            self._values[part] = self._values[part] or value
            if self._values[part] == value:
                return part
        known = next((name for name, kept in self._secrets.items() if kept == raw), "")
        return known or self._keep(raw)

    def _keep(self, raw: str) -> str:
        number = 1
        while (name := f"secret{number}") in self._taken:
            number += 1
        self._taken.add(name)
        self._secrets[name] = raw
        return name


def _part(field: re.Match[str]) -> str:
    if field["username"] or field["username_"]:
        return "username"
    return "password" if field["password"] or field["password_"] else ""
