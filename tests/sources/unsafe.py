"""XML that should never be parsed: entities that grow, and entities that name files and addresses."""

_DOUBLED = "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 31))
_PROLOGS = (
    f"<!DOCTYPE rss [<!ENTITY a0 'aaaaaaaaaa'><!ENTITY a 'a'>{_DOUBLED}]>",
    "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
    "<!DOCTYPE rss [<!ENTITY % a SYSTEM 'https://inside.example/a.dtd'> %a;]>",
)


def unsafe(document: str) -> list[bytes]:
    """`document` after each prolog, openly, in UTF-16 behind a comment, and in an encoding that hides its marks."""
    return [
        data
        for prolog in _PROLOGS
        for data in (
            (prolog + document).encode(),
            f"<?xml version='1.0' encoding='utf-16'?><!-- <a> -->{prolog}{document}".encode("utf-16"),
            b"<?xml version='1.0' encoding='utf-7'?>" + (prolog + document).encode("utf-7").replace(b"<", b"+ADw-"),
        )
    ]
