"""A number that a bench draws into each picture, and reads from the pictures that were really painted.

A strip of black and white cells along the top: white, black, the number from its highest bit on, parity. Pictures that
carry none are told from those that do.
"""

BITS = 13
CELLS = BITS + 3
STRIP = 1 / 12
"""Of the height."""
WHITE, BLACK = 235, 16
_SURELY_WHITE, _SURELY_BLACK = 160, 96


def cells_of(number: int) -> list[bool]:
    """True for white; of numbers too large for the strip what has room."""
    bits = [bool(number >> bit & 1) for bit in reversed(range(BITS))]
    return [True, False, *bits, sum(bits) % 2 == 1]


def number_in(pixels: memoryview, width: int, height: int, stride: int) -> int | None:
    """The number in a BGRA picture, whatever size it was scaled to; None where there is none."""
    row = int(height * STRIP / 2) * stride
    cells = []
    for cell in range(CELLS):
        green = pixels[row + int((cell + 0.5) * width / CELLS) * 4 + 1]
        if _SURELY_BLACK < green < _SURELY_WHITE:
            return None
        cells.append(green >= _SURELY_WHITE)
    number = 0
    for white in cells[2:-1]:
        number = number * 2 + white
    return number if cells == cells_of(number) else None
