"""Short messages as modems take and give them in PDU mode (3GPP TS 23.040). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.notify.gsm.alphabet import pack, septets_of, text_of, unpack

_SUBMIT, _HAS_HEADER, _WANTS_REPORT, _RELATIVE_VALIDITY = 0x01, 0x40, 0x20, 0x10
_VALID_FOR_AN_HOUR = 0x0B
"""In steps of five minutes, from 0. A call to turn out that comes later calls for nothing."""
_SEVEN_BIT, _UCS2 = 0x00, 0x08
_SEPTETS, _OCTETS = 160, 140
_HEADER_OCTETS = 6
_HEADER_SEPTETS = 7
_MOST_PARTS = 255
_DIGITS = "0123456789*#abc"


class PduError(ValueError):
    """What came is no short message."""


@dataclass(frozen=True, slots=True)
class Pdu:
    """`length` is what AT+CMGS asks for: the octets without the service centre."""

    length: int
    hex: str


@dataclass(frozen=True, slots=True)
class Received:
    """A message, or one part of a long one (`part` of `parts`, all with the same `group`)."""

    phone: str
    text: str
    sent_at: datetime | None
    group: int = 0
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message sent before: `reference` is the number AT+CMGS gave it."""

    reference: int
    phone: str
    status: int


def submit(phone: str, text: str, group: int, *, report: bool = True, centre: str = "") -> list[Pdu]:
    """A text as one message or as parts of one, for `phone` (digits, with + in front where international).

    In the 7-bit alphabet where that has every letter, else in UCS-2. `group` ties the parts together (0 to 255).
    """
    seven_bit = all(septets_of(letter) for letter in text)
    parts = _septet_parts(text) if seven_bit else _ucs2_parts(text)
    if len(parts) > _MOST_PARTS:
        raise PduError("too long")
    made = []
    for number, content in enumerate(parts, start=1):
        header = bytes((5, 0, 3, group & 0xFF, len(parts), number)) if len(parts) > 1 else b""
        first = (
            _SUBMIT | _RELATIVE_VALIDITY | (_WANTS_REPORT if report else 0) | (_HAS_HEADER if header else 0)
        )
        coding = _SEVEN_BIT if seven_bit else _UCS2
        body = bytes((first, 0)) + _address(phone) + bytes((0, coding, _VALID_FOR_AN_HOUR))
        body += _seven_bit_data(header, content) if seven_bit else _octet_data(header, bytes(content))
        made.append(Pdu(len(body), (_centre(centre) + body).hex().upper()))
    return made


def parse(text: str) -> Received | Report:
    """What the network sent. Raises PduError for anything else."""
    try:
        octets = _Octets(bytes.fromhex(text))
    except ValueError as error:
        raise PduError("not hexadecimal") from error
    octets.take(octets.one())
    first = octets.one()
    kind = first & 0x03
    if kind == 0x00:
        return _received(octets, has_header=bool(first & _HAS_HEADER))
    if kind == 0x02:
        reference = octets.one()
        phone = octets.address()
        octets.take(14)
        return Report(reference, phone, octets.one())
    raise PduError("neither a message nor a report")


def _septet_parts(text: str) -> list[list[int]]:
    letters = [septets_of(letter) for letter in text]
    whole = [septet for letter in letters for septet in letter]
    if len(whole) <= _SEPTETS:
        return [whole]
    return _filled(letters, _SEPTETS - _HEADER_SEPTETS)


def _ucs2_parts(text: str) -> list[list[int]]:
    letters = [tuple(letter.encode("utf-16-be", "surrogatepass")) for letter in text]
    whole = [octet for letter in letters for octet in letter]
    if len(whole) <= _OCTETS:
        return [whole]
    return _filled(letters, _OCTETS - _HEADER_OCTETS)


def _filled(letters: Iterable[Sequence[int]], room: int) -> list[list[int]]:
    """Parts as full as they may be; no letter is cut in two."""
    parts: list[list[int]] = [[]]
    for letter in letters:
        if len(parts[-1]) + len(letter) > room:
            parts.append([])
        parts[-1].extend(letter)
    return parts


