"""Reads the bytes of one photo from standard input, decodes all of it, writes one line of JSON."""

import io
import json
import sys
import warnings

from PIL import Image, UnidentifiedImageError

_MEMORY_BYTES = 1_500_000_000
_PROCESSOR_S = 15
_KINDS = ("JPEG", "PNG")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def main() -> int:
    """Argument: how many pixels a photo may have."""
    _bound()
    Image.MAX_IMAGE_PIXELS = int(sys.argv[1])
    sys.stdout.write(json.dumps(look(sys.stdin.buffer.read())) + "\n")
    return 0


def look(content: bytes) -> dict[str, str | int]:
    """`kind`, `width` and `height`; or `refused` and why."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return {"refused": "photo_heic"}
    try:
        with warnings.catch_warnings():
            # Too many pixels are a warning up to twice the limit.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_KINDS) as image:
                image.load()
                # Some phones put a second picture behind the first (MPO): it is a JPEG all the same.
                kind = "PNG" if image.format == "PNG" else "JPEG"
                return {"kind": kind, "width": image.width, "height": image.height}
    except UnidentifiedImageError:
        return {"refused": "photo_kind"}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "photo_too_large"}
    except (OSError, SyntaxError, ValueError, MemoryError):
        return {"refused": "photo_broken"}


def _bound() -> None:
    """A photo made to eat memory or time ends this process alone."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_S, _PROCESSOR_S))


if __name__ == "__main__":
    sys.exit(main())
