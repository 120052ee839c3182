"""Photos as phones send them, and what pretends to be one."""

import io
import struct
import zlib

from PIL import Image


def photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240), colour: str = "teal") -> bytes:
    """A whole picture; `MPO` is what some phones make of two."""
    picture = Image.new("RGB", size, colour)
    # A gradient, so that a cut JPEG really lacks something.
    for x in range(0, size[0], 4):
        picture.paste((x % 256, 90, 160), (x, 0, x + 2, size[1]))
    out = io.BytesIO()
    if kind == "MPO":
        picture.save(out, "MPO", save_all=True, append_images=[picture])
    else:
        picture.save(out, kind)
    return out.getvalue()


def heic() -> bytes:
    """The first bytes of an iPhone's own kind."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(2000)


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )
