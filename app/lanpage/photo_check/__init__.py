"""`python -m app.lanpage.photo_check`: decodes one photo and says what it is; nothing else runs in that process."""
