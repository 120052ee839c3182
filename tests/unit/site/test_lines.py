"""Lines of keys, through every way TOML has of writing them."""

from app.site.lines import Lines

TEXT = '''\
# [[camera]]
top = 1

[[camera]]
id = "a"
name.zh = "[[camera]]"
name.en = "x"
note = """
id = "not this"
[[camera]]
"""

[[camera]]
"id" = 'b'
list = [
  "one", # ]
  { a = "]" },
]
after = 1

[[plan]]
id = "p"
[[plan.step]]
who = "x"
[[plan.step]]
who = "y"
[plan.more]
key = 1
[[plan]]
[[plan.step]]
who = "z"
'''


def test_lines_of_keys_and_tables() -> None:
    lines = Lines(TEXT)
    wanted = {
        ("top",): 2,
        ("camera", 0): 4,
        ("camera", 0, "id"): 5,
        ("camera", 0, "name"): 6,
        ("camera", 0, "name", "zh"): 6,
        ("camera", 0, "name", "en"): 7,
        ("camera", 0, "note"): 8,
        ("camera", 1): 13,
        ("camera", 1, "id"): 14,
        ("camera", 1, "list"): 15,
        ("camera", 1, "list", 1, "a"): 15,
        ("camera", 1, "after"): 19,
        ("camera", 1, "missing"): 13,
        ("plan", 0, "step", 0, "who"): 24,
        ("plan", 0, "step", 1, "who"): 26,
        ("plan", 0, "more", "key"): 28,
        ("plan", 1, "step", 0, "who"): 31,
        ("nowhere",): 0,
    }
    assert {path: lines.of(path) for path in wanted} == wanted
