"""Inputs made to hang, to fill the memory, or to be taken for what they are not: each a file name and its bytes.

Run with the name of one and a path it is written there: in a process of its own, since making it takes memory too.
"""

import gzip
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

MB = 1 << 20
TALKS = "Norway demanded on Friday that Sweden withdraw its troops from the valley, and the two sides met in Kiel. "
CLEAN = "Norway’s foreign minister said on Friday that rebels attacked Kiel on 3 May 2025, killing at least 20 people. "
LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
OUTSIDE = "<!DOCTYPE rss [<!ENTITY a10 SYSTEM 'file:///etc/passwd'>"

FEED = b"<rss version='2.0'><channel><item><title>a</title><description>%s</description></item></channel></rss>"


def zeros_packed(megabytes: int) -> bytes:
    """So many megabytes of zeros as gzip, in members of 16: a thousandth of their size."""
    return gzip.compress(bytes(16 * MB), 9) * (megabytes // 16)


def zeros_in_one_piece(megabytes: int) -> bytes:
    """The same as one member, which only who unpacks by pieces notices before it is all in memory."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush nothing hangs on what came before: it can stand there again and again.
    piece = packing.compress(bytes(16 * MB)) + packing.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + piece * (megabytes // 16) + b"\x03\x00" + bytes(8)


def packed_after(start: bytes, megabytes: int, filler: bytes = b"a") -> bytes:
    """`start`, then so many megabytes of one byte, as gzip."""
    return gzip.compress(start) + gzip.compress(filler * (16 * MB), 9) * (megabytes // 16)


def page(body: str, head: str = "") -> bytes:
    """A page of HTML."""
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def prose(size: int, sentence: str = TALKS) -> str:
    """A text of about that many characters."""
    return (sentence * (size // len(sentence) + 1))[:size]


def warc(body: bytes, encoding: str = "identity") -> bytes:
    """An archive of one response."""
    http = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-05-17T00:00:00Z\r\n"
        "WARC-Target-URI: https://wire.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    return head + http + b"\r\n\r\n"


def row(text: str) -> bytes:
    """A line of JSON Lines; what is no character is escaped."""
    return json.dumps({"text": text, "published": "2025-05-17"}).encode() + b"\n"


def _brotli(megabytes: int) -> bytes:
    import brotli

    packed: bytes = brotli.compress(bytes(megabytes * MB), quality=1)
    return packed


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(64 * MB))
    return held.getvalue()


def _parquet_wide() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    columns = {f"c{n}": pa.array([1]) for n in range(20_000)}
    pq.write_table(pa.table({**columns, "text": pa.array([TALKS])}), held, compression="none")
    return held.getvalue()


def _parquet_bomb() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    table = pa.table({"text": pa.array(["a" * MB] * 1000)})
    pq.write_table(table, held, compression="zstd", use_dictionary=False, write_statistics=False)
    return held.getvalue()


def _parquet_lying() -> bytes:
    """A page of 1 GB in a row group that says it is small."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    table = pa.table({"text": pa.array(["a" * (1000 * MB)])})
    pq.write_table(table, held, compression="zstd", use_dictionary=False, write_statistics=False)
    data = held.getvalue()
    said = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).total_byte_size
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    true = varint(2 * said)
    # The same length of figures, so that nothing else moves.
    small = bytes([0xE8, *[0x80] * (len(true) - 2), 0])
    assert true in data[footer:]
    return data[:footer] + data[footer:].replace(true, small)


