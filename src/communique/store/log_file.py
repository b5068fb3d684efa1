"""The log that SQLite keeps beside a record (RECORD-wal): whether all that was kept in it can still be read.

SQLite reads a log up to the first frame whose checksum is wrong, and says nothing of what came after: a page torn by a
stop looks the same. What tells damage from a stop is a sound frame behind it that ends a transaction.
The format: https://www.sqlite.org/fileformat2.html#walformat.
"""

import struct
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_HEADER, _FRAME = 32, 24
_MAGIC = 0x377F0682
_LOOKS, _PAUSE_SECONDS = 3, 0.05
"""Another process may be writing while we look: what is wrong must be so more than once."""
_Words = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds: of each frame whether it is `sound`, the size of the file where it `ends` a transaction, and
    its page.

    `lost` counts transactions that were kept in it and cannot be read, as far as they can be counted: 0 where all is
    well; then nothing is `wrong`.
    """

    data: bytes
    page: int
    sound: tuple[bool, ...]
    ends: tuple[int, ...]
    pages: tuple[int, ...]
    lost: int
    wrong: str = ""


def damage_of(record: Path) -> Log | None:
    """The log of a record where something that was kept in it is lost; None where nothing is."""
    found: Log | None = None
    for look in range(_LOOKS):
        found = read_log(record)
        if found is None or not found.lost:
            return None
        if look < _LOOKS - 1:
            time.sleep(_PAUSE_SECONDS)
    return found


def read_log(record: Path) -> Log | None:
    """The log of a record; None where there is none, and nothing says that there should be one."""
    # The index first: what it counts stands in the log by then.
    expected, salts = _index_of(record)
    try:
        data = record.with_name(record.name + "-wal").read_bytes()
    except FileNotFoundError:
        data = b""
    if len(data) < _HEADER:
        return Log(b"", 0, (), (), (), 1, "its log is gone") if expected else None
    magic, _, page, _, salt, other, *checksum = struct.unpack(">8I", data[:_HEADER])
    little = magic == _MAGIC
    head = np.frombuffer(data[:24], "<u4" if little else ">u4").astype(np.uint32)[None, :]
    if magic not in (_MAGIC, _MAGIC + 1) or _sums(head, np.zeros((1, 2), np.uint32)).tolist() != [checksum]:
        if len(data) < _HEADER + _FRAME:
            return None
        # What is in it is told by its first page then, and by how the file beside it is written.
        first = struct.unpack(">2I", data[_HEADER + 8 : _HEADER + 16])
        held = _frames(data, _page_of(record), True, first, [0, 0])
        return replace(held, lost=max(1, held.lost), wrong="the head of its log is damaged")
    if salts == (salt, other) and expected * (_FRAME + page) + _HEADER > len(data):
        return Log(data, page, (), (), (), 1, "the end of its log is missing")
    held = _frames(data, page, little, (salt, other), checksum)
    if salts == (salt, other) and not held.lost and not all(held.sound[:expected]):
        # Nothing sound comes after it, but the index says that it had been kept.
        torn = held.sound.index(False)
        return replace(held, lost=1, wrong=f"its log is damaged from page {torn + 1} of {len(held.sound)} on")
    return held


def _frames(data: bytes, page: int, little: bool, salts: tuple[int, int], checksum: list[int]) -> Log:
    size = _FRAME + page
    count = (len(data) - _HEADER) // size
    frames = np.frombuffer(data, np.uint8, count * size, _HEADER).reshape(count, size)
    heads = np.ascontiguousarray(frames[:, :_FRAME]).view(">u4").astype(np.uint32)
    hashed = np.concatenate([frames[:, :8], frames[:, _FRAME:]], axis=1)
    words = hashed.view("<u4" if little else ">u4").astype(np.uint32)
    # Each is seeded with what stands in the one before, so that one that is damaged does not condemn those behind it.
    seeds = np.concatenate([np.array([checksum], np.uint32), heads[:-1, 4:6]]) if count else heads[:, 4:6]
    live = (heads[:, 2] == salts[0]) & (heads[:, 3] == salts[1])
    sound = live & (_sums(words, seeds) == heads[:, 4:6]).all(axis=1)
    ends = heads[:, 1] * sound
    first = int(np.argmin(sound)) if not sound.all() else count
    lost = int(np.count_nonzero(ends[first:]))
    wrong = f"its log is damaged from page {first + 1} of {count} on, and {lost} transactions with it" if lost else ""
    told = (tuple(map(bool, sound)), tuple(map(int, ends)), tuple(map(int, heads[:, 0])))
    return Log(data, page, *told, lost, wrong)


def merged(record: bytes, log: Log) -> bytes:
    """The file with every sound page of its log written into it, those behind damaged ones too.

    It may not hang together; what is read from it must be held against its hashes.
    """
    last = max((number for number, end in enumerate(log.ends) if end), default=-1)
    if last < 0:
        return record
    made = bytearray(record.ljust(log.ends[last] * log.page, b"\0"))
    for number in range(last + 1):
        if log.sound[number]:
            begin = _HEADER + number * (_FRAME + log.page) + _FRAME
            at = (log.pages[number] - 1) * log.page
            made[at : at + log.page] = log.data[begin : begin + log.page]
    return bytes(made)


def _index_of(record: Path) -> tuple[int, tuple[int, int]]:
    """How many frames the index beside the log (RECORD-shm) counts that are not in the file yet, and of which log."""
    try:
        with record.with_name(record.name + "-shm").open("rb") as file:
            head = file.read(136)
    except OSError:
        return 0, (0, 0)
    if len(head) < 136 or not head[12]:
        return 0, (0, 0)
    frames, filled = struct.unpack("=I", head[16:20])[0], struct.unpack("=I", head[96:100])[0]
    salts: tuple[int, int] = struct.unpack(">2I", head[32:40])
    return (frames if frames > filled else 0), salts


def _page_of(record: Path) -> int:
    """The bytes of a page, as the head of the file says."""
    try:
        with record.open("rb") as file:
            size = int.from_bytes(file.read(18)[16:], "big")
    except OSError:
        size = 0
    return 65536 if size == 1 else size if size in {512 << n for n in range(7)} else 4096


def _sums(words: _Words, seeds: _Words) -> _Words:
    """SQLite's checksum of each row of words, from its seed on."""
    of_seed, of_words = _factors(words.shape[1] // 2)
    made = np.stack([(words * row).sum(axis=1, dtype=np.uint32) for row in of_words], axis=1)
    made += np.stack([(seeds * row).sum(axis=1, dtype=np.uint32) for row in of_seed], axis=1)
    return made


@cache
def _factors(pairs: int) -> tuple[_Words, _Words]:
    """The checksum is linear modulo 2**32: by what the seed is multiplied, and by what each word."""
    step = np.array([[1, 1], [1, 2]], np.uint32)
    power, taken = np.eye(2, dtype=np.uint32), np.array([[1, 0], [1, 1]], np.uint32)
    columns = []
    for _ in range(pairs):
        columns.append(power @ taken)
        power = power @ step
    return power, np.concatenate(columns[::-1], axis=1)
