"""Reads a paper as somebody would."""

from app.model.paper import Grid, Paper, Text


def text_of(paper: Paper) -> str:
    lines = []
    for block in paper.blocks:
        if isinstance(block, Text):
            lines.append(block.text)
        elif isinstance(block, Grid):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return "\n".join(lines)
