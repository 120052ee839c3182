"""The page's words in Chinese and English, and which of them a phone gets."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from app.core.paths import resource

Table = Mapping[str, Any]
LANGUAGES = ("zh", "en")


@cache
def tables() -> Mapping[str, Table]:
    """By language."""
    with resource("lanpage", "words.toml").open("rb") as file:
        return tomllib.load(file)


def chosen(accepted: str, site: str) -> str:
    """The language the phone likes best of those there are (`Accept-Language`), else the site's."""
    best, weight = "", 0.0
    for part in accepted[:200].split(","):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower()[:2]
        value = _weight(parameter)
        if language in LANGUAGES and value > weight:
            best, weight = language, value
    return best or ("zh" if site.startswith("zh") else "en")


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def either(words: Mapping[str, str], language: str) -> str:
    """Words of the site in the language, or the ones it has."""
    other = "en" if language == "zh" else "zh"
    return words.get(language) or words.get(other) or ""
