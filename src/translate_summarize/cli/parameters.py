"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE",
        help="French articles: .txt .md .html .docx .odt .epub .pdf .rtf .srt .vtt .eml .jsonl, a web address, or - for stdin.",
    ),
]
Article = Annotated[
    str,
    typer.Argument(metavar="ARTICLE", help="A French article: a file, a web address, or - for stdin."),
]
Format = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAMES",
        help="html, docx, md, json, pdf, epub, xliff, tmx, csv, xlsx, srt; several parted by commas. [html]",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="DIR", help="Folder for documents, or - for stdout. [.]")
]
Sentences = Annotated[
    int | None, typer.Option("--brief-sentences", metavar="N", help="Sentences of the brief, at most. [3]")
]
Words = Annotated[
    int | None, typer.Option("--brief-words", metavar="N", help="French words of the brief, at most. [no limit]")
]
Tight = Annotated[
    bool | None,
    typer.Option("--brief-tight", help="Cut asides (brackets, relative clauses) from the brief's sentences."),
]
EngineName = Annotated[
    str | None, typer.Option("--engine", metavar="NAME", help="ctranslate2, or transformers (an extra). [ctranslate2]")
]
ModelName = Annotated[
    str | None, typer.Option("--model", "-m", metavar="MODEL", help="A name, a pulled hub id, or a folder. [fr-en]")
]
BeamSize = Annotated[
    int | None, typer.Option("--beam-size", metavar="N", help="Hypotheses kept at each step. [the model's own]")
]
ComputeType = Annotated[
    str | None, typer.Option("--compute-type", metavar="TYPE", help="int8, float16, float32 … [by device]")
]
Device = Annotated[str | None, typer.Option("--device", metavar="NAME", help="auto, cpu or cuda. [auto]")]
Threads = Annotated[int | None, typer.Option("--threads", metavar="N", help="CPU threads; 0 for one a core. [0]")]
MemoryFile = Annotated[
    str | None, typer.Option("--memory", metavar="FILE", help="Translation memory to ask before the engine. [none]")
]
FolderMemory = Annotated[
    str | None,
    typer.Option("--memory", metavar="FILE", help="Translation memory; none for none. [in your data folder]"),
]
Include = Annotated[
    list[str] | None, typer.Option("--include", metavar="GLOB", help="Only files that match; may be repeated.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="GLOB", help="No file or folder that matches; may be repeated."),
]
AnyLanguage = Annotated[bool | None, typer.Option("--force", help="Translate what does not look French, too.")]
Notes = Annotated[
    bool | None, typer.Option("--notes/--no-notes", help="Explain French terms such as Matignon, or not. [--notes]")
]
NotesFile = Annotated[
    str | None, typer.Option("--notes-file", metavar="FILE", help="Your own notes: a term, a tab, one sentence. [none]")
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="What makes the status 1: error or doubt (marks of that weight), marks (any), failures, never. [failures]",
    ),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--fields", metavar="KIND=NAME", help="What fields of JSON lines are called: text=corps,title=titraille."
    ),
]
TargetOnly = Annotated[
    bool | None,
    typer.Option(
        "--target-only",
        help="The English alone (html, docx, md, txt, srt; odt and epub of their like): article.en.html.",
    ),
]
GlossaryFile = Annotated[
    str | None, typer.Option("--glossary", metavar="FILE", help="Terms to translate so: .tsv, .csv or .tbx. [none]")
]
ClockName = Annotated[
    str | None, typer.Option("--clock", metavar="HOURS", help="12 writes 18h30 as 6:30 p.m., 24 as 18:30. [12]")
]
Offline = Annotated[bool | None, typer.Option("--offline", help="Fetch no web address, even if one is given.")]
AllowPrivate = Annotated[
    bool | None, typer.Option("--allow-private", help="Fetch web addresses of this machine and of private networks.")
]
Force = Annotated[
    bool | None, typer.Option("--force", help="Replace existing outputs; translate what does not look French.")
]
Quiet = Annotated[bool | None, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool | None, typer.Option("--verbose", "-v", help="Say what runs, and how long it takes.")]
Ray = Annotated[
    str | None,
    typer.Option("--ray", metavar="[ADDRESS]", help="Spread the work over a Ray cluster (alone: start one here)."),
]
