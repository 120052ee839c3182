"""How the simulated camera checks a login: the token in the message, or HTTP digest."""

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

_WSSE = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd}"
_WSU = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}"
_OLDEST = timedelta(minutes=5)
REALM = "camera"
NONCE = "b9f1c2"


def token_fault(message: Element, username: str, password: str, now: datetime, seen: set[str]) -> str:
    """Why the message's token is refused; empty when it is good."""
    token = message.find(f".//{_WSSE}UsernameToken")
    if token is None:
        return "no token"
    parts = {child.tag: child.text or "" for child in token}
    digest, nonce, created = parts[f"{_WSSE}Password"], parts[f"{_WSSE}Nonce"], parts[f"{_WSU}Created"]
    kind = token.find(f"{_WSSE}Password")
    if kind is None or not kind.attrib["Type"].endswith("#PasswordDigest"):
        return "password in the clear"
    made = datetime.strptime(created, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    if abs(made - now) > _OLDEST:
        return "too old"
    if nonce in seen:
        return "sent again"
    seen.add(nonce)
    right = hashlib.sha1(base64.b64decode(nonce) + created.encode() + password.encode()).digest()
    good = parts[f"{_WSSE}Username"] == username and base64.b64decode(digest) == right
    return "" if good else "wrong password"


def challenge() -> str:
    return f'Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5, qop="auth"'


def digest_good(header: str, username: str, password: str, method: str) -> bool:
    """Whether an `Authorization: Digest` header answers the challenge."""
    said = dict(re.findall(r'(\w+)="?([^",]+)"?', header.removeprefix("Digest ")))
    if said.get("nonce") != NONCE or said.get("username") != username:
        return False
    first = _md5(f"{username}:{REALM}:{password}")
    second = _md5(f"{method}:{said['uri']}")
    right = _md5(f"{first}:{NONCE}:{said['nc']}:{said['cnonce']}:{said['qop']}:{second}")
    return said["response"] == right


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()
