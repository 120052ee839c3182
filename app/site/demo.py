"""The demo community."""

from app.core.paths import resource
from app.site.builtin import load_plans_if_none
from app.site.service import SiteService


def load_demo(site: SiteService) -> None:
    """Blocks until the demo community and the built-in plans are stored."""
    load_plans_if_none(site)
    site.import_file(resource("demo", "site.toml")).result()
