"""Live pictures: the wall and what each tile may claim."""
