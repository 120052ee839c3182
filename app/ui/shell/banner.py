"""A calm line below the strip for what went wrong. It never takes the cursor and never covers a button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.error_words import ErrorWords


class Banner(QFrame):
    """Hidden until `tell`; stays until closed or until the next message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._words = ErrorWords(self)
        self._error: BaseException | None = None
        self._label = QLabel(self)
        self._label.setObjectName("banner_text")
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QPushButton(self)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._close)
        self.retranslate()
        self.hide()

    def tell(self, error: BaseException) -> None:
        """Explains an error until somebody closes it."""
        self._error = error
        self._label.setText("▲ " + self._words.explain(error).text)
        self.show()

    def withdraw(self, error: BaseException) -> None:
        """This is over; another message stays."""
        if self._error is error:
            self.hide()

    def text(self) -> str:
        return self._label.text()

    def retranslate(self) -> None:
        self._close.setText(self.tr("Close"))
        if self._error is not None:
            self._label.setText("▲ " + self._words.explain(self._error).text)
