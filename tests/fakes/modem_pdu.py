"""Short messages read and written bit by bit, after TS 23.040: shares no code with the program that it judges."""

from dataclasses import dataclass

_SEVEN_BIT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_AFTER_ESCAPE = dict(zip("\nΛ()/<=>¡e", "\f^{}\\[~]|€", strict=True))


@dataclass(frozen=True, slots=True)
class Submitted:
    phone: str
    text: str
    first: int
    coding: int
    validity: int
    group: int = -1
    of: int = 1
    part: int = 1


def read_submit(pdu: str, length: int) -> Submitted:
    """A message on its way out, as the network reads it."""
    octets = bytes.fromhex(pdu)
    octets = octets[1 + octets[0] :]
    assert len(octets) == length, "AT+CMGS was told another length"
    first, digits, kind = octets[0], octets[2], octets[3]
    end = 4 + (digits + 1) // 2
    phone = ("+" if kind == 0x91 else "") + swapped(octets[4:end].hex())[:digits]
    coding, validity, count, data = octets[end + 1], octets[end + 2], octets[end + 3], octets[end + 4 :]
    group, of, part, header = -1, 1, 1, 0
    if first & 0x40:
        assert data[:3] == bytes((5, 0, 3))
        group, of, part, header = data[3], data[4], data[5], 6
    if coding == 8:
        assert len(data) == count <= 140
        text = data[header:].decode("utf-16-be")
    else:
        assert count <= 160
        assert len(data) == (count * 7 + 7) // 8 <= 140
        text = _letters(data, count)[7 if header else 0 :]
        text = _unescaped(text)
    return Submitted(phone, text, first, coding, validity, group, of, part)


def deliver(phone: str, text: str, *, group: int = 0, of: int = 1, part: int = 1) -> str:
    """A message on its way in, in UCS-2."""
    header = bytes((5, 0, 3, group, of, part)) if of > 1 else b""
    data = header + text.encode("utf-16-be")
    first = "44" if header else "04"
    return f"00{first}{_address(phone)}000862113241000023{len(data):02X}{data.hex()}".upper()


def report(reference: int, phone: str, status: int = 0) -> str:
    """What the network says became of a message."""
    return f"0006{reference:02X}{_address(phone)}6211324100002362113241000023{status:02X}".upper()


def swapped(digits: str) -> str:
    return "".join(digits[at + 1] + digits[at] for at in range(0, len(digits), 2))


def _address(phone: str) -> str:
    digits = phone.removeprefix("+")
    kind = "91" if phone.startswith("+") else "81"
    return f"{len(digits):02X}{kind}{swapped(digits + 'F' * (len(digits) % 2))}"


def _letters(data: bytes, count: int) -> str:
    bits = "".join(f"{octet:08b}"[::-1] for octet in data)
    return "".join(_SEVEN_BIT[int(bits[at : at + 7][::-1], 2)] for at in range(0, count * 7, 7))


def _unescaped(text: str) -> str:
    parts = text.split("\x1b")
    return parts[0] + "".join(_AFTER_ESCAPE[part[0]] + part[1:] for part in parts[1:])
