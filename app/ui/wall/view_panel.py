"""Beside the wall: what the view is called and which cameras are in it. The wall shows each change at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.error_words import ErrorWords
from app.ui.language import current_language
from app.ui.wall.view import WallView
from app.ui.wall.views import WallViews

WIDTH = 300


class ViewPanel(QFrame):
    """Closed with Escape (`closed`); nothing is stored but by Save."""

    closed = Signal()

    def __init__(self, view: WallView, views: WallViews, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewPanel")
        self.setFixedWidth(WIDTH)
        self._view = view
        self._views = views
        self._errors = ErrorWords(self)
        self._title = self._label("form_title")
        self._how = self._label("dim")
        self.name = QLineEdit(self)
        self.cameras = QListWidget(self)
        self.cameras.itemChanged.connect(self._choose_cameras)
        self.trouble = self._label("problem")
        self.save, self.save_new = QPushButton(self), QPushButton(self)
        self.save.setObjectName("primary")
        self.remove, self.undo, self.close_it = QPushButton(self), QPushButton(self), QPushButton(self)
        self.save.clicked.connect(lambda: self._save(new=self._views.chosen() is None))
        self.save_new.clicked.connect(lambda: self._save(new=True))
        self.remove.clicked.connect(self._views.remove)
        self.undo.clicked.connect(self._views.undo)
        self.close_it.clicked.connect(self.closed)
        self._build()
        self._shown = ""
        views.changed.connect(self._show)
        self.hide()

    def begin(self) -> None:
        """Opens with the cursor in the name."""
        self._shown = ""
        self.show()
        self._show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def retranslate(self) -> None:
        self._how.setText(
            self.tr("Tick the cameras. Drag tiles, or Shift+arrows on the wall, for their order.")
        )
        self.name.setPlaceholderText(self.tr("Name of the view"))
        self.name.setAccessibleName(self.tr("Name of the view"))
        self.cameras.setAccessibleName(self.tr("Cameras of the view"))
        self.save.setText(self.tr("Save  Enter"))
        self.save_new.setText(self.tr("Save as another"))
        self.remove.setText(self.tr("Remove"))
        self.close_it.setText(self.tr("Close  Esc"))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        else:
            self._save(new=self._views.chosen() is None)

    def _save(self, *, new: bool) -> None:
        self.trouble.hide()
        self._views.save(self.name.text(), new=new, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self.trouble.setText("▲ " + self._errors.explain(error).text)
        self.trouble.show()

    def _choose_cameras(self) -> None:
        """What is ticked keeps its order on the wall; what is new comes last."""
        items = [self.cameras.item(row) for row in range(self.cameras.count())]
        ticked = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]
        arrangement = self._view.arrangement
        before = [camera_id for camera_id in arrangement.order() if camera_id in ticked]
        order = before + [camera_id for camera_id in ticked if camera_id not in before]
        if order:
            arrangement.choose(order, arrangement.count, arrangement.page)
            self._view.arrange()
        else:
            self._show()

    def _show(self) -> None:
        if self.isHidden():
            return
        chosen, removed = self._views.chosen(), self._views.removed
        shown = chosen.id if chosen is not None else "-"
        if shown != self._shown:
            self._shown = shown
            self.name.setText(chosen.name if chosen is not None else "")
            self.trouble.hide()
        self._title.setText(chosen.name if chosen is not None else self.tr("New view"))
        self.save_new.setVisible(chosen is not None)
        self.remove.setVisible(chosen is not None)
        self.undo.setVisible(removed is not None)
        if removed is not None:
            self.undo.setText(self.tr("Bring back: {name}").format(name=removed.name))
        self._show_cameras()

    def _show_cameras(self) -> None:
        language = current_language()
        on_wall = set(self._view.arrangement.order())
        cameras = self._view.arrangement.everything
        self.cameras.blockSignals(True)
        if [camera.id for camera in cameras] != self._listed():
            self.cameras.clear()
            for camera in cameras:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, camera.id)
                self.cameras.addItem(item)
            # What Space would tick is to be seen before an arrow key was pressed.
            self.cameras.setCurrentRow(0)
        for row, camera in enumerate(cameras):
            item = self.cameras.item(row)
            item.setText(camera.name.in_language(language))
            ticked = camera.id in on_wall
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.cameras.blockSignals(False)

    def _listed(self) -> list[str]:
        items = (self.cameras.item(row) for row in range(self.cameras.count()))
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items]

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(8)
        for widget in (self._title, self.name, self.trouble, self._how):
            column.addWidget(widget)
        column.addWidget(self.cameras, 1)
        for pair in ((self.save, self.save_new), (self.remove, self.close_it)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in pair:
                row.addWidget(button)
            column.addLayout(row)
        column.addWidget(self.undo)
        self.trouble.hide()
        for before, after in (
            (self.name, self.cameras),
            (self.cameras, self.save),
            (self.save, self.save_new),
            (self.save_new, self.remove),
            (self.remove, self.close_it),
            (self.close_it, self.undo),
        ):
            QWidget.setTabOrder(before, after)
