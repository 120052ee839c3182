"""A message as its sender process gets it: for a service, or for a modem. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.model.message import Message
from app.notify.modem_address import SMS, ModemAddress
from app.notify.rules import SAYS_NOTHING, is_call, marked_as_repeat, purpose_of, receipt_mark
from app.notify.telephones import number_for

LONGEST_SMS = 300
"""Letters of a report's text; the rest of it is not worth a dozen messages more."""
TEST_RING_S = 12
"""Long enough to see that it rings, short enough to bother nobody."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way, the language of the site and the telephones of whom it is for."""

    message: Message
    language: str
    phones: tuple[str, ...] = ()


def service_job(outgoing: Outgoing, url: str, attachment: str = "") -> Mapping[str, object]:
    """For Apprise; one that may have arrived before says so in its title. `attachment` is the path of a file."""
    message = outgoing.message
    title = message.title
    if message.maybe_received:
        title = marked_as_repeat(title, outgoing.language)
    job = {"url": url, "title": title, "body": f"{message.body} [{receipt_mark(message)}]"}
    return {**job, "attachment": attachment, "name": f"{message.title}.pdf"} if attachment else job


def modem_job(outgoing: Outgoing, address: ModemAddress) -> Mapping[str, object] | str:
    """The code of why not for somebody who has no number that the modem may use, and for news: a call rings, no more."""
    phone = number_for(address.service, outgoing.phones)
    if not phone:
        return "no_phone"
    if address.service == SMS:
        return {"kind": "sms", "phone": phone, "text": short_text(outgoing)}
    if not is_call(outgoing.message) and purpose_of(outgoing.message) not in ("proof", "reach"):
        return SAYS_NOTHING
    ring_s = min(address.ring_s, TEST_RING_S) if purpose_of(outgoing.message) == "proof" else address.ring_s
    return {"kind": "call", "phone": phone, "ring_s": ring_s}


def short_text(outgoing: Outgoing) -> str:
    """For a telephone that shows nothing else: no title, what to answer, and an end that tells two messages apart.

    A space ends a link: a telephone takes every sign that follows for a part of it.
    """
    message, chinese = outgoing.message, outgoing.language.startswith("zh")
    answer = _answer(message, chinese=chinese)
    text = _cut(message.body, chinese=chinese) if purpose_of(message) == "report" else message.body
    space = " " if ends_in_link(text) or (answer and not chinese) else ""
    text = f"{text}{space}{answer}[{message.id[-6:]}]"
    return marked_as_repeat(text, outgoing.language) if message.maybe_received else text


def ends_in_link(text: str) -> bool:
    """Whether the last thing it says is an address to open."""
    return "https://" in next(iter(text.split()[-1:]), "")


def _cut(body: str, *, chinese: bool) -> str:
    """As much of a report as a telephone can bear, and the whole line of its link."""
    words, _, link = body.rpartition("\n") if ends_in_link(body) else (body, "", "")
    if len(words) > LONGEST_SMS:
        words = words[:LONGEST_SMS] + ("…（全文请电话查询）" if chinese else " … (ask by phone for the rest)")
    return f"{words}\n{link}" if link else words


def _answer(message: Message, *, chinese: bool) -> str:
    """What to write back: it confirms a call, and is the receipt of a report."""
    if is_call(message):
        return "回复1确认。" if chinese else "Reply 1 to confirm. "
    if purpose_of(message) == "report":
        return "收到请回复1。" if chinese else "Reply 1 once you have it. "
    return ""
