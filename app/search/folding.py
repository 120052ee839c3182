"""What is compared when words are looked for: without case, width and the spaces that Chinese does not need. Pure."""

import re
from unicodedata import category, normalize

LETTER = "a-zß-öø-ɏͰ-ϿЀ-ӿ"
"""Signs that make words of which the beginning counts; whatever else is spoken stands for itself, like a Chinese character."""
_LETTERS = re.compile(f"[{LETTER}]")
_SPACES = re.compile(r"\s+")
_TOGETHER = re.compile(r"(?<!\d)\+?\d(?:[ \-()./]{0,2}\d){6,}")
_NO_DIGIT = re.compile(r"\D")
_COUNTRY = re.compile(r"^(?:\+|00)86(?=\d{7})")
_NUMBER = re.compile(r"\+?[\d\-()]+")
_LEAST_DIGITS = 7
SPACE, MARK, LETTERS, DIGIT, SIGN = " MLDS"
"""Classes of characters: a sign is one that stands for itself, a mark is none of the others."""


def fold(text: str) -> str:
    """Full-width becomes narrow, large becomes small; what cannot be seen goes, and spaces beside a Chinese character."""
    plain = normalize("NFKC", text).casefold()
    if not plain.isascii():
        plain = "".join(letter for letter in plain if letter.isalnum() or category(letter) != "Cf")
    parts = _SPACES.split(plain.strip())
    folded = [parts[0]]
    for before, after in zip(parts, parts[1:], strict=False):
        close = class_of(before[-1]) == SIGN or class_of(after[0]) == SIGN
        folded.append(after if close else " " + after)
    return "".join(folded)


def together(folded: str) -> list[str]:
    """Telephone numbers and dates that are written with gaps, without them: `0731-8555 0101` as 073185550101."""
    found = (_NO_DIGIT.sub("", match) for match in _TOGETHER.findall(folded) if not match.isdigit())
    return [digits for digits in found if len(digits) >= _LEAST_DIGITS]


def wanted(word: str) -> str:
    """A folded word as it is looked for: a long number without gaps and without the country's code."""
    if not _NUMBER.fullmatch(word):
        return word
    digits = _NO_DIGIT.sub("", _COUNTRY.sub("", word))
    return digits if len(digits) >= _LEAST_DIGITS else word


class _Classes(dict[int, str]):
    """For `str.translate`: fills itself with the characters that come along."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _LETTERS.match(character):
            found = LETTERS
        elif character.isascii() and character.isdigit():
            found = DIGIT
        elif character.isalnum():
            found = SIGN
        else:
            found = SPACE if character.isspace() else MARK
        self[code] = found
        return found


classes_of = _Classes()


def class_of(character: str) -> str:
    return classes_of[ord(character)]