def varint(number: int) -> bytes:
    """A number as Thrift's compact protocol writes it."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def _parquet_repeated() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 1024, pa.int32()), pa.array(["a" * (19 * MB)]))
    table = pa.table({"text": cells})
    pq.write_table(table, held, compression="zstd", dictionary_pagesize_limit=64 * MB, store_schema=False)
    return held.getvalue()


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    # What unpacks to far more than it is.
    "gzip of 2 GB as a text": ("a.txt", lambda: zeros_packed(2048)),
    "gzip of 2 GB as a text that begins well": ("a.txt", lambda: packed_after(TALKS.encode(), 2048)),
    "gzip of 2 GB as JSON Lines": ("a.jsonl.gz", lambda: packed_after(b'{"text": "', 2048)),
    "gzip of 2 GB as CSV": ("a.csv.gz", lambda: packed_after(b"text\n", 2048)),
    "gzip of 2 GB as CSV in a cell without end": ("a.csv.gz", lambda: packed_after(b'text\n"', 2048, b"\n")),
    "gzip of 2 GB as a feed": ("a.xml", lambda: packed_after(b"<rss><channel>", 2048)),
    "gzip of 2 GB as a sitemap": ("a.xml", lambda: packed_after(b"<urlset>", 2048)),
    "gzip of 2 GB as a WARC": ("a.warc.gz", lambda: packed_after(b"WARC/1.1\r\nWARC-Type: response\r\nA: ", 2048)),
    "gzip of 2 GB in one piece as a text": ("a.txt", lambda: zeros_in_one_piece(2048)),
    "gzip of 2 GB in one piece in a WARC": ("a.warc", lambda: warc(zeros_in_one_piece(2048), "gzip")),
    "gzip of 2 GB in a WARC": ("a.warc", lambda: warc(zeros_packed(2048), "gzip")),
    "gzip of gzip in a WARC": ("a.warc", lambda: warc(gzip.compress(zeros_packed(4096)), "gzip, gzip")),
    "brotli of 512 MB in a WARC": ("a.warc", lambda: warc(_brotli(512), "br")),
    "brotli as a text": ("a.txt", lambda: _brotli(64)),
    "zip as a text": ("a.txt", _zip),
    "gzip of gzip of 4 GB": ("a.txt", lambda: gzip.compress(zeros_packed(4096))),
    "Parquet of 1 GB": ("a.parquet", _parquet_bomb),
    "Parquet of 1 GB that says it is small": ("a.parquet", _parquet_lying),
    "Parquet of one cell for many rows": ("a.parquet", _parquet_repeated),
    # XML that grows, or reaches out.
    **{
        f"{what} in {kind}": (
            "a.xml",
            lambda prolog=prolog, root=root: f"{prolog}]><{root}>&a10;</{root}>".encode(),  # type: ignore[misc]
        )
        for what, prolog in (("billion laughs", LAUGHS), ("an outside entity", OUTSIDE))
        for kind, root in (("a feed", "rss"), ("a sitemap", "urlset"), ("a list of feeds", "opml"))
    },
    "a feed of 20 MB of broken marks": ("a.xml", lambda: b"<rss version='2.0'><channel>" + b"<item" * (4 * MB)),
    "a feed of 15 MB of open elements": ("a.xml", lambda: b"<rss version='2.0'><channel>" + b"<a>" * (5 * MB)),
    "a feed of 15 MB of ampersands": ("a.xml", lambda: b"<rss version='2.0'><channel><title>" + b"&" * (15 * MB)),
    "a feed of 300,000 entries": (
        "a.xml",
        lambda: b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 300_000 + b"</channel></rss>",
    ),
    "a feed of 400,000 written angle brackets": (
        "a.xml",
        lambda: FEED % (b"&lt;" * 400_000),
    ),
    "a feed of open comments": ("a.xml", lambda: b"<rss version='2.0'><channel>" + b"<!--" * (4 * MB)),
    "a sitemap of a million attributes": (
        "a.xml",
        lambda: b"<urlset><url " + b" ".join(b"a%d='1'" % n for n in range(1_000_000)) + b"/></urlset>",
    ),
    "a sitemap nested without end": ("a.xml", lambda: b"<urlset>" + b"<url>" * (5 * MB)),
    # One line of 100 MB.
    "a line of 100 MB of text": ("a.txt", lambda: prose(100 * MB).encode()),
    "a line of 100 MB of letters": ("a.txt", lambda: b"a" * (100 * MB)),
    "a line of 100 MB of JSON": ("a.jsonl", lambda: b'{"text": "' + b"a" * (100 * MB) + b'"}\n' + row(TALKS)),
    "a line of 100 MB of CSV": ("a.csv", lambda: b"text\n" + b"a" * (100 * MB) + b"\n" + TALKS.encode()),
    "a line of 100 MB as the header of a CSV": ("a.csv", lambda: b"text," * (20 * MB)),
    "a line of 100 MB of TSV": ("a.tsv", lambda: b"text\ta\n" + b"a\t" * (50 * MB)),
    "a line of 100 MB of HTML": ("a.html", lambda: page("a " * (50 * MB))),
    "a line of 100 MB of XML": ("a.xml", lambda: b"<rss>" + b"a" * (100 * MB)),
    # Within the limits of size, but not of patience.
    "a page of 19 MB of angle brackets": ("a.html", lambda: page(f"<p>{TALKS * 20}</p>" + "<" * (19 * MB))),
    "a page of 3 million entities": ("a.html", lambda: page(f"<p>{TALKS * 20}</p>" + "&amp;" * (3 * MB))),
    "a page of 500,000 links": ("a.html", lambda: page("<a href='https://a.example/'>a</a> " * 500_000)),
    "a page of 2 million breaks": ("a.html", lambda: page(f"<p>{TALKS * 20}</p>" + "<br>" * (2 * MB))),
    "a page of 14,000 bold words": ("a.html", lambda: page("<p>" + "<b>x</b> " * 14_000 + f"</p><p>{TALKS * 20}</p>")),
    "a page of 400,000 meta elements": (
        "a.html",
        lambda: page(f"<p>{TALKS * 20}</p>", "<meta property='og:title' content='x'>" * 400_000),
    ),
    "a page of 300,000 scripts": (
        "a.html",
        lambda: page("<script type='application/ld+json'>{}</script>" * 300_000 + f"<p>{TALKS * 20}</p>"),
    ),
    "a page nested 3 million deep": ("a.html", lambda: page("<div>" * (3 * MB) + f"<p>{TALKS * 20}</p>")),
    "a page nested 10,000 deep": ("a.html", lambda: page("<div>" * 10_000 + f"<p>{TALKS * 20}</p>")),
    "JSON-LD nested without end": (
        "a.html",
        lambda: page(f"<p>{TALKS * 20}</p>", f"<script type='application/ld+json'>{'[' * (15 * MB)}</script>"),
    ),
    "a page with a million spaces": ("a.html", lambda: page(f"<p>{TALKS * 20}</p><p>a{' ' * (15 * MB)}b</p>")),
    "JSON nested without end": ("a.jsonl", lambda: b'{"text":' + b"[" * (10 * MB) + b"\n" + row(TALKS)),
    "JSON nested in a name that is asked for": ("a.jsonl", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "JSON with a number of a million figures": ("a.jsonl", lambda: b'{"text": ' + b"9" * MB + b"}\n" + row(TALKS)),
    "a CSV of a million columns": ("a.csv", lambda: b",".join(b"c%d" % n for n in range(1_000_000)) + b",text\n"),
    "a CSV row of a million cells": ("a.csv", lambda: b"text,a\n" + b"a," * 1_000_000 + b"\n"),
    "a CSV of a million open quotation marks": ("a.csv", lambda: b"text,a\n" + b'"a\n' * 1_000_000),
    "a TSV of a million open quotation marks": ("a.tsv", lambda: b"text\ta\n" + b'\t"a\n' * 1_000_000),
    "a Parquet file of 20,000 columns": ("a.parquet", _parquet_wide),
    "a header of 19 MB of spaces": ("a.txt", lambda: b"Title:" + b" \t" * (9 * MB) + b"x\n\n" + TALKS.encode()),
    "a million header lines": ("a.txt", lambda: b"Title: a\n" * 1_000_000),
    "a date of 10 MB": ("a.txt", lambda: b"Published: " + b"1 aaaaaaaaa " * (900_000) + b"\n\n" + TALKS.encode()),
    "a date of spaces": ("a.txt", lambda: b"Published: " + (b"1" + b" " * 3000) * 3000 + b"\n\n" + TALKS.encode()),
    # Characters that are none, or that turn others about.
    "lone surrogates": ("a.jsonl", lambda: row(prose(5000).replace("e", "\ud83d"))),
    "right-to-left overrides": (
        "a.txt",
        lambda: prose(70_000, "\u202eNorway attacked Sweden\u202c on Friday. ").encode(),
    ),
    "zero-width characters": ("a.txt", lambda: prose(70_000, "Nor\u200bway\u2060 attacked\u200d Sweden. ").encode()),
    "nothing but zero-width characters": ("a.txt", lambda: ("\u200b" * 70_000).encode()),
    "NULs in a text": ("a.txt", lambda: prose(5000).replace(" ", "\0").encode()),
    "NULs in JSON": ("a.jsonl", lambda: row(prose(5000).replace(" ", "\0"))),
    "a flood of combining marks": ("a.txt", lambda: ("Norway attacke" + "\u0301" * 70_000 + "d Sweden.").encode()),
    "combining marks everywhere": (
        "a.txt",
        lambda: prose(70_000, "No\u0301\u0302\u0303rway attacke\u0301d Kiel. ").encode(),
    ),
    "joined emoji": ("a.txt", lambda: ("\U0001f468\u200d" * 35_000 + TALKS).encode()),
    "UTF-16 without its mark": ("a.txt", lambda: prose(5000).encode("utf-16-le")),
    "UTF-7": ("a.txt", lambda: prose(5000, CLEAN).encode("utf-7")),
    "a page that lies of its charset": ("a.html", lambda: page(f"<p>{CLEAN * 20}</p>", "<meta charset=utf-16>")),
    "a page in a charset that is none": ("a.html", lambda: page(f"<p>{CLEAN * 20}</p>", "<meta charset=undefined>")),
    "a page of 15 MB in the letters of host names": (
        "a.html",
        lambda: page(f"<p>{'a' * (5 * MB)}-{'9' * (10 * MB)}</p>", "<meta charset=punycode>"),
    ),
    "a page in a charset of Python's": ("a.html", lambda: page(f"<p>{CLEAN * 20}</p>", "<meta charset=zip>")),
    # Long without a place to stop.
    "a paragraph of 19 MB": ("a.txt", lambda: prose(19 * MB, TALKS.replace(".", "")).encode()),
    "a paragraph of 70,000 characters": ("a.txt", lambda: prose(70_000, TALKS.replace(".", "")).encode()),
    "100,000 sentences": ("a.txt", lambda: ("Norway attacked Kiel. " * 100_000).encode()),
    "4,000 sentences": ("a.txt", lambda: ("Norway attacked Kiel. " * 3_600).encode()),
    "a sentence of 50,000 words": ("a.txt", lambda: ("Norway and " * 50_000 + "Sweden met.").encode()),
    "a sentence of 12,000 words": ("a.txt", lambda: ("rain and " * 6_000 + "Sweden met Norway.").encode()),
    "brackets nested without end": ("a.txt", lambda: ("(" * 9_000 + TALKS + ")" * 9_000).encode()),
    "quotation marks nested without end": ("a.txt", lambda: ("“‘" * 4_500 + TALKS + "’”" * 4_500).encode()),
    "quotation marks opened over and over": ("a.txt", lambda: prose(70_000, "“Norway must go, he said. ").encode()),
    "a report of many events": ("a.txt", lambda: prose(79_000, CLEAN).encode()),
    "a report of two events, told over and over": ("a.txt", lambda: prose(79_000).encode()),
    "a report of commas": ("a.txt", lambda: ("Norway attacked " + "Sweden, Chad, " * 4_500 + "and Mali.").encode()),
    "a report of hyphens": ("a.txt", lambda: ("peace-" * 9_000 + " " + TALKS).encode()),
    "a report of stops": ("a.txt", lambda: (". " * 18_000 + TALKS).encode()),
    "a report of one line each": ("a.txt", lambda: ("The army\n" * 8_000).encode()),
    # Numbers and days that are none.
    "the year 99999999999": (
        "a.txt",
        lambda: (
            "Rebels attacked Kiel in the year 99999999999, on 32 May 99999 and on 30 February 2025. The attack on "
            "00/00/0000 killed 10^400 people, " + "9" * 400 + " others and 1e999 more; 99999999999999999999 weeks ago "
            "9,999,999,999,999,999,999 were injured. In the year 0 and on 31 December 9999 it rained. The day after "
            "31 December 9999 they met; they had met the day before 1 January 0001 and in the 99th quarter of 9999."
        ).encode(),
    ),
    "figures without end": ("a.txt", lambda: (TALKS * 3 + "9" * 60_000 + " people were killed. ").encode()),
    "figures by thousands without end": (
        "a.txt",
        lambda: (TALKS * 3 + "10" + ",000" * 9_000 + " people died. ").encode(),
    ),
    "number words without end": (
        "a.txt",
        lambda: (TALKS * 3 + "two hundred thousand and five million and " * 1_500 + "people were killed.").encode(),
    ),
    "days without end": ("a.txt", lambda: (TALKS * 3 + "on 3 and 4 and 5 May and " * 2_500 + "they met.").encode()),
}


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(CASES[sys.argv[1]][1]())
