"""Windows, views and models: the only place with Qt widgets."""
