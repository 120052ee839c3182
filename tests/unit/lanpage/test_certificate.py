"""The page's certificate is made once, fits its address, and is for the user alone."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from app.core.errors import StorageUnavailable
from app.lanpage.certificate import certificate_for

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_it_is_made_once_and_private(tmp_path: Path) -> None:
    first = certificate_for(tmp_path / "lan", "192.168.1.10", NOW)
    again = certificate_for(tmp_path / "lan", "192.168.1.10", NOW + timedelta(days=400))
    assert (first.made, again.made) == (True, False)
    assert first.fingerprint == again.fingerprint
    assert len(first.fingerprint) == 95
    for path in (first.certificate, first.key):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "lan").stat().st_mode) == 0o700


def test_another_address_gets_another_certificate(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, "192.168.1.10", NOW)
    other = certificate_for(tmp_path, "192.168.1.11", NOW)
    assert other.made
    assert other.fingerprint != first.fingerprint
    made = x509.load_pem_x509_certificate(other.certificate.read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["192.168.1.11"]


def test_it_is_renewed_before_it_ends_and_never_longer_than_phones_allow(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, "192.168.1.10", NOW)
    made = x509.load_pem_x509_certificate(first.certificate.read_bytes())
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=825)
    assert not certificate_for(tmp_path, "192.168.1.10", first.ends - timedelta(days=31)).made
    assert certificate_for(tmp_path, "192.168.1.10", first.ends - timedelta(days=29)).made


@pytest.mark.parametrize("spoilt", ["certificate.pem", "key.pem"])
@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nzz\n-----END CERTIFICATE-----\n"])
def test_a_damaged_pair_is_made_anew(tmp_path: Path, spoilt: str, content: bytes) -> None:
    certificate_for(tmp_path, "192.168.1.10", NOW)
    (tmp_path / spoilt).write_bytes(content)
    assert certificate_for(tmp_path, "192.168.1.10", NOW).made
    assert not certificate_for(tmp_path, "192.168.1.10", NOW).made


def test_a_key_of_another_certificate_is_found(tmp_path: Path) -> None:
    certificate_for(tmp_path / "a", "192.168.1.10", NOW)
    certificate_for(tmp_path / "b", "192.168.1.10", NOW)
    (tmp_path / "a" / "key.pem").write_bytes((tmp_path / "b" / "key.pem").read_bytes())
    assert certificate_for(tmp_path / "a", "192.168.1.10", NOW).made


def test_a_folder_that_takes_no_file_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "lan").write_bytes(b"a file")
    with pytest.raises(StorageUnavailable):
        certificate_for(tmp_path / "lan", "192.168.1.10", NOW)
