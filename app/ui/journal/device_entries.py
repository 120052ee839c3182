"""Sentences of entries about what the console moves: relays, and cameras that turn."""

from app.ui.language import Worded


class DeviceEntryWords(Worded):
    """`EntryWords` fills in the values."""

    def sentences(self) -> dict[str, str]:
        return {
            "relay_on": self.tr("{words} switched on"),
            "relay_off": self.tr("{words} switched off"),
            "relay_failed_on": self.tr("{words} is NOT switched on: {fails}"),
            "relay_failed_off": self.tr("{words} is NOT switched off: {fails}"),
            "relay_by_hand_on": self.tr("{words} to be switched on by hand"),
            "relay_by_hand_off": self.tr("{words} to be switched off by hand"),
            "camera_steered": self.tr("{camera} steered by hand for {seconds} s"),
            "preset_saved": self.tr('{camera}: position "{name}" kept'),
            "preset_removed": self.tr('{camera}: position "{name}" forgotten'),
            "camera_patrol_begun": self.tr(
                "{camera}: patrol of positions begun, {seconds} s each: {presets}"
            ),
            "camera_patrol_ended": self.tr("{camera}: patrol of positions ended"),
            "camera_patrol_in_trouble": self.tr("{camera}: patrol of positions stands still, {cause}"),
            "camera_patrol_goes_on": self.tr("{camera}: patrol of positions goes on"),
        }
