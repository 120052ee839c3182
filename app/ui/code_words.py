"""Words for codes of the model: roles, kinds of entries, states and causes. Storage holds codes, never sentences."""

from app.model.incident import Incident
from app.ui.language import Worded


class CodeWords(Worded):
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

    def drill(self, incident: Incident) -> str:
        """Stands before the name of whatever is no emergency; empty for what is."""
        if incident.simulated:
            return self.tr("DRILL, simulated channels")
        return self.drill_alone(incident)

    def drill_alone(self, incident: Incident) -> str:
        """Where there is no room for how it is practised."""
        return self.tr("DRILL") if incident.drill else ""

    def group(self, code: str) -> str:
        """A working group of the committee."""
        words = {
            "safety_education": self.tr("safety education group"),
            "social_stability": self.tr("social stability group"),
            "fire_safety": self.tr("fire safety group"),
            "home_safety": self.tr("home safety group"),
            "health": self.tr("health group"),
            "production_safety": self.tr("production safety group"),
            "environment": self.tr("environment group"),
            "road_safety": self.tr("road safety group"),
        }
        return words.get(code, code)

    def answer_path(self, code: str) -> str:
        """How a confirmation came in; empty for what the operator was told."""
        words = {
            "sms": self.tr("by short message"),
            "link": self.tr("by the link"),
            "code": self.tr("by code"),
        }
        return words.get(code, code)

    def note_kind(self, code: str) -> str:
        words = {
            "note": self.tr("Note"),
            "patrol": self.tr("Patrol"),
            "visitor": self.tr("Visitor"),
            "complaint": self.tr("Complaint"),
            "check": self.tr("Check"),
            "key": self.tr("Key"),
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
            "delivered": self.tr("delivered, no answer"),
            "acknowledged": self.tr("confirmed"),
            "failed": self.tr("message failed"),
            "unknown": self.tr("message unsure"),
            "replaced": self.tr("told in another way"),
            "expired": self.tr("no longer sent"),
        }
        return words.get(code, code)

    def message_cause(self, code: str) -> str:
        """Why a message did not get through, or need not any more."""
        words = {
            "service_refused": self.tr("the service refused it or cannot be reached"),
            "no_address": self.tr("the channel has no address on this computer"),
            "bad_url": self.tr("the channel's address is wrong"),
            "secrets_unavailable": self.tr("the channel's address cannot be read"),
            "timeout": self.tr("no answer in time"),
            "sender_died": self.tr("the sending process ended"),
            "interrupted": self.tr("the program ended meanwhile"),
            "no_answer": self.tr("no answer"),
            "incident_over": self.tr("the incident was over"),
            "confirmed_before": self.tr("the person had confirmed before"),
            "too_late": self.tr("it was too late"),
            "no_channel": self.tr("this person has no channel"),
            **self._modem_causes(),
        }
        if code.startswith("service_error"):
            return self.tr("the service failed")
        if code.startswith("sms_refused"):
            return self.tr("the network refused it, {number}").format(
                number=code.removeprefix("sms_refused ")
            )
        return words.get(code, code)

    def _modem_causes(self) -> dict[str, str]:
        return {
            "no_phone": self.tr("no number the modem may call"),
            "call_says_nothing": self.tr("a call cannot tell it"),
            "no_such_number": self.tr("there is no such number"),
            "bad_number": self.tr("there is no such number"),
            "not_delivered": self.tr("the phone did not get it within an hour"),
            "line_busy": self.tr("busy"),
            "call_refused": self.tr("the call was not taken"),
            "call_unsure": self.tr("the modem cannot say whether somebody answered"),
            "modem_starting": self.tr("the modem is being started"),
            "modem_gone": self.tr("the modem is not plugged in"),
            "modem_denied": self.tr("this user may not use the modem's port"),
            "modem_taken": self.tr("another program uses the modem"),
            "modem_stuck": self.tr("the modem's port hangs: unplug it and plug it in again"),
            "modem_silent": self.tr("the modem does not answer"),
            "modem_refused": self.tr("the modem refuses to be set up"),
            "no_sim": self.tr("no SIM card in the modem"),
            "sim_locked": self.tr("the SIM card is locked: it needs its PUK"),
            "sim_full": self.tr("the SIM card is full"),
            "pin_needed": self.tr("the SIM card asks for a PIN: write it into the channel"),
            "pin_wrong": self.tr("the SIM card refused the PIN; it is not tried again: correct the channel"),
            "pin_unwritten": self.tr("the PIN is not tried while the data folder cannot be written"),
            "no_network": self.tr("no mobile network"),
            "network_denied": self.tr("the mobile network refuses the SIM card"),
            "no_centre": self.tr("no short message centre: write it into the channel"),
            "sms_not_allowed": self.tr("the SIM card may not send short messages"),
        }

    def camera_cause(self, code: str) -> str:
        words = {
            "no_route": self.tr("camera cannot be reached"),
            "refused": self.tr("camera refuses the connection"),
            "wrong_password": self.tr("user name or password wrong"),
            "connection_limit": self.tr("camera allows no more connections"),
            "not_found": self.tr("address not found"),
            "timeout": self.tr("camera does not answer"),
            "no_key_frame": self.tr("no whole picture arrived"),
            "undecodable": self.tr("pictures cannot be decoded"),
            "no_camera": self.tr("no camera answers there"),
            "ended": self.tr("stream ended"),
            "stalled": self.tr("pictures stopped coming"),
            "unreachable": self.tr("camera does not answer"),
            "clock_wrong": self.tr("camera's clock is wrong"),
            "no_onvif": self.tr("camera does not speak ONVIF"),
            "not_steerable": self.tr("camera cannot be steered"),
            "camera_refused": self.tr("camera refuses the position"),
            "frozen": self.tr("the camera sends the same picture again and again"),
            "no_device": self.tr("USB camera not plugged in"),
            "not_video": self.tr("no video there"),
            "bad_address": self.tr("address is wrong"),
            "host_down": self.tr("decoder is being restarted"),
            "no_picture": self.tr("no picture yet"),
        }
        return words.get(code, code)

    def health(self, code: str) -> str:
        """What is wrong with pictures that do come."""
        words = {
            "frozen": self.tr("picture frozen"),
            "covered": self.tr("covered"),
            "blinded": self.tr("blinded by light"),
            "out_of_focus": self.tr("out of focus"),
            "moved": self.tr("camera moved"),
            "clock_wrong": self.tr("camera clock wrong"),
            "lost": self.tr("no live picture"),
        }
        return words.get(code, code)

    def relay_cause(self, code: str) -> str:
        """Why a relay was not switched."""
        words = {
            "relay_unreachable": self.tr("it cannot be reached"),
            "relay_timeout": self.tr("no answer in time, it may have switched all the same"),
            "relay_address": self.tr("its address is wrong"),
            "no_address": self.tr("its address is not on this computer"),
            "secrets_unavailable": self.tr("its address cannot be read"),
        }
        if code.startswith("relay_refused"):
            return self.tr("it refuses, {number}").format(number=code.removeprefix("relay_refused "))
        return words.get(code, code)

    def sound_trouble(self, what: str, state: str) -> str:
        """Why the siren or the voice of this computer cannot be heard."""
        name = self.tr("siren") if what == "siren" else self.tr("voice")
        words = {
            "no_loudspeaker": self.tr("no loudspeaker"),
            "no_engine": self.tr("no speech program is installed"),
            "no_voice": self.tr("it has no voice for this language"),
            "failed": self.tr("the speech program fails"),
        }
        why = words.get(state, state)
        return self.tr("The {name} of this computer cannot be heard: {why}").format(name=name, why=why)

    def recording_fault(self, code: str) -> str:
        """Why what should be recorded is not."""
        words = {
            "disk_full": self.tr("disk full"),
            "disk_gone": self.tr("the disk is not there"),
            "write_failed": self.tr("files cannot be written"),
        }
        return words.get(code, code)

    def disk_trouble(self, code: str) -> str:
        words = {
            "nearly_full": self.tr("the disk is nearly full"),
            "full": self.tr("the disk is full"),
            "slow": self.tr("the disk is slow"),
            "gone": self.tr("the data folder cannot be reached"),
        }
        return words.get(code, code)

    def lan_fault(self, code: str) -> str:
        """Why the page for phones cannot be opened."""
        words = {
            "port_taken": self.tr("the port is taken by another program"),
            "no_address": self.tr("this computer no longer has the address, or the network cable is out"),
            "not_permitted": self.tr("this user may not use the port"),
            "cannot_listen": self.tr("the network refuses the port"),
            "bad_certificate": self.tr("the certificate cannot be read"),
            "crashed": self.tr("its server ended, it is started again"),
            "hung": self.tr("its server no longer answers, it is started again"),
            "disk_full": self.tr("disk full"),
            "read_only": self.tr("files cannot be written"),
            "secrets_unavailable": self.tr("the keyring is locked"),
        }
        return words.get(code, code)

    def scarcity(self, code: str) -> str:
        """What evidence leaves to ordinary recordings."""
        words = {
            "room_short": self.tr("recordings stay for less than a day"),
            "room_gone": self.tr("no room: recordings go as soon as they are made"),
        }
        return words.get(code, code)

    def record_fault(self, code: str) -> str:
        """What is wrong with an entry of the log or a picture it names."""
        words = {
            "hash_differs": self.tr("its content was changed after it was written"),
            "link_broken": self.tr("it does not follow from the entry before it"),
            "tail_missing": self.tr("from there on entries are missing or were replaced"),
            "number_missing": self.tr("an entry before it is missing"),
            "media_missing": self.tr("the picture's file is missing"),
            "media_differs": self.tr("the picture's file was changed"),
            "media_unreadable": self.tr("the picture's file cannot be read"),
        }
        return words.get(code, code)

    def record(self, what: str) -> str:
        words = {
            "person": self.tr("person"),
            "post": self.tr("post"),
            "roster": self.tr("roster"),
            "rotation": self.tr("rotation"),
            "need": self.tr("strength needed"),
            "shift_kind": self.tr("kind of shift"),
            "leave": self.tr("leave"),
            "terms": self.tr("what somebody may do"),
            "day": self.tr("holiday or working day"),
            "roster_settings": self.tr("limits of the roster"),
            "exchange": self.tr("exchange"),
            "camera": self.tr("camera"),
            "place": self.tr("place"),
            "channel": self.tr("channel"),
            "plan": self.tr("response plan"),
            "relay": self.tr("relay"),
            "lan_page": self.tr("page for phones"),
            "report_deadline": self.tr("report deadline"),
            "template": self.tr("template of entries"),
            "site": self.tr("site"),
            "handover_item": self.tr("keys and equipment"),
        }
        return words.get(what, what)
