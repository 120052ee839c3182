"""Sentences of entries about the page for phones and the links of calls."""

from app.ui.language import Worded


class LanPageWords(Worded):
    def sentences(self) -> dict[str, str]:
        """By kind of entry, with places for its values."""
        return {
            "link_opened": self.tr("{name} opened the link, from {address}"),
            "link_second_device": self.tr("Another phone tried the link of {name}, from {address}: refused"),
            "link_revoked": self.tr("Link of {name} withdrawn"),
            "link_released": self.tr("Another phone may open the link of {name}"),
            "clock_link_made": self.tr("Link for clocking on by phone made for {name}"),
            "clock_link_withdrawn": self.tr("Link for clocking on of {name} withdrawn"),
            "clock_link_opened": self.tr("{name} clocks on by phone from now on, first from {address}"),
            "photo_received": self.tr("Photo from {name}{by}"),
            "lan_page_on": self.tr("Phone page switched on at {address}, links valid for {hours} h{changes}"),
            "lan_page_off": self.tr("Phone page switched off"),
            "lan_page_open": self.tr("Phone page is open: {url}"),
            "lan_page_failed": self.tr("Phone page closed: {lan_fault}"),
            "lan_certificate": self.tr("New certificate of the phone page, fingerprint {fingerprint}"),
        }
