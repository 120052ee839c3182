"""Debian's MQTT broker `mosquitto` on 127.0.0.1, with somebody who listens; it can be stopped and started again."""

import shutil
import subprocess
import threading
import time
from pathlib import Path

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

TOPIC = "duty/alarm"


def broker_is_installed() -> bool:
    return shutil.which("mosquitto") is not None


class Broker:
    """`received` are the messages the listener got. It is a listener for good: what comes while it is away waits."""

    def __init__(self, folder: Path, port: int) -> None:
        self.received: list[str] = []
        self.port = port
        self._config = folder / "mosquitto.conf"
        self._config.write_text(
            f"listener {port} 127.0.0.1\nallow_anonymous true\nuser root\npersistence true\n"
            f"persistence_location {folder}/\nautosave_interval 1\n",
            encoding="utf-8",
        )
        self._listening = threading.Event()
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="listener", clean_session=False)
        self._client.on_connect = lambda client, *_: client.subscribe(TOPIC, qos=1)
        self._client.on_subscribe = lambda *_: self._listening.set()
        self._client.on_message = lambda _client, _data, message: self.received.append(
            message.payload.decode()
        )
        self._client.reconnect_delay_set(min_delay=1, max_delay=1)
        self.start()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert self._listening.wait(10)

    @property
    def url(self) -> str:
        """Of the channel that sends here."""
        return f"mqtt://127.0.0.1:{self.port}/{TOPIC}?qos=1"

    def start(self) -> None:
        command = [str(shutil.which("mosquitto")), "-c", str(self._config)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        probe = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="probe")
        while True:
            try:
                probe.connect("127.0.0.1", self.port)
            except OSError:
                assert time.monotonic() < until, "the broker did not start"
                threading.Event().wait(0.05)
            else:
                probe.disconnect()
                return

    def stop(self) -> None:
        """Its port refuses from here on; what it holds is on the disk."""
        self._process.terminate()
        self._process.wait(10)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        self.stop()
