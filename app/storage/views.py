"""Tables of saved views and of what each wall showed last."""

import json
from typing import Any

import sqlite_utils

from app.model.view import Choice, View


class ViewReader:
    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def all(self) -> list[View]:
        """In the order they were first saved."""
        return [_view(row) for row in self._database.query("SELECT * FROM view ORDER BY rowid")]

    def choice(self, screen: str) -> Choice:
        rows = list(self._database.query("SELECT * FROM view_choice WHERE screen = ?", [screen]))
        if not rows:
            return Choice(screen)
        row = rows[0]
        return Choice(screen, row["view_id"], row["count"], row["page"], bool(row["is_open"]))


class ViewRepository(ViewReader):
    def save(self, view: View) -> None:
        self._database.table("view").upsert(
            {
                "id": view.id,
                "name": view.name,
                "camera_ids": json.dumps(list(view.camera_ids)),
                "count": view.count,
                "page": view.page,
            },
            pk="id",
        )

    def remove(self, view_id: str) -> None:
        self._database.execute("DELETE FROM view WHERE id = ?", [view_id])

    def save_choice(self, choice: Choice) -> None:
        self._database.table("view_choice").upsert(
            {
                "screen": choice.screen,
                "view_id": choice.view_id,
                "count": choice.count,
                "page": choice.page,
                "is_open": int(choice.is_open),
            },
            pk="screen",
        )


def _view(row: dict[str, Any]) -> View:
    return View(row["id"], row["name"], tuple(json.loads(row["camera_ids"])), row["count"], row["page"])
