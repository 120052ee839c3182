"""The sender processes: one for each channel, one for each modem, whatever channels go through it."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.core.errors import SecretsUnavailable
from app.model.site import Channel
from app.notify.addresses import Addresses
from app.notify.modem_address import SMS, VOICE, ModemAddress, is_modem, modem_address, modem_url
from app.notify.process import Ended, SenderProcess
from app.notify.rules import Way

log = logging.getLogger(__name__)
_SMS_DEADLINE_S = 150.0
"""A long message has several parts, each of which may take the network half a minute."""
_ANSWERED_S = 40.0
"""From the end of the ringing to the word of what came of it."""
ToldBy = Callable[[str, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Route:
    """Where the messages of a channel go; `address` of those that go through a modem."""

    way: Way
    address: ModemAddress | None = None


class Senders:
    """Not for two threads at once, but `stop`, `say` and `pids`.

    Args:
        training_file: where training phones keep what they received.
        pins_file: where modems remember PINs that were refused.
        told: called with a modem's port and what it tells, on a reading thread.
    """

    def __init__(
        self, addresses: Addresses, training_file: Path, pins_file: Path, ended: Ended, told: ToldBy
    ) -> None:
        self._addresses = addresses
        self._training_file = training_file
        self._pins_file = pins_file
        self._ended = ended
        self._told = told
        self._processes: dict[str, SenderProcess] = {}
        self._modems: dict[str, ModemAddress] = {}
        self._routes: dict[str, Route] = {}

    @property
    def ways(self) -> dict[str, Way]:
        return {channel_id: route.way for channel_id, route in self._routes.items()}

    @property
    def ports(self) -> list[str]:
        """Of all modems in use."""
        return list(self._modems)

    def learn(self, channels: Iterable[Channel]) -> None:
        """After a change of channels. Modems listen from here on; those no channel uses any more are let go."""
        self._routes = {channel.id: self._route(channel) for channel in channels}
        modems: dict[str, ModemAddress] = {}
        for route in self._routes.values():
            if route.address is not None:
                before = modems.get(route.address.port)
                modems[route.address.port] = _joined(before or _bare(route.address), route.address)
        for port, address in list(self._modems.items()):
            if modems.get(port) != address:
                self._processes.pop(_lane(port)).stop()
        for port, address in modems.items():
            if _lane(port) not in self._processes:
                self._processes[_lane(port)] = self._modem(port, address)
        self._modems = modems
        self.keep_alive()

    def keep_alive(self) -> None:
        """A modem's process that died is started again at once: there may be an answer to hear."""
        for port in self._modems:
            self._processes[_lane(port)].keep_alive()

    def warm_up(self) -> None:
        """Every service has its process before the first message: loading all kinds of services takes half a second."""
        for route in self._routes.values():
            if route.address is None:
                self._service(route.way.lane).keep_alive()

    def route(self, channel_id: str) -> Route:
        return self._routes.get(channel_id) or Route(Way(channel_id))

    def send(self, lane: str, job_id: str, job: Mapping[str, Any]) -> None:
        self._service(lane).send(job_id, job)

    def say(self, port: str, values: Mapping[str, Any]) -> None:
        """To a modem's process."""
        process = self._processes.get(_lane(port))
        if process is not None:
            process.say(values)

    def restart(self, lane: str) -> None:
        if lane in self._processes:
            self._processes[lane].restart()

    def stop(self) -> None:
        for process in self._processes.values():
            process.stop()

    def pids(self) -> list[int]:
        return [pid for process in list(self._processes.values()) if (pid := process.pid()) is not None]

    def _route(self, channel: Channel) -> Route:
        if not is_modem(channel.service):
            return Route(Way(channel.id))
        try:
            url = self._addresses.of(channel.id)
        except SecretsUnavailable:
            # Told with each message; the modem is looked for again when channels change or the console starts.
            log.exception("the address of channel %s cannot be read", channel.id)
            url = None
        address = modem_address(url) if url else None
        if address is None:
            return Route(Way(channel.id))
        rings = address.service == VOICE
        deadline = address.ring_s + _ANSWERED_S if rings else _SMS_DEADLINE_S
        return Route(Way(_lane(address.port), 1, deadline, rings), address)

    def _service(self, lane: str) -> SenderProcess:
        """Or the modem's, which is there since the channels were learnt."""
        if lane not in self._processes:
            words = ("app.notify.sender", str(self._training_file))
            self._processes[lane] = SenderProcess(words, self._ended)
        return self._processes[lane]

    def _modem(self, port: str, address: ModemAddress) -> SenderProcess:
        words = ("app.notify.gsm", str(self._pins_file))
        greeting = {"open": modem_url(address)}
        return SenderProcess(words, self._ended, lambda values: self._told(port, values), greeting)


def _lane(port: str) -> str:
    return f"modem {port}"


def _bare(address: ModemAddress) -> ModemAddress:
    """Without what concerns one of its channels alone."""
    return ModemAddress(SMS, address.port, baud=address.baud)


def _joined(one: ModemAddress, other: ModemAddress) -> ModemAddress:
    """What two channels say of the same modem: a PIN and a centre need to be written once."""
    return replace(one, pin=one.pin or other.pin, centre=one.centre or other.centre)
