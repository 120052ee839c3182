"""Gives a PDF the letters people search for.

Qt notes for each drawn glyph the first letter that the font draws with it. In Noto that is often a radical (⽕) drawn like
the letter meant (火): nobody who types 火警 would find the report. The notes are plain text of fixed width in the PDF.
"""

import re
from unicodedata import normalize

_LISTS = re.compile(rb"(?s)beginbfrange.*?endbfrange")
_LETTERS = re.compile(rb"(?s)\[.*?\]")
_RADICAL = re.compile(rb"<(2[EF][0-9A-F]{2})>")
_SUPPLEMENT = (
    "⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀⺾艹"
    "⻁虎⻂衤⻃覀⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Radicals without a decomposition of their own, each before the letter that Noto draws the same."""
_KANGXI = {chr(code): normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_LETTER = {**_KANGXI, **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)), "⼾": "户"}


def searchable(pdf: bytes) -> bytes:
    """The same PDF, byte for byte as long, with letters in the place of radicals where it says which glyph is which."""
    return _LISTS.sub(lambda found: _LETTERS.sub(_with_letters, found.group()), pdf)


def _with_letters(found: re.Match[bytes]) -> bytes:
    return _RADICAL.sub(_letter, found.group())


def _letter(found: re.Match[bytes]) -> bytes:
    radical = chr(int(found.group(1), 16))
    return f"<{ord(_LETTER.get(radical, radical)):04X}>".encode()
