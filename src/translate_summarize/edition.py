"""The morning page of a folder: its articles by story, the best brief of each, and what is new since an earlier run."""

from __future__ import annotations

from collections.abc import Sequence

from translate_summarize.stories import groups, related
from translate_summarize.types import Entry, News, Story

_ORDER: tuple[News, ...] = ("new", "more", "known")


def edition(entries: Sequence[Entry], *, before: Sequence[Entry] | None = None) -> tuple[Story, ...]:
    """The stories of a folder: new ones first, then those with most articles, then the latest; the same in any order.

    Articles are of one story where they are nearly the same (`stories.groups`) or share their subject
    (`stories.related`). The lead is the one with the fewest errors and doubts among those nearest the middle of the
    group in length, so that neither a flash nor a dossier stands for all.

    Args:
        entries: The articles of this run.
        before: Those of an earlier one; None where nothing is compared, and all is new.
    """
    entries = sorted(entries, key=lambda entry: entry.source)
    earlier = sorted(before or (), key=lambda entry: entry.source)
    together = _joined([*earlier, *entries])
    old = len(earlier)
    copies = {
        place for same in groups([entry.sketch for entry in (*earlier, *entries)]) if min(same) < old for place in same
    }
    stories = []
    for members in together:
        own = [place for place in members if place >= old]
        if own:
            fresh = [place for place in own if place not in copies]
            news: News = "known" if not fresh else "new" if len(own) == len(members) else "more"
            stories.append(
                _story(
                    [entries[place - old] for place in (fresh or own)],
                    [entries[place - old] for place in own if fresh and place not in fresh],
                    news,
                )
            )
    return tuple(sorted(stories, key=_rank))


def _joined(entries: Sequence[Entry]) -> list[list[int]]:
    """Both ways of being one story put together: each article with all that either puts beside it."""
    root = list(range(len(entries)))

    def find(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    for same in (*groups([entry.sketch for entry in entries]), *related([entry.subject for entry in entries])):
        first = min(find(place) for place in same)
        for place in same:
            root[find(place)] = first
    members: dict[int, list[int]] = {}
    for place in range(len(entries)):
        members.setdefault(find(place), []).append(place)
    return list(members.values())


def _story(fresh: Sequence[Entry], rest: Sequence[Entry], news: News) -> Story:
    lengths = sorted(entry.words for entry in fresh)
    middle = lengths[len(lengths) // 2]
    lead = min(
        fresh,
        key=lambda entry: (not entry.brief, entry.coverage.errors + entry.coverage.doubts, abs(entry.words - middle)),
    )
    return Story(lead, tuple(entry for entry in (*fresh, *rest) if entry is not lead), news)


def _rank(story: Story) -> tuple[int, int, tuple[int, ...], str]:
    dates = [entry.date for entry in (story.lead, *story.others) if entry.date]
    latest = tuple(-ord(character) for character in max(dates, default=""))
    return _ORDER.index(story.news), -len(story.others), latest, story.lead.source
