"""Every value that travels between the stages, and the Engine protocol. No logic.

All values are frozen and hold tuples, so a stage can hand one on without fear that another changes it.
Positions are counted in characters (Unicode code points) of the block's text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

BlockKind = Literal["heading", "standfirst", "paragraph", "list_item", "quote", "code"]
Severity = Literal["note", "doubt", "error"]
Origin = Literal["engine", "rule", "copied", "human"]
News = Literal["new", "more", "known"]
Status = Literal["written", "unchanged", "skipped", "failed"]
InlineKind = Literal["strong", "emphasis", "link"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Inline:
    """Words of a text that are set off: bold, italic or a link. It stands beside the text, which is plain.

    Those of one text are in order, and of one kind no two overlap; each begins and ends in something that shows.
    """

    kind: InlineKind
    start: int
    end: int
    href: str = ""
    """Of a link where it leads: an http, https or mailto address, or a place relative to the source."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a document: one line of text, NFC, without line breaks (code may have them)."""

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    """Heading level (1 to 6), or nesting depth of a list item or quote (1 is the outermost); 0 elsewhere."""
    inlines: tuple[Inline, ...] = ()
    """What is bold, italic or a link in it, as far as its format says so."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle: the part `blocks[block].text[start:end]` of a document, shown for a time."""

    begin: int
    """Milliseconds from the start of the film."""
    finish: int
    """Milliseconds from the start of the film."""
    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Original:
    """A source as it was read."""

    data: bytes
    suffix: str
    """Of its format, dot included."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source article: its blocks in reading order, and what is known about it."""

    blocks: tuple[Block, ...]
    name: str
    """A short name for people and for output files: the stem of the path, or "stdin"."""
    location: str = ""
    """Where it was read from, as the caller wrote it; empty for text made in memory."""
    title: str | None = None
    """The text of the heading block that is the title, if the source has one."""
    encoding: str | None = None
    author: str | None = None
    """Who wrote it, as the source says; several parted as there, or by "; "."""
    date: str | None = None
    """ISO date (2018-05-21) of its publication, as the source says."""
    standfirst: str | None = None
    """The text of the (first) block of that kind: the lines between title and body, if the source sets them apart."""
    cues: tuple[Cue, ...] = ()
    """Subtitles only: when each part of the text is shown, in order."""
    original: Original | None = None
    """What it was read from, where that was to be kept."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or a heading, or a line of code) of a document: `text == blocks[block].text[start:end]`."""

    text: str
    index: int
    """Position among the document's segments, from 0; readers are shown index + 1."""
    block: int
    start: int
    end: int
    kind: BlockKind = "paragraph"
    inlines: tuple[Inline, ...] = ()
    """Those of its block that touch it, in characters of the segment."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What an engine proposes for one source."""

    text: str
    score: float
    """Length-normalised log-probability (natural log, at most 0; nearer to 0 is surer)."""
    doubtful: bool = False
    """True where the score is so low that the model, by its calibration, is likely wrong."""
    truncated: bool = False
    """True where the engine could not read the whole source, or stopped before the end of the target."""
    others: tuple[Hypothesis, ...] = ()
    """What else the beam held at the end, surest first, where the engine tells."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a check found in one translation, in words for a reader without French.

    Spans are (start, end) in characters of the segment's source and of the target; where both are empty, the mark is
    on the whole sentence.
    """

    code: str
    severity: Severity
    message: str
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment with its accepted target."""

    segment: Segment
    target: str
    score: float | None = None
    """Score of the hypothesis; None where no engine was asked (copied text, figures by rule, a person's translation)."""
    origin: Origin = "engine"
    marks: tuple[Mark, ...] = ()
    inlines: tuple[Inline, ...] = ()
    """Those of the segment whose words were found in the target, in characters of the target."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a translation memory holds for one source: an engine's accepted target, or a person's, which wins."""

    target: str
    score: float | None = None
    marks: tuple[Mark, ...] = ()
    human: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or figure of the article, with how often it occurs; a name stands as it does in the source."""

    text: str
    count: int
    segment: int | None = None
    """Index of the segment where it stands, of a figure."""
    source: str = ""
    """The figure as the source has it, where `text` is English."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a French term means to somebody who does not know the country."""

    forms: tuple[str, ...]
    """The term as readers are shown it, then its other forms; after "!" what only looks like it."""
    text: str
    """One English sentence."""


@dataclass(frozen=True, slots=True)
class Note:
    """A gloss at the first mention of its term."""

    term: str
    text: str
    segment: int
    """Index of the segment that mentions it."""
    mention: str
    """The term as it stands there."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What `choose` picked on the French side: segments in document order, and what the article mentions most."""

    segments: tuple[Segment, ...]
    title: Segment | None = None
    names: tuple[Mention, ...] = ()
    figures: tuple[Mention, ...] = ()
    antecedents: tuple[str, ...] = ()
    """For each segment whom the pronoun that opens it means, or which organisation, with its article ("la SNCF"); "" where
    nothing needs it, or the segment before is chosen."""
    shortened: tuple[str, ...] = ()
    """For each segment what is left of its text; "" where that is all of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a summariser wrote, with what a check of it against the article found."""

    text: str
    marks: tuple[Mark, ...] = ()
    segment: int | None = None
    """Index of the segment that says most of it; None where none says any."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The English summary: translations of the chosen segments, each traceable to its source by its segment."""

    translations: tuple[Translation, ...]
    title: Translation | None = None
    names: tuple[Mention, ...] = ()
    figures: tuple[Mention, ...] = ()
    notes: tuple[Note, ...] = ()
    """On the first mention of each term among the sentences shown."""
    antecedents: tuple[str, ...] = ()
    """As in `Selection`; empty where none is known."""
    shortened: tuple[str, ...] = ()
    """As in `Selection`: the French that was translated, where it is not the whole segment."""
    date: str | None = None
    """ISO date of the article, where it tells one."""
    words: int = 0
    """French words of the whole article; 0 where they were not counted."""
    claims: tuple[Claim, ...] = ()
    """What a summariser wrote, if one was asked: then it stands in the place of the translations."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counted, not claimed: `segments == translated + by_hand + copied + dropped`."""

    segments: int
    translated: int
    copied: int
    marked: int
    dropped: int
    by_hand: int = 0
    """Segments whose target is a person's, from the translation memory."""
    errors: int = 0
    """Of the marked, those whose gravest mark is an error."""
    doubts: int = 0
    """Of the marked, those whose gravest mark is a doubt."""


@dataclass(frozen=True, slots=True)
class Bitext:
    """A document beside its translation; `translations` holds every segment once, in document order."""

    document: Document
    translations: tuple[Translation, ...]
    brief: Brief
    coverage: Coverage
    signature: str
    """What produced it, e.g. `src:fr|tgt:en|model:fr-en@1a2b3c4d|engine:ctranslate2-int8|beam:4|tsum:0.1.0`."""
    notes: tuple[Note, ...] = ()
    """On the first mention of each term, in document order."""


class Engine(Protocol):
    """A loaded thing that translates.

    Beyond the two members, `translation` makes use of these where an engine has them: `placeholders` (a tuple of
    symbols that its model copies from source to target), `retranslate(sources, *, beam_size, no_repeat_ngram)` and
    `locate(sources, spans)` (which stretches of the target translate which spans of the source).
    """

    @property
    def signature(self) -> str:
        """What decides the output, e.g. `model:fr-en@1a2b3c4d|engine:ctranslate2-int8|beam:4`."""
        ...

    def translate(self, sources: Sequence[str]) -> list[Hypothesis]:
        """One hypothesis for each source, in the order of the sources."""
        ...


class Memory(Protocol):
    """A translation memory: exact matches, keyed by signature (what produced the target) and source text."""

    def find(self, signature: str, sources: Sequence[str]) -> dict[str, Remembered]:
        """What is known of these sources: a person's translation whatever the signature, else one of that signature."""
        ...

    def add(self, signature: str, entries: Mapping[str, Remembered]) -> None:
        """Keep an engine's translations (source text to target) under a signature."""
        ...

    def version(self) -> str:
        """Identifies the people's translations in it, as they alter outputs; empty where there are none."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the digest of a folder."""

    source: str
    """Path of the article below the folder, with slashes."""
    documents: tuple[str, ...]
    """Paths of its documents below the output folder, with slashes; the first is the one to open."""
    title: str
    """English title, or the first words of the brief where the article has none."""
    date: str | None
    """ISO date (2018-05-21) where the article or its file name tells one."""
    brief: tuple[str, ...]
    """English sentences of the brief."""
    words: int
    """French words."""
    coverage: Coverage
    sketch: bytes
    """Min-hashes of the French text, four bytes each: articles that share most of them are the same story."""
    terms: int = 0
    """Occurrences of the glossary's terms in it."""
    terms_honoured: int = 0
    """Those whose English stands in the translation."""
    subject: tuple[str, ...] = ()
    """Stems of the French words that it uses most: articles that share many tell of one story."""


@dataclass(frozen=True, slots=True)
class Story:
    """What one or several articles of a folder tell of."""

    lead: Entry
    """The article whose brief stands for all."""
    others: tuple[Entry, ...] = ()
    news: News = "new"
    """"new": no article of the earlier run tells of it; "more": one does, but not all of these were there; "known"."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of a folder run."""

    source: str
    status: Status
    message: str = ""
    """Why it was skipped or failed, in one sentence."""
    entry: Entry | None = None
