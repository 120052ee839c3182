"""What a modem's lines mean: results, states, and what it says unasked. Pure."""

import re
from dataclasses import dataclass

HUNG_UP = ("NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE", "NO DIAL TONE")
_ERROR = re.compile(r"\+(CME|CMS) ERROR: ?(.*)")
_NUMBERS = re.compile(r"\d+")
_MESSAGE_CAUSES = {
    302: "sms_not_allowed",
    310: "no_sim",
    311: "pin_needed",
    316: "sim_locked",
    322: "sim_full",
    330: "no_centre",
    331: "no_network",
}
_NO_SUCH_NUMBER = (1, 28)
_EQUIPMENT_CAUSES = {
    10: "no_sim",
    11: "pin_needed",
    12: "sim_locked",
    13: "no_sim",
    15: "no_sim",
    30: "no_network",
}
_NETWORK_TIMEOUT = 332


class ModemFault(Exception):
    """Why something could not be done.

    Attributes:
        cause: a code.
        final: trying again cannot help.
        unsure: it may have been done all the same.
        again_s: not before so many seconds.
    """

    def __init__(
        self, cause: str, *, final: bool = False, unsure: bool = False, again_s: float = 0.0
    ) -> None:
        super().__init__(cause)
        self.cause = cause
        self.final = final
        self.unsure = unsure
        self.again_s = again_s


class Refused(Exception):
    """The modem answered a command with an error; `family` is CME, CMS or empty."""

    def __init__(self, family: str = "", text: str = "") -> None:
        super().__init__(f"{family} {text}".strip())
        self.family = family
        found = _NUMBERS.fullmatch(text.strip())
        self.number = int(found.group()) if found else -1


@dataclass(frozen=True, slots=True)
class Unasked:
    """`stored` and `stored_report` (a message lies in the modem's memory), `message` and `report` (its PDU), `hung_up`."""

    kind: str
    text: str = ""


def refusal(line: str) -> Refused | None:
    """The error a line is; None for any other."""
    if line in ("ERROR", "COMMAND NOT SUPPORT"):
        return Refused()
    found = _ERROR.fullmatch(line)
    return Refused(found.group(1), found.group(2)) if found else None


def unasked(line: str) -> Unasked | None:
    """What the modem says of its own accord; None for what may be an answer. `text` of two kinds is the next line."""
    for start, kind in (
        ("+CMTI:", "stored"),
        ("+CDSI:", "stored_report"),
        ("+CMT:", "message"),
        ("+CDS:", "report"),
    ):
        if line.startswith(start):
            return Unasked(kind)
    return Unasked("hung_up", line) if line in HUNG_UP else None


def is_registered(line: str) -> bool | None:
    """Of an answer to +CREG?, +CGREG? or +CEREG?: in a network, at home or abroad. None while it is refused for good."""
    numbers = _NUMBERS.findall(line.partition(":")[2].partition('"')[0])
    state = int(numbers[1] if len(numbers) > 1 else numbers[0]) if numbers else 0
    return None if state == 3 else state in (1, 5, 6, 7)


def signal_of(line: str) -> int:
    """Bars from 0 to 5 of an answer to +CSQ; -1 where it is not known."""
    numbers = _NUMBERS.findall(line)
    strength = int(numbers[0]) if numbers else 99
    return -1 if strength > 31 else min(5, (strength + 4) // 6)


def operator_of(line: str) -> str:
    """The network's name in an answer to +COPS?; empty where there is none."""
    found = re.search(r'"([^"]*)"', line)
    return found.group(1) if found else ""


def call_state(lines: list[str]) -> str:
    """Of an answer to +CLCC: `none`, `dialling`, `ringing` or `answered`, of the call out."""
    for line in lines:
        numbers = _NUMBERS.findall(line.partition(":")[2].partition('"')[0])
        if len(numbers) >= 3 and numbers[1] == "0":
            return {"0": "answered", "1": "answered", "3": "ringing"}.get(numbers[2], "dialling")
    return "none"


def message_fault(refused: Refused) -> ModemFault:
    """Why a short message was not taken."""
    if refused.family == "CME":
        return sim_fault(refused)
    if refused.number == _NETWORK_TIMEOUT:
        return ModemFault("timeout", unsure=True)
    if refused.number in _NO_SUCH_NUMBER:
        return ModemFault("no_such_number", final=True)
    cause = _MESSAGE_CAUSES.get(refused.number)
    return ModemFault(cause or f"sms_refused {max(0, refused.number)}", final=cause == "no_centre")


def sim_fault(refused: Refused) -> ModemFault:
    """Why the SIM card cannot be used."""
    return ModemFault(_EQUIPMENT_CAUSES.get(refused.number, "modem_refused"))
