"""Words for codes of the model: roles, kinds of entries, states and causes. Storage holds codes, never sentences."""

from PySide6.QtCore import QObject


class CodeWords(QObject):
    """A code it does not know is shown as it is: an odd word beats an empty place."""

    def role(self, code: str) -> str:
        words = {
            "operator": self.tr("operator"),
            "leader": self.tr("duty leader"),
            "patrol": self.tr("patrol"),
            "post": self.tr("duty post"),
            "office": self.tr("committee office"),
            "committee": self.tr("committee"),
            "group_leader": self.tr("group leader"),
            "police": self.tr("police office"),
            "health": self.tr("health centre"),
            "street_office": self.tr("street office"),
            "fire": self.tr("fire brigade"),
            "ambulance": self.tr("ambulance"),
            "resident": self.tr("resident"),
        }
        return words.get(code, code)

    def note_kind(self, code: str) -> str:
        words = {
            "note": self.tr("Note"),
            "patrol": self.tr("Patrol"),
            "visitor": self.tr("Visitor"),
            "fault": self.tr("Fault"),
            "hazard": self.tr("Hazard"),
            "order": self.tr("Order"),
            "handover": self.tr("Handover"),
        }
        return words.get(code, code)

    def level(self, number: int) -> str:
        words = {
            1: self.tr("level I"),
            2: self.tr("level II"),
            3: self.tr("level III"),
            4: self.tr("level IV"),
        }
        return words.get(number, "")

    def message_state(self, code: str) -> str:
        words = {
            "queued": self.tr("message waiting"),
            "sending": self.tr("message being sent"),
            "sent": self.tr("sent, no answer"),
            "failed": self.tr("message failed"),
            "unknown": self.tr("message unsure"),
        }
        return words.get(code, code)

    def camera_cause(self, code: str) -> str:
        words = {
            "unreachable": self.tr("camera does not answer"),
            "refused": self.tr("connection refused"),
            "timeout": self.tr("no pictures in time"),
            "wrong_password": self.tr("user name or password wrong"),
            "unauthorized": self.tr("user name or password wrong"),
            "not_found": self.tr("address not found"),
            "no_video": self.tr("no video there"),
            "ended": self.tr("stream ended"),
            "decode_error": self.tr("pictures cannot be decoded"),
            "host_lost": self.tr("decoder restarts"),
            "stalled": self.tr("pictures stopped coming"),
            "no_device": self.tr("USB camera not plugged in"),
            "disabled": self.tr("switched off"),
        }
        return words.get(code, code)

    def record(self, what: str) -> str:
        words = {
            "person": self.tr("person"),
            "post": self.tr("post"),
            "roster": self.tr("roster"),
            "camera": self.tr("camera"),
            "place": self.tr("place"),
            "channel": self.tr("channel"),
            "plan": self.tr("response plan"),
            "site": self.tr("site"),
        }
        return words.get(what, what)
