"""The 7-bit alphabet of short messages (3GPP TS 23.038) and how its septets lie in octets. Pure."""

from collections.abc import Iterable, Sequence

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ESCAPE = 0x1B
_EXTENDED = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
_BASIC_CODES = {letter: code for code, letter in enumerate(_BASIC) if code != ESCAPE}
_EXTENDED_LETTERS = {code: letter for letter, code in _EXTENDED.items()}


def septets_of(letter: str) -> tuple[int, ...]:
    """One septet, or two for a letter of the extension table; none for a letter the alphabet does not have."""
    if letter in _BASIC_CODES:
        return (_BASIC_CODES[letter],)
    return (ESCAPE, _EXTENDED[letter]) if letter in _EXTENDED else ()


def text_of(septets: Iterable[int]) -> str:
    """The letters; a code after an escape that no table has is read from the basic one, as phones do."""
    letters = []
    escaped = False
    for septet in septets:
        if escaped:
            letters.append(_EXTENDED_LETTERS.get(septet, _BASIC[septet]))
            escaped = False
        elif septet == ESCAPE:
            escaped = True
        else:
            letters.append(_BASIC[septet])
    return "".join(letters)


def pack(septets: Sequence[int], fill_bits: int = 0) -> bytes:
    """Septets one after the other from the lowest bit on, after `fill_bits` of nothing."""
    number = 0
    for place, septet in enumerate(septets):
        number |= septet << (7 * place + fill_bits)
    bits = 7 * len(septets) + fill_bits
    return number.to_bytes((bits + 7) // 8, "little")


def unpack(octets: bytes, count: int, fill_bits: int = 0) -> list[int]:
    """The first `count` septets."""
    number = int.from_bytes(octets, "little") >> fill_bits
    return [(number >> (7 * place)) & 0x7F for place in range(count)]
