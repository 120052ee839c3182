"""The page's own certificate: made once, renewed before it ends or when the address is another."""

import contextlib
import hashlib
import ipaddress
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.core.errors import StorageUnavailable
from app.core.private_files import private

_VALID = timedelta(days=820)
"""Phones refuse a certificate of their own store that is valid for more than 825 days."""
_RENEW_BEFORE = timedelta(days=30)
_SLOW_CLOCKS = timedelta(days=2)
_NO_SPACE = 28


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where certificate and key lie, and what a person compares."""

    certificate: Path
    key: Path
    fingerprint: str
    """SHA-256 of the certificate, in pairs, as browsers show it."""
    ends: datetime
    made: bool = False
    """Whether it was made just now: phones that trusted the one before have to look again."""


def certificate_for(folder: Path, address: str, now: datetime) -> Certificate:
    """The certificate in `folder` when it still fits, else a new one. Raises StorageUnavailable."""
    path, key = folder / "certificate.pem", folder / "key.pem"
    kept = _read(path, key)
    if kept is not None and _fits(kept, address, now):
        return _described(kept, path, key, made=False)
    return _described(_make(path, key, address, now), path, key, made=True)


def _read(path: Path, key: Path) -> x509.Certificate | None:
    """None also for a pair that does not belong together, or that nobody can read: then a new one is made."""
    try:
        kept = x509.load_pem_x509_certificate(path.read_bytes())
        private_key = serialization.load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        return None
    return kept if private_key.public_key() == kept.public_key() else None


def _fits(kept: x509.Certificate, address: str, now: datetime) -> bool:
    names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    of_address = ipaddress.ip_address(address) in names.get_values_for_type(x509.IPAddress)
    return of_address and kept.not_valid_before_utc <= now < kept.not_valid_after_utc - _RENEW_BEFORE


def _make(path: Path, key: Path, address: str, now: datetime) -> x509.Certificate:
    private_key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Duty room console {address}")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCKS)
        .not_valid_after(now - _SLOW_CLOCKS + _VALID)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        # Android and iOS take only a root into their store. It can sign for nothing but this address.
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(
            x509.NameConstraints([x509.IPAddress(ipaddress.ip_network(f"{address}/32"))], None), True
        )
        .add_extension(_usage(), True)
        .sign(private_key, hashes.SHA256())
    )
    secret = private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key, secret)
    _write(path, made.public_bytes(serialization.Encoding.PEM))
    return made


def _usage() -> x509.KeyUsage:
    names = (
        "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign",
        "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(digital_signature=True, key_cert_sign=True, **dict.fromkeys(names, False))


def _write(path: Path, content: bytes) -> None:
    """For the user alone, whole or not at all."""
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(partial, "wb", opener=private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        code = "disk_full" if error.errno == _NO_SPACE else "read_only"
        raise StorageUnavailable(code, path=str(path)) from error


def _described(kept: x509.Certificate, path: Path, key: Path, *, made: bool) -> Certificate:
    digest = hashlib.sha256(kept.public_bytes(serialization.Encoding.DER)).hexdigest().upper()
    pairs = ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))
    return Certificate(path, key, pairs, kept.not_valid_after_utc, made)
