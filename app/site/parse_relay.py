"""Relays of a site file."""

from collections.abc import Callable

from app.model.relay import Relay
from app.relays.address import METHODS, RelayAddress, address_fault, packed
from app.relays.rules import LONGEST_PULSE_S
from app.site.record import KEPT, SecretsInFile
from app.site.records_table import record_id
from app.site.table import Table


def read_relays(root: Table, secrets: SecretsInFile, is_kept: Callable[[str], bool]) -> tuple[Relay, ...]:
    seen: set[str] = set()
    return tuple(_relay(table, seen, secrets, is_kept) for table in root.tables("relay"))


def _relay(table: Table, seen: set[str], secrets: SecretsInFile, is_kept: Callable[[str], bool]) -> Relay:
    relay_id, name = record_id(table, seen), table.words("name")
    kinds = table.texts("kinds")
    drills, ends = table.yes("drills", default=False), table.yes("ends", default=True)
    pulse_s = table.whole("pulse_s", 0, least=0, most=LONGEST_PULSE_S)
    address = RelayAddress(
        table.text("on", required=True),
        table.text("off"),
        table.choice("method", METHODS, "relay_method", default="GET"),
        table.text("on_body"),
        table.text("off_body"),
    )
    service = address.service
    if address.on == KEPT:
        service = table.text("service", required=True, longest=40)
        if not is_kept(f"relay:{relay_id}"):
            table.wrong("on", "nothing_kept")
        secrets.relays[relay_id] = KEPT
    elif address.on.strip():
        table.has("service")
        field, reason = address_fault(address, ends=ends or pulse_s > 0)
        if reason:
            table.wrong(field, reason)
        secrets.relays[relay_id] = packed(address)
    table.refuse_unknown()
    return Relay(relay_id, name, service, kinds, drills, ends, pulse_s)
