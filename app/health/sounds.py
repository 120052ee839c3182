"""Whether this computer can be heard: the window writes it down, screens and `status` say it."""

from dataclasses import dataclass

NOT_LOADED, READY, NO_LOUDSPEAKER = "not_loaded", "ready", "no_loudspeaker"
NO_ENGINE, NO_VOICE, FAILED = "no_engine", "no_voice", "failed"


@dataclass(slots=True)
class Sounds:
    """One of the words above for each; may be read from any thread."""

    siren: str = NOT_LOADED
    voice: str = NOT_LOADED

    def troubles(self) -> list[tuple[str, str]]:
        """What cannot be heard, and why: `("voice", "no_engine")`."""
        heard = (READY, NOT_LOADED)
        pairs = (("siren", self.siren), ("voice", self.voice))
        return [(what, state) for what, state in pairs if state not in heard]
