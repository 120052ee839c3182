"""The site of the story: three tiers, four ways to be reached, one of which needs no network."""

SITE = """
[site]
name = { zh = "芙蓉桥社区", en = "Furongqiao" }
timezone = "Asia/Shanghai"
language = "zh"

[lan_page]
on = true
address = "127.0.0.1"
port = {page}

[[place]]
id = "lpg"
name = { zh = "液化气站", en = "LPG station" }

[[channel]]
id = "web"
name = { zh = "网页接口", en = "Webhook" }
url = "json://127.0.0.1:{web}/"
proof_at = ""

[[channel]]
id = "mail"
name = { zh = "邮件", en = "Mail" }
url = "mailto://127.0.0.1:{mail}/?from=duty@example.org&to=post@example.org&mode=insecure&format=text"
proof_at = ""

[[channel]]
id = "mqtt"
name = { zh = "物联网", en = "MQTT" }
url = "mqtt://127.0.0.1:{mqtt}/duty/alarm?qos=1"
proof_at = ""

[[channel]]
id = "sms"
name = { zh = "短信", en = "Short messages" }
url = "gsm-sms://{modem}"
proof_at = ""

[[plan]]
id = "fire"
name = { zh = "火警", en = "Fire" }
level = 2

[[plan.step]]
text = { zh = "拨打119", en = "Call 119" }
who = "operator"

[[plan.tier]]
number = 1
people = ["first-web", "first-mail", "first-mqtt", "first-sms"]
limit_s = 6

[[plan.tier]]
number = 2
people = ["second-web", "second-mail", "second-sms"]
limit_s = 6

[[plan.tier]]
number = 3
people = ["third-mqtt", "third-sms", "third-mail"]

[[report_deadline]]
id = "street"
person = "street"
phone_minutes = 15
written_minutes = 60
"""
PEOPLE = {
    "first-web": "web",
    "first-mail": "mail",
    "first-mqtt": "mqtt",
    "first-sms": "sms",
    "second-web": "web",
    "second-mail": "mail",
    "second-sms": "sms",
    "third-mqtt": "mqtt",
    "third-sms": "sms",
    "third-mail": "mail",
    "street": "mail",
}
"""And the one channel each has."""


def phone_of(person: str) -> str:
    return f"1380013800{list(PEOPLE).index(person)}" if person != "street" else "073185550130"


def site_text(*, mail: int, web: int, mqtt: int, page: int, modem: str) -> str:
    text = SITE
    for name, value in (("mail", mail), ("web", web), ("mqtt", mqtt), ("page", page), ("modem", modem)):
        text = text.replace(f"{{{name}}}", str(value))
    people = [
        f'[[person]]\nid = "{person}"\nname = {{ zh = "{person}", en = "{person}" }}\nroles = ["resident"]\n'
        f'phones = ["{phone_of(person)}"]\nchannels = ["{channel}"]\n'
        for person, channel in PEOPLE.items()
    ]
    return text + "\n".join(people)
