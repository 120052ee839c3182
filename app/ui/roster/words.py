"""Words for the codes of the roster."""

from app.ui.language import Worded


class RosterWords(Worded):
    """One word or short sentence a code; a code it does not know stands for itself."""

    def qualification(self, code: str) -> str:
        words = {
            "fire_control": self.tr("fire control room certificate"),
            "first_aid": self.tr("first aid"),
            "security_guard": self.tr("security guard certificate"),
            "lpg": self.tr("liquefied gas certificate"),
            "electrician": self.tr("electrician"),
            "lift": self.tr("lift rescue"),
        }
        return words.get(code, code)

    def leave(self, kind: str) -> str:
        words = {
            "annual": self.tr("annual leave"),
            "sick": self.tr("sick leave"),
            "personal": self.tr("personal leave"),
            "training": self.tr("training"),
            "other": self.tr("other leave"),
        }
        return words.get(kind, kind)

    def exchange(self, kind: str) -> str:
        words = {
            "override": self.tr("order"),
            "swap": self.tr("swap"),
            "stand_in": self.tr("stand-in"),
        }
        return words.get(kind, kind)

    def state(self, state: str) -> str:
        """How far an exchange is."""
        words = {
            "asked": self.tr("asked, not agreed yet"),
            "agreed": self.tr("agreed, not approved yet"),
            "approved": self.tr("approved"),
            "refused": self.tr("refused"),
            "withdrawn": self.tr("taken back"),
            "superseded": self.tr("part of a newer roster"),
        }
        return words.get(state, state)

    def why(self, code: str) -> str:
        """What puts somebody on duty."""
        words = {
            "weekly": self.tr("weekly shift"),
            "dated": self.tr("single shift"),
            "rotation": self.tr("rotation"),
            "sheet": self.tr("published roster"),
            "override": self.tr("order"),
            "swap": self.tr("swap"),
            "stand_in": self.tr("stand-in"),
            "clocked": self.tr("clocked on, not planned"),
        }
        return words.get(code, code)

    def days(self, code: str) -> str:
        """Which days a line of strength counts for, or a rotation turns on."""
        words = {
            "days": self.tr("every day"),
            "weekdays": self.tr("weekdays chosen below"),
            "workdays": self.tr("working days (holidays left out)"),
            "rest_days": self.tr("rest days and holidays"),
        }
        return words.get(code, code)

    def pattern(self, code: str) -> str:
        words = {
            "two_crews": self.tr("two crews, day and night by the week"),
            "three_on_two": self.tr("three crews: day, night, rest"),
            "four_on_three": self.tr("four crews, three shifts of 8 h"),
            "day_night": self.tr("four crews, 12 h: day, night, two free"),
            "week_on_off": self.tr("a week on, a week off"),
            "leader_of_day": self.tr("one a day, in turn"),
        }
        return words.get(code, code)

    def attendance(self, state: str) -> str:
        words = {
            "planned": self.tr("not begun"),
            "expected": self.tr("expected"),
            "present": self.tr("present"),
            "late": self.tr("came late"),
            "absent": self.tr("absent"),
            "left_early": self.tr("left early"),
            "done": self.tr("was there"),
        }
        return words.get(state, state)

    def conflict(self, code: str) -> str:
        words = {
            "two_places": self.tr("in two places at once"),
            "rest_short": self.tr("rest too short"),
            "stretch_long": self.tr("too long without a break"),
            "week_long": self.tr("too many hours in the week"),
            "certificate_missing": self.tr("certificate missing"),
            "certificate_expired": self.tr("certificate expired"),
            "on_leave": self.tr("on leave, yet planned"),
            "no_phone": self.tr("no phone number"),
            "void_exchange": self.tr("an exchange without its duty"),
        }
        return words.get(code, code)
