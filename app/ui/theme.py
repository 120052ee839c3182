"""Colours, fonts and the style sheet: dark neutral greys, saturated colour only for what is wrong."""

from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.core.paths import resource

BACKGROUND = "#15181c"
SURFACE = "#1c2025"
RAISED = "#262b31"
LINE = "#343a41"
TEXT = "#f1f3f5"
QUIET = "#a5adb5"
AMBER = "#f2b84b"
RED = "#d62b31"
RED_TEXT = "#ff9a96"
FOCUS = "#ffffff"

FAMILIES = [
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "Noto Sans",
    "sans-serif",
]
"""The first that the machine has; all of them have Chinese glyphs but the last two."""
BASE_PX = 15
_COLOURS = {
    "background": BACKGROUND, "surface": SURFACE, "raised": RAISED, "line": LINE, "text": TEXT, "quiet": QUIET,
    "amber": AMBER, "red": RED, "red_text": RED_TEXT, "focus": FOCUS,
}  # fmt: skip


def font(pixels: int = BASE_PX, *, bold: bool = False) -> QFont:
    """The window's font with figures of equal width, so that a running clock does not tremble."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply_theme(application: QApplication) -> None:
    """Fusion, so that every system shows the same; palette for what style sheets do not reach."""
    application.setStyle("Fusion")
    application.setFont(font())
    application.setPalette(_palette())
    text = resource("style", "console.qss").read_text(encoding="utf-8")
    arrow = resource("style", "arrow.svg").as_posix()
    check = resource("style", "check.svg").as_posix()
    application.setStyleSheet(Template(text).substitute(_COLOURS, arrow=arrow, check=check))


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, SURFACE), (role.WindowText, TEXT), (role.Base, BACKGROUND), (role.AlternateBase, SURFACE),
        (role.Text, TEXT), (role.Button, RAISED), (role.ButtonText, TEXT), (role.ToolTipBase, RAISED),
        (role.ToolTipText, TEXT), (role.PlaceholderText, QUIET), (role.Highlight, "#4a525b"),
        (role.HighlightedText, TEXT), (role.Link, TEXT),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor("#7d868f"))
    return palette
