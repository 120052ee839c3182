"""Reasons why a value is refused -> what to do about it: beside the field of a form, and for each line of a site file."""

from app.ui.language import Worded


class ProblemWords(Worded):
    """One sentence for each reason code; a code it does not know is told as such."""

    def explain(self, reason: str, value: str = "") -> str:
        for table in (
            self._texts(),
            self._choices(),
            self._references(),
            self._addresses(),
            self._folders(),
            self._file(),
        ):
            if reason in table:
                sentence = table[reason]
                return (
                    sentence.format(value=value)
                    if "{value}" in sentence
                    else self._with_hint(sentence, value)
                )
        return self.tr("This value cannot be stored.")

    def _with_hint(self, sentence: str, value: str) -> str:
        return self.tr("{sentence} ({value})").format(sentence=sentence, value=value) if value else sentence

    def _texts(self) -> dict[str, str]:
        return {
            "empty_name": self.tr("A name is missing, in one language at least."),
            "field_unclosed": self.tr(
                "A bracket of a field is not closed: write its name between curly brackets."
            ),
            "empty_text": self.tr("This must not be empty."),
            "step_empty": self.tr("Step {value} has no text: write it or take the step out."),
            "too_long": self.tr("Too long: {value} characters at most."),
            "control_character": self.tr("Only one line, without special characters."),
            "date_form": self.tr("Write the date like 2026-11-23."),
            "time_form": self.tr("Write the time like 08:00."),
            "span_backwards": self.tr("The last day lies before the first."),
            "span_too_long": self.tr("{value} days at most."),
            "phone_form": self.tr("A phone number has figures."),
            "code_form": self.tr("A digit of this code is wrong or missing: ask for it again."),
            "unknown_code": self.tr("Nobody called in this incident has this code."),
            "pin_form": self.tr("A PIN is 4 to 12 digits."),
            "pin_differs": self.tr("The two PINs differ: type both again."),
            "points_form": self.tr("An area needs three corners or more, each number from 0 to 1."),
            "onvif_form": self.tr("Write it like http://192.168.1.64/onvif/device_service, without a login."),
            "pre_roll_range": self.tr("10 to 120 seconds."),
            "sensitivity_range": self.tr("1 to 100."),
            "preset_name": self.tr("A position has a name of 40 characters at most."),
            "too_few_presets": self.tr("A patrol needs two positions at least."),
            "stay_range": self.tr("5 to 3600 seconds at each position."),
            "count_form": self.tr("Write how many there are: 0 to 9999."),
            "why_form": self.tr("A number alone explains nothing: write why in words."),
            "out_of_range": self.tr("Write a number within {value}."),
        }

    def _choices(self) -> dict[str, str]:
        return {
            "no_stop": self.tr("Add a step: a camera or a view to look at."),
            "unknown_stop": self.tr("Step {value}: choose a camera or a view."),
            "dwell_range": self.tr("Step {value}: 3 to 600 seconds."),
            "name_taken": self.tr("There is a view of this name already."),
            "no_camera_chosen": self.tr("Choose at least one camera."),
            "no_recipient": self.tr("Choose whom this goes to."),
            "no_receiver": self.tr("Choose at least one person it goes to."),
            "item_missing": self.tr("This is required."),
            "moment_form": self.tr("Write it like 2026-11-23 14:02."),
            "reason_empty": self.tr("A reason is missing."),
            "whom_empty": self.tr("Say who took the call."),
            "time_ahead": self.tr("That time has not come yet."),
            "time_backwards": self.tr("The end comes after the beginning."),
            "week_at_most": self.tr("Seven days at most."),
            "time_before": self.tr("That was before the incident began."),
            "line_twice": self.tr("Another line names the same recipient and level."),
            "role_or_person": self.tr("Name a role or a person, one of them."),
            "no_day": self.tr("Choose at least one day."),
            "date_and_weekdays": self.tr("Either weekdays or one date, not both."),
            "unknown_role": self.tr("There is no such role."),
            "unknown_weekday": self.tr("There is no such weekday: mon to sun."),
            "unknown_camera_kind": self.tr("There is no such kind of camera."),
            "unknown_record_mode": self.tr("Recording is off, motion or always."),
            "unknown_language": self.tr("The language is zh or en."),
            "unknown_timezone": self.tr("There is no such time zone. Write it like Asia/Shanghai."),
            "unknown_level": self.tr("The level is 1 to 4."),
            "duplicate_tier": self.tr("This tier is there twice."),
            "tier_order": self.tr("A higher tier must not begin before the one below it."),
            "two_limits": self.tr("Write limit_s alone: after_s belongs to older files."),
            "one_target": self.tr("Write one of role, post, group, person."),
            "duplicate_target": self.tr("A tier calls nobody twice: take one of them out."),
            "unknown_group": self.tr("There is no such working group."),
            **self._roster(),
        }

    def _roster(self) -> dict[str, str]:
        return {
            "empty_cycle": self.tr("Choose a pattern with at least one shift."),
            "no_member": self.tr("Put at least one person into a crew."),
            "unknown_turns": self.tr("Turns are days, workdays or rest_days."),
            "crew_count": self.tr("Crews that this pattern needs: {value}."),
            "ends_before": self.tr("The end must come after the beginning."),
            "no_line": self.tr("Choose at least one role or post to plan."),
            "too_many_days": self.tr("A roster has {value} days at most."),
            "sheet_published": self.tr("This roster is published: begin a new draft to change it."),
            "unknown_name": self.tr("Nobody is called {value}: write the name as it stands under People."),
            "change_from": self.tr("It runs already: say from which later day on the change counts."),
            "unknown_shift": self.tr("There is no such kind of shift."),
            "unknown_column": self.tr("No post, role or shift is called this."),
            "no_date": self.tr("No date is understood here, but people or shifts stand beside it."),
            "no_name": self.tr("Shifts stand here, but nobody's name."),
            "two_people": self.tr("Two people are called so: say which is meant."),
            "other_month": self.tr(
                "The file is of another month than the draft: begin a draft of that month."
            ),
            "outside_draft": self.tr("This day does not belong to the draft."),
            "no_dates": self.tr("No dates were found: they stand in one row or in one column."),
            "no_duties": self.tr("No duties were found."),
            "no_table": self.tr("This is no Excel or CSV file."),
            "old_excel": self.tr(
                "An old Excel file (.xls), one with a password, or a web page: open it and save it as .xlsx."
            ),
            "too_many_cells": self.tr("The table is too large: {value}"),
            "slot_form": self.tr("Write the times like 08:00-20:00, or rest."),
            "no_duty": self.tr("Choose a duty."),
            "same_person": self.tr("Choose two different people."),
            "longer_than_a_day": self.tr("A day at most: enter the next day by itself."),
            "no_swap": self.tr("A swap is between two duties of two people."),
            "unknown_leave": self.tr("There is no such kind of leave."),
            "unknown_need_days": self.tr("Days are weekdays, workdays or rest_days."),
            "unknown_qualification": self.tr("There is no such certificate."),
        }

    def _references(self) -> dict[str, str]:
        return {
            "no_person": self.tr("Choose a person."),
            "no_leader": self.tr("Choose the leader who has approved."),
            "person_left": self.tr("This person is no longer called: choose another."),
            "unknown_person": self.tr("There is no such person."),
            "unknown_post": self.tr("There is no such post."),
            "unknown_place": self.tr("There is no such place."),
            "unknown_channel": self.tr("There is no such channel."),
            "unknown_camera": self.tr("There is no such camera."),
            "place_in_use": self.tr("A camera or post is still at this place: move it first."),
            "duplicate_id": self.tr("This id is used twice."),
            "id_form": self.tr("An id has small letters, figures, - and _ only."),
        }

    def _addresses(self) -> dict[str, str]:
        return {
            "address_empty": self.tr("The address is missing."),
            "address_form": self.tr("The address must not have spaces."),
            "address_scheme": self.tr("The address begins with rtsp://"),
            "address_host": self.tr("The address has no host. Write it like rtsp://192.168.1.64/stream"),
            "address_port": self.tr("The port is a number from 1 to 65535."),
            "lan_address_missing": self.tr("Choose at which address of this computer the page is offered."),
            "lan_address_form": self.tr("Only an address of a private network, like 192.168.1.10."),
            "usb_number": self.tr("A USB camera is given by its number; the first is 0."),
            "unknown_scene": self.tr("There is no such scene. Write for example lobby."),
            "two_logins": self.tr("Two different logins: leave one, both streams use it."),
            "nothing_kept": self.tr("Nothing is kept on this computer: write the secret itself."),
            "url_missing": self.tr("The service URL is missing."),
            "url_form": self.tr("A service URL looks like mailto://user:password@host"),
            "modem_form": self.tr("Write a modem like gsm-sms://ttyUSB0?pin=1234 or gsm-call://COM3"),
            "modem_option": self.tr("After the port only pin, baud, centre and ring are known."),
            "modem_pin": self.tr("The PIN of a SIM card is 4 to 8 digits."),
            "modem_centre": self.tr("Write the short message centre like %2B8613800731500."),
            "modem_baud": self.tr("The speed is a number like 115200."),
            "modem_ring": self.tr("A call rings 10 to 120 seconds."),
            "relay_missing": self.tr("The address is missing."),
            "relay_form": self.tr(
                "Write it like http://192.168.1.70/relay/0?turn=on or modbus://192.168.1.70/3"
            ),
            "relay_coil": self.tr("Write a coil like modbus://192.168.1.70:502/3?unit=1, counted from 0."),
            "relay_off_missing": self.tr("The address that switches it off is missing."),
            "relay_method": self.tr("The method is GET or POST."),
            "relay_body": self.tr("Too long: 2000 characters at most."),
            "unknown_service": self.tr("This service is not known: {value}"),
            "service_differs": self.tr("The URL belongs to another service: {value}"),
        }

    def _folders(self) -> dict[str, str]:
        """Of backups."""
        return {
            "folder_missing": self.tr("Choose a folder on another disk or a stick."),
            "folder_not_absolute": self.tr("Write the whole path of the folder."),
            "folder_gone": self.tr("There is no such folder. Is the disk plugged in?"),
            "folder_in_data": self.tr("This lies in the data folder: choose another disk."),
            "folder_known": self.tr("Backups go there already."),
            "folder_other_log": self.tr("Backups of another log lie here: choose another folder."),
            "folder_not_writable": self.tr("This user may not write there, or the disk is full."),
        }

    def _file(self) -> dict[str, str]:
        return {
            "missing": self.tr("There is no such file."),
            "folder": self.tr("This is a folder. Choose a file."),
            "no_permission": self.tr("This user may not read the file."),
            "unreadable": self.tr("The file cannot be read."),
            "empty_file": self.tr("The file is empty."),
            "too_large": self.tr("The file is larger than {value} MB: this is no site file."),
            "not_utf8": self.tr("Save the file as UTF-8."),
            "toml_syntax": self.tr("This line is not TOML: look for a missing quote, bracket or comma."),
            "missing_key": self.tr("This is missing: add it."),
            "unknown_key": self.tr("This is not known here: correct the word or take it out."),
            "unknown_table": self.tr("There is no such section: correct the word or take it out."),
            "wrong_type": self.tr("Another kind of value belongs here."),
        }
