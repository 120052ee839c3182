"""By which rules the index was made: an index of other rules is made anew."""

from unicodedata import unidata_version

RULES = f"1 {unidata_version}"
"""The first number grows with every change of what is found under which token."""
