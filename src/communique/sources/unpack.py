"""Unpacking what HTTP packed a body with, never to more than was asked for: a small body may hold a very large one."""

import zlib
from collections.abc import Iterable


def unpack_body(data: bytes, codings: Iterable[str], *, most: int) -> bytes:
    """`data` without its content codings, which are named in the order in which they were put on, up to `most` bytes.

    Codings that are not known here are left on. ValueError where the data is damaged.
    """
    for coding in reversed([c.strip().casefold() for c in codings]):
        match coding:
            case "gzip" | "x-gzip":
                data = _inflated(data, zlib.MAX_WBITS | 16, most)
            case "deflate":
                # Some leave out the header that the standard asks for.
                wrapped = data[:1] == b"\x78"
                data = _inflated(data, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, most)
            case "br":
                data = _brotli(data, most)
            case _:
                return data
    return data


def _inflated(data: bytes, bits: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most
    try:
        while data and left > 0:
            unpacking = zlib.decompressobj(bits)
            parts.append(unpacking.decompress(data, left))
            left -= len(parts[-1])
            data = unpacking.unused_data if unpacking.eof else b""
    except zlib.error as error:
        if not parts:
            raise ValueError(str(error)) from None
        # Servers put all kinds of things after the end.
    return b"".join(parts)


def _brotli(data: bytes, most: int) -> bytes:
    import brotli

    unpacking = brotli.Decompressor()
    parts: list[bytes] = []
    left = most
    try:
        while left > 0:
            parts.append(unpacking.process(data, output_buffer_limit=left))
            left -= len(parts[-1])
            data = b""
            if not parts[-1] or unpacking.is_finished():
                break
    except brotli.error as error:
        raise ValueError(str(error)) from None
    return b"".join(parts)[:most]
