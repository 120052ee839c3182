"""Probes that count what is covered stay where they are while threads run."""

from slipcover import pytest_plugin


def test_probes_are_never_taken_out_while_tests_run() -> None:
    worker = pytest_plugin._slipcover_instance
    assert worker is None or worker.d_miss_threshold >= 1_000_000_000
