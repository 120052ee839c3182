"""`python -m app.bench.faulty_camera N`: N cameras, until standard input ends.

Prints their ports as a line of JSON, then takes lines of JSON, each answered by one: `{"set": [camera, fault]}` with a
name of `FAULTS`, `{"counts": camera}`.
"""

import asyncio
import json
import sys
import threading
from dataclasses import asdict
from typing import Any

from app.bench.faulty_camera.camera import Camera
from app.bench.faulty_camera.faults import FAULTS
from app.bench.faulty_camera.material import RECIPES, make
from app.bench.faulty_camera.server import Door


async def serve(count: int) -> None:
    materials = {name: make(name) for name in RECIPES}
    doors = [Door(Camera(materials)) for _ in range(count)]
    for door in doors:
        await door.open()
    print(json.dumps([door.port for door in doors]), flush=True)
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen() -> None:
        # A thread, since not every system's loop can wait for standard input.
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    threading.Thread(target=listen, daemon=True).start()
    while line := await lines.get():
        print(json.dumps(await _obey(json.loads(line), doors)), flush=True)
    for door in doors:
        await door.close()


async def _obey(command: dict[str, Any], doors: list[Door]) -> dict[str, Any]:
    if "counts" in command:
        return asdict(doors[command["counts"]].camera.counts)
    camera, fault = command["set"]
    await doors[camera].set(FAULTS[fault])
    return {}


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
