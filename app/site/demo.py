"""The demo community."""

from app.core.paths import resource
from app.site.builtin import load_plans_if_none
from app.site.service import SiteService


def load_demo_if_new(site: SiteService) -> None:
    """Never over what somebody has set up, and not anew where somebody has removed it."""
    if site.is_new():
        load_demo(site)


def load_demo(site: SiteService) -> None:
    """Blocks until the demo community and the built-in plans are stored, by the program itself."""
    load_plans_if_none(site)
    site.import_file(resource("demo", "site.toml"), keeper=True).result()
