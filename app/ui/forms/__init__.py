"""Parts of every form: fields with their problem beside them, a list with a form, undo instead of questions."""
