"""Files that somebody damaged or made with intent, by chance that repeats: valid ones, changed in a few places."""

from __future__ import annotations

import functools
import io
import random
import zipfile

import articles
import test_web

PACKED = {".docx", ".odt", ".epub"}
# What has tripped parsers: ends of things, signs that open things, numbers out of range.
TOKENS = (
    *(
        b"\x00",
        b"\xff",
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&#xD800;",
        b"</p>",
        b"<![CDATA[",
        b"<!--",
        b"{",
        b"}",
        b"\\u",
        b"\\'",
    ),
    *(
        b"\\bin999999999 ",
        b"\\ucr1",
        b"\\u-70000?",
        b"-->",
        b"99:99:99,999",
        b"\n\n",
        b"\r",
        b"obj",
        b"endobj",
        b"stream",
    ),
    *(
        b"/Length 99999999",
        b"=?utf-8?q?=FF?=",
        b"Content-Type: text/html",
        b"boundary=",
        b"charset=utf-7",
        b'"',
        b"\\ud800",
    ),
    *(
        b"-1",
        b"0",
        b"99999999999999999999",
        b'w:val="',
        b'xmlns=""',
        b"[",
        b"]",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xe2\x80\xae",
    ),
)


SOURCES = sorted({*articles.FORMATS, "news.html"})


@functools.cache
def valid(suffix: str) -> bytes:
    return test_web.PAGE.encode() if suffix == "news.html" else articles.FORMATS[suffix]()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, taken out, doubled or replaced by what trips parsers."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(out) + 1)
        size = chance.choice((1, 1, 2, 8, 64))
        what = chance.randrange(5)
        if what == 0:
            out[place : place + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del out[place : place + size]
        elif what == 2:
            out[place:place] = out[place : place + size] * chance.randint(1, 20)
        elif what == 3:
            out[place:place] = chance.choice(TOKENS)
        else:
            del out[place:]
            out += chance.choice(TOKENS) if chance.random() < 0.5 else b""
    return bytes(out)


def spoilt(suffix: str, seed: int, *, sound: bytes | None = None) -> bytes:
    """A valid file (`sound`, or that of the suffix), spoilt; of an archive one member, or the archive itself."""
    chance = random.Random(seed)
    data = valid(suffix) if sound is None else sound
    if suffix not in PACKED or chance.random() < 0.3:
        return mutated(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in sorted(members) if name.endswith(("ml", ".rels", ".opf"))])
    members[name] = mutated(members[name], chance)
    return articles.packed(members)
