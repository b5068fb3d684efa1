"""What was taken from others is what was taken: each file by its checksum, each package with its licence."""

import hashlib

from communique.web.app import STATIC

VENDOR = STATIC / "vendor"


def test_every_file_is_what_was_fetched() -> None:
    lines = (VENDOR / "CHECKSUMS").read_text(encoding="utf8").splitlines()
    told = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    held = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in VENDOR.iterdir() if p.name != "CHECKSUMS"}
    assert held == told
