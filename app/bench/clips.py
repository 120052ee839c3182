"""What a bench shows: clips numbered and made longer, rates of streams. A process of its own, as decoders have no place
in the bench.
"""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import islice
from math import ceil
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from app.cameras.host.sources.demo import FPS
from app.cameras.host.sources.demo_scenes import SCENES
from app.cameras.picture_clock import BITS, BLACK, CELLS, STRIP, WHITE, cells_of

_NUMBERED_S = 20
"""Of a clip: what comes after is not shown."""
_PROFILES = ("baseline", "main", "high")
_USUAL_RATE = 25
_USUAL_BIT_RATE = 1_000_000
_GREY = 128
_LOOKED_AT_S = 4.0
_ANSWERS_WITHIN_S = 10.0


def lengthen(clip: Path, path: Path, seconds: float) -> Path:
    """The clip put end to end until it lasts that long, its pictures as they are."""
    with av.open(str(clip)) as source, av.open(str(path), "w") as target:
        video = source.streams.video[0]
        copy = target.add_stream_from_template(video)
        packets = [packet for packet in source.demux(video) if packet.dts is not None]
        begin, last = packets[0].dts, packets[-1]
        assert begin is not None
        assert last.dts is not None
        assert video.time_base is not None
        end = last.dts + (last.duration or 0)
        turns = ceil(seconds / ((end - begin) * video.time_base))
        for turn in range(turns):
            source.seek(0)
            for packet in source.demux(video):
                if packet.dts is None or packet.pts is None:
                    continue
                packet.pts += turn * (end - begin)
                packet.dts += turn * (end - begin)
                packet.stream = copy
                target.mux(packet)
    return path


def numbered(clip: Path, path: Path) -> "Numbered":
    """The beginning of the clip, encoded anew as much alike as can be, with its number in each picture."""
    with av.open(str(clip)) as source, av.open(str(path), "w") as target:
        video = source.streams.video[0]
        rate = Fraction(video.average_rate or video.guessed_rate or _USUAL_RATE).limit_denominator(1001)
        most = min(2**BITS, ceil(_NUMBERED_S * rate))
        copy = target.add_stream("libx264", rate=rate)
        copy.width, copy.height, copy.pix_fmt = video.width // 2 * 2, video.height // 2 * 2, "yuv420p"
        copy.bit_rate = video.bit_rate or source.bit_rate or _USUAL_BIT_RATE
        copy.gop_size = _group_size(clip)
        # As cameras send it: each picture from those before it alone. How pictures are packed is half of what
        # decoding them costs.
        profile = next((name for name in _PROFILES if name in (video.profile or "").lower()), _PROFILES[-1])
        copy.options = {"preset": "veryfast", "bf": "0", "sc_threshold": "0", "profile": profile}
        count = 0
        for picture in islice(source.decode(video), most):
            drawn = np.asarray(picture.reformat(copy.width, copy.height, "yuv420p").to_ndarray(), np.uint8)
            _draw_number(drawn, copy.width, copy.height, count)
            frame = av.VideoFrame.from_ndarray(drawn, format="yuv420p")
            frame.pts, frame.time_base = count, 1 / rate
            target.mux(copy.encode(frame))
            count += 1
        target.mux(copy.encode(None))
    return Numbered(float(rate), count)


def _group_size(clip: Path) -> int:
    """Pictures from one key frame to the next."""
    with av.open(str(clip)) as source:
        packets = [packet for packet in source.demux(source.streams.video[0]) if packet.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    return keys[1] - keys[0] if len(keys) > 1 else max(1, len(packets))


@dataclass(frozen=True, slots=True)
class Numbered:
    rate: float
    """Pictures a second."""
    pictures: int
    """After so many the numbers begin again."""


def _draw_number(planes: NDArray[np.uint8], width: int, height: int, number: int) -> None:
    """Into the planes of YUV 4:2:0 as they lie one below the other."""
    strip = round(height * STRIP / 2) * 2
    edges = [round(cell * width / CELLS) for cell in range(CELLS + 1)]
    for cell, white in enumerate(cells_of(number)):
        planes[:strip, edges[cell] : edges[cell + 1]] = WHITE if white else BLACK
    colours = planes[height:].reshape(2, height // 2, width // 2)
    colours[:, : strip // 2] = _GREY


def rate_at(address: str) -> float | None:
    """Pictures a second that really come from there, by their time stamps; None where these do not tell."""
    options = {"rtsp_transport": "tcp"}
    with av.open(address, options=options, timeout=(_ANSWERS_WITHIN_S, _ANSWERS_WITHIN_S)) as container:
        video = container.streams.video[0]
        stamps: list[float] = []
        for packet in container.demux(video):
            if packet.pts is not None and packet.time_base is not None:
                stamps.append(float(packet.pts * packet.time_base))
            if stamps and max(stamps) - min(stamps) >= _LOOKED_AT_S:
                break
    return rate_of(stamps)


def rate_of(stamps: Sequence[float]) -> float | None:
    """Pictures a second, of time stamps in seconds; the same one twice is one picture in parts."""
    times = sorted(set(stamps))
    return round((len(times) - 1) / (times[-1] - times[0]), 2) if len(times) > 1 else None


def rates_at(addresses: Sequence[str]) -> list[float | None]:
    """Looks at each once, at all of them at the same time."""
    different = list(dict.fromkeys(addresses))
    with ThreadPoolExecutor(len(different)) as threads:
        rates = dict(zip(different, threads.map(_rate_or_none, different), strict=True))
    return [rates[address] for address in addresses]


def _rate_or_none(address: str) -> float | None:
    try:
        return rate_at(address)
    except (av.FFmpegError, IndexError):
        # The bench tells which tiles stayed without a picture.
        return None


def main(words: list[str]) -> None:
    """`clip FILE LONGER SECONDS` numbers a clip's pictures and makes it longer; `rates ADDRESS...` looks at streams;
    `demo` names the drawn scenes. Answers in JSON.
    """
    match words:
        case ["demo"]:
            answer: dict[str, object] = {"scenes": list(SCENES), "rate": FPS}
        case ["rates", *addresses]:
            answer = {"rates": rates_at(addresses)}
        case _:
            _, clip, longer, seconds = words
            short = Path(longer).with_name("numbered.mp4")
            answer = asdict(numbered(Path(clip), short))
            lengthen(short, Path(longer), float(seconds))
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
