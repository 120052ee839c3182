"""Where channels lead."""

from app.core.secrets import SecretStore


class Addresses:
    """Read once each: a keyring takes a hundredth of a second for one, and an emergency of two hundred people asks for it as
    often. Not for two threads at once.
    """

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets
        self._known: dict[str, str] = {}

    def of(self, channel_id: str) -> str | None:
        """With what is secret in it; None where there is none. Raises SecretsUnavailable."""
        if channel_id not in self._known:
            url = self._secrets.get(f"channel:{channel_id}")
            if url is None:
                return None
            self._known[channel_id] = url
        return self._known[channel_id]

    def forget(self) -> None:
        """After a change of channels."""
        self._known.clear()
