"""The number in each picture, as black and white blocks at the top, the highest bit first."""

BITS = 7
STRIP = 1 / 6
"""Of the height."""


def number_in(pixels: memoryview, width: int, height: int, stride: int) -> int:
    """The number that a BGRA picture carries, whatever size it was scaled to."""
    row = int(height * STRIP / 2) * stride
    number = 0
    for bit in range(BITS):
        green = pixels[row + int((bit + 0.5) * width / BITS) * 4 + 1]
        number = number * 2 + (green > 128)
    return number
