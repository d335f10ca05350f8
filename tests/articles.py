"""One article, written in each format that tsum reads, by tools or by hand: the tests' sources."""

from __future__ import annotations

import email.message
import email.policy
import io
import json
import zipfile
from collections.abc import Callable

import docx

TITLE = "Le pont de Port-Lannec rouvre"
PARAGRAPHS = (
    (
        "Le vieux pont suspendu a rouvert lundi matin, après trois ans de travaux. Des élus, des pêcheurs et une fanfare "
        "venue de Saint-Étienne l'attendaient depuis l'aube."
    ),
    (
        "Les ouvriers ont remplacé les deux câbles, refait le tablier et repeint les pylônes. Le chantier a coûté 12,5 "
        "millions d'euros, soit deux de plus que prévu."
    ),
)
HEADING = "Un café à moitié vide"
MORE = (
    (
        "« Nous avions perdu la moitié de nos clients », raconte Mme Le Bihan, qui tient le café du quai. Elle espère que "
        "les touristes reviendront dès cet été."
    ),
    "Une association demande pourtant que les camions n'y passent plus. Le préfet doit trancher avant le mois de mai.",
)
LINES = (TITLE, *PARAGRAPHS, HEADING, *MORE)


def text() -> bytes:
    return "\n\n".join(LINES).encode()


def markdown() -> bytes:
    return "\n\n".join((f"# {TITLE}", *PARAGRAPHS, f"## {HEADING}", *MORE)).encode()


def body() -> str:
    paragraphs = "".join(f"<p>{line}</p>\n" for line in PARAGRAPHS)
    more = "".join(f"<p>{line}</p>\n" for line in MORE)
    return f"<h1>{TITLE}</h1>\n{paragraphs}<h2>{HEADING}</h2>\n{more}"


def html() -> bytes:
    return f'<!DOCTYPE html><html lang="fr"><head><title>{TITLE}</title></head><body>{body()}</body></html>'.encode()


def word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    document.add_heading(HEADING, level=2)
    for line in MORE:
        document.add_paragraph(line)
    return saved(document)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def packed(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{styles}<office:body><office:text>{body}'
    "</office:text></office:body></office:document-content>"
)


def open_document(inside: str = "", *, styles: str = "") -> bytes:
    if not inside:
        inside = (
            f'<text:h text:outline-level="1">{TITLE}</text:h>'
            + "".join(f"<text:p>{line}</text:p>" for line in PARAGRAPHS)
            + f'<text:h text:outline-level="2">{HEADING}</text:h>'
            + "".join(f"<text:p>{line}</text:p>" for line in MORE)
        )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": _ODT.format(body=inside, styles=styles),
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
    'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def book(chapters: dict[str, str] | None = None, *, title: str = TITLE, extra: dict[str, str] | None = None) -> bytes:
    chapters = chapters or {"un.xhtml": body()}
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Anne Kerval</dc:creator>'
        f'<dc:date>2024-03-11</dc:date></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
        f'media-type="application/xhtml+xml"/>{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    pages = {
        f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{inside}</body></html>'
        for name, inside in chapters.items()
    }
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/content.opf": package,
            "OEBPS/nav.xhtml": "<html><body><nav><ol><li>Sommaire</li></ol></nav></body></html>",
            **pages,
            **(extra or {}),
        }
    )


def pdf() -> bytes:
    """As a browser prints it: narrow pages, so that paragraphs break, with a running head and page numbers."""
    import weasyprint

    style = (
        "@page { size: 105mm 110mm; margin: 18mm 14mm; @top-center { content: 'Le Courrier'; font-size: 7pt } "
        "@bottom-center { content: counter(page); font-size: 7pt } } body { font: 9pt serif; hyphens: auto } "
        "h1 { font-size: 15pt } h2 { font-size: 11pt } p { text-align: justify; margin: 0 0 6pt }"
    )
    page = f'<html lang="fr"><style>{style}</style><body>{body()}</body></html>'
    made: bytes = weasyprint.HTML(string=page).write_pdf()
    return made


def rtf() -> bytes:
    escaped = "\\par\n\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in LINES)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{escaped}\\par}}".encode("ascii")


def mail() -> bytes:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = TITLE
    message["From"] = "Anne Kerval <anne@exemple.fr>"
    message["To"] = "desk@exemple.fr"
    message["Date"] = "Mon, 11 Mar 2024 09:30:00 +0100"
    message.set_content("\n\n".join(LINES[1:]))
    return bytes(message)


def json_lines() -> bytes:
    record = {"title": TITLE, "text": "\n\n".join(LINES[1:]), "author": "Anne Kerval", "date": "2024-03-11T09:30:00"}
    return json.dumps(record, ensure_ascii=False).encode()


def subtitles(kind: str = "srt") -> bytes:
    """The sentences in cues of six words: sentences cross cues."""
    cues, clock = [], 0
    for line in LINES:
        words = line.split(" ")
        for start in range(0, len(words), 6):
            cues.append((clock, clock + 2000, " ".join(words[start : start + 6])))
            clock += 2000
        clock += 3000
    point = "," if kind == "srt" else "."

    def stamp(ms: int) -> str:
        return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"

    shown = "\n\n".join(f"{n}\n{stamp(a)} --> {stamp(b)}\n{said}" for n, (a, b, said) in enumerate(cues, 1))
    return (("WEBVTT\n\n" if kind == "vtt" else "") + shown + "\n").encode()


FORMATS: dict[str, Callable[[], bytes]] = {
    ".txt": text,
    ".md": markdown,
    ".html": html,
    ".docx": word,
    ".odt": open_document,
    ".epub": book,
    ".pdf": pdf,
    ".rtf": rtf,
    ".eml": mail,
    ".jsonl": json_lines,
    ".srt": subtitles,
    ".vtt": lambda: subtitles("vtt"),
}
