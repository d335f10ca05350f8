"""`tsum digest`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from translate_summarize.cli import parameters as p
from translate_summarize.cli.app import WORK, app
from translate_summarize.cli.folders import Folder, bar, gravest, job_of, outcomes_of
from translate_summarize.cli.terminal import engine_of, fails, memory_of, options_of
from translate_summarize.tally import Tally
from translate_summarize.types import Outcome, Severity


@app.command(rich_help_panel=WORK, cls=Folder)
def digest(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the articles are, folders below it too.")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="DIR", help="As of tsum batch, whose work is taken up. [FOLDER.fr-en]"),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DIR", help="Output folder of an earlier run: say what is new since."),
    ] = None,
    format_: p.Format = None,
    include: p.Include = None,
    exclude: p.Exclude = None,
    fail_on: p.FailOn = None,
    notes: p.Notes = None,
    notes_file: p.NotesFile = None,
    memory: p.FolderMemory = None,
    glossary: p.GlossaryFile = None,
    clock: p.ClockName = None,
    fields: p.Fields = None,
    ray: p.Ray = None,
    brief_sentences: p.Sentences = None,
    brief_words: p.Words = None,
    brief_tight: p.Tight = None,
    model: p.ModelName = None,
    engine: p.EngineName = None,
    beam_size: p.BeamSize = None,
    compute_type: p.ComputeType = None,
    device: p.Device = None,
    threads: p.Threads = None,
    force: p.AnyLanguage = None,
    quiet: p.Quiet = None,
    verbose: p.Verbose = None,
) -> None:
    """One page of the stories that a folder tells: the best brief for each, and what is new since an earlier run.

    Articles are translated as by tsum batch; those that are done are not done again.

    Example: tsum digest press/tuesday --since press/monday.fr-en
    """
    options = options_of({key: value for key, value in locals().items() if key not in {"folder", "output", "since"}})
    from translate_summarize.edition import edition
    from translate_summarize.glossary import Compliance, compliance_lines, merged
    from translate_summarize.places import place_of
    from translate_summarize.renderers.morning import render_morning
    from translate_summarize.runs import entries_of, write_changed
    from translate_summarize.windows import job_signature

    before = None if since is None else entries_of(place_of(since), where=since)
    label = None if since is None else place_of(since).title or since
    job = job_of(folder, output, options)
    loaded = engine_of(options)
    outcomes: list[Outcome] = []
    counts, marked = Counter[str](), Counter[Severity]()
    with memory_of(options, default=True) as remembered, bar(quiet=options.quiet) as (found, show):
        tally = Tally(remembered) if remembered else None
        for outcome in outcomes_of(job, options, remembered, tally, found, loaded):
            outcomes.append(outcome)
            counts[outcome.status] += 1
            marked += gravest(outcome)
            show(outcome, counts)
    failures = sorted((outcome for outcome in outcomes if outcome.status == "failed"), key=lambda item: item.source)
    entries = [outcome.entry for outcome in outcomes if outcome.entry]
    stories = edition(entries, before=before)
    page = render_morning(
        stories,
        failures,
        name=place_of(job.folder).title or "articles",
        signature=job_signature(job, loaded),
        since=label,
    )
    write_changed(place_of(job.output), "digest.html", [page])
    if not options.quiet:
        new = "" if before is None else f", {sum(story.news == 'new' for story in stories)} new"
        typer.echo(
            f"{len(stories)} stories in {len(outcomes) - counts['failed'] - counts['skipped']} articles{new}; "
            f"{counts['failed']} failed. Stories: {str(job.output).rstrip('/')}/digest.html"
        )
        if job.glossary:
            for line in compliance_lines(merged([Compliance(entry.terms, entry.terms_honoured) for entry in entries])):
                typer.echo(line)
    if (options.fail_on != "never" and counts["failed"]) or fails(options.fail_on, marked):
        raise typer.Exit(1)
