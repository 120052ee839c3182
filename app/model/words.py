"""A name or sentence of the site in the languages it has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Site data in Chinese and English; either may be empty, then the other is shown."""

    zh: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text for `zh…` or any other language code."""
        chinese = language.startswith("zh")
        return (self.zh or self.en) if chinese else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)
