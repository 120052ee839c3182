"""Clips made longer, so that a stream outlasts whatever looks at it. A process of its own where decoders have no place."""

import json
import sys
from math import ceil
from pathlib import Path

import av

from app.cameras.host.sources.demo import FPS
from app.cameras.host.sources.demo_scenes import SCENES


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


def rate_of(clip: Path) -> float:
    """Pictures a second."""
    with av.open(str(clip)) as container:
        return float(container.streams.video[0].average_rate or 0)


def main(words: list[str]) -> None:
    """`FILE LONGER SECONDS` makes a clip longer and tells its rate; `demo` names the drawn scenes. As JSON."""
    if words == ["demo"]:
        answer: dict[str, object] = {"scenes": list(SCENES), "rate": FPS}
    else:
        clip, longer, seconds = words
        answer = {"rate": rate_of(lengthen(Path(clip), Path(longer), float(seconds)))}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