def _seven_bit_data(header: bytes, septets: Sequence[int]) -> bytes:
    if not header:
        return bytes((len(septets),)) + pack(septets)
    # The first letter begins on a septet: one bit of nothing follows the header of six octets.
    return bytes((len(septets) + _HEADER_SEPTETS,)) + header + pack(septets, fill_bits=1)


def _octet_data(header: bytes, octets: bytes) -> bytes:
    return bytes((len(header) + len(octets),)) + header + octets


def _address(phone: str) -> bytes:
    digits = phone.removeprefix("+")
    kind = 0x91 if phone.startswith("+") else 0x81
    return bytes((len(digits), kind)) + _swapped(digits)


def _centre(phone: str) -> bytes:
    """Empty: the one the SIM card knows."""
    if not phone:
        return b"\x00"
    address = _address(phone)[1:]
    return bytes((len(address),)) + address


def _swapped(digits: str) -> bytes:
    nibbles = [_DIGITS.index(digit) for digit in digits] + [0xF] * (len(digits) % 2)
    return bytes(low | high << 4 for low, high in zip(nibbles[::2], nibbles[1::2], strict=True))


class _Octets:
    """Read one after the other; running out of them is a PduError."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    def one(self) -> int:
        return self.take(1)[0]

    def take(self, count: int) -> bytes:
        taken = self._octets[self._at : self._at + count]
        if len(taken) < count:
            raise PduError("too short")
        self._at += count
        return taken

    def rest(self) -> bytes:
        return self._octets[self._at :]

    def address(self) -> str:
        digits, kind = self.one(), self.one()
        octets = self.take((digits + 1) // 2)
        if kind & 0x70 == 0x50:
            return text_of(unpack(octets, digits * 4 // 7))
        nibbles = [nibble for octet in octets for nibble in (octet & 0x0F, octet >> 4)][:digits]
        number = "".join(_DIGITS[nibble] for nibble in nibbles if nibble < len(_DIGITS))
        return f"+{number}" if kind & 0x70 == 0x10 else number

    def moment(self) -> datetime | None:
        """None where the service centre has no sensible clock."""
        octets = self.take(7)
        year, month, day, hour, minute, second = ((o & 0x0F) * 10 + (o >> 4) for o in octets[:6])
        quarters = (octets[6] & 0x07) * 10 + (octets[6] >> 4)
        offset = timedelta(minutes=15 * quarters * (-1 if octets[6] & 0x08 else 1))
        try:
            local = datetime(2000 + year, month, day, hour, minute, second, tzinfo=timezone(offset))
            return local.astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def _received(octets: _Octets, *, has_header: bool) -> Received:
    phone = octets.address()
    octets.one()
    coding = octets.one()
    sent_at = octets.moment()
    length, data = octets.one(), octets.rest()
    header = data[: data[0] + 1] if has_header and data else b""
    group, parts, part = _concatenation(header)
    text = _text(_alphabet(coding), length, data, header)
    return Received(phone, text, sent_at, group, part, parts)


def _concatenation(header: bytes) -> tuple[int, int, int]:
    """Group, number of parts, which of them."""
    at = 1
    while at + 1 < len(header):
        kind, length = header[at], header[at + 1]
        value = header[at + 2 : at + 2 + length]
        if kind in (0x00, 0x08) and len(value) == length and length in (3, 4) and value[-1] and value[-2]:
            return int.from_bytes(value[:-2], "big"), value[-2], value[-1]
        at += 2 + length
    return 0, 1, 1


def _alphabet(coding: int) -> str:
    group = coding >> 4
    if group < 0x4:
        return ("seven", "eight", "ucs2", "seven")[(coding >> 2) & 0x03]
    if group == 0xE:
        return "ucs2"
    return "eight" if group == 0xF and coding & 0x04 else "seven"


def _text(alphabet: str, length: int, data: bytes, header: bytes) -> str:
    if alphabet == "seven":
        skipped = (len(header) * 8 + 6) // 7
        septets = unpack(data, max(0, min(length, len(data) * 8 // 7)))
        return text_of(septets[skipped:])
    octets = data[len(header) : length]
    if alphabet == "ucs2":
        return octets.decode("utf-16-be", "replace")
    return octets.decode("latin-1")
