"""What looks wrong in a translation: pure rules over (source, target), each with its examples in the tests.

The rules are sure rather than many: a mark that fires on good sentences teaches readers to ignore marks. Those on the
text as a text stand here; those on meaning in `polarity`, `speech`, `names` and `quantities`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from translate_summarize.content import common_left, left_as_it_is, made_up, untold
from translate_summarize.false_friends import false_friend
from translate_summarize.foreign import altered_quote, foreign_language, french_left, words_left
from translate_summarize.french import is_capitals
from translate_summarize.names import Strange, strange_names
from translate_summarize.opposites import turned_round
from translate_summarize.persons import lost_surnames
from translate_summarize.polarity import gains_negation, loses_hearsay, loses_negation, loses_only
from translate_summarize.protection import find_exact
from translate_summarize.quantities import Astray, astray
from translate_summarize.rare_words import find_rare_words
from translate_summarize.repetition import (
    bare_words,
    doubles,
    loops,
    miscounted,
    name_again,
    owns_itself,
    stutters,
    tokens,
)
from translate_summarize.speech import lost_attribution, lost_quotes, unbalanced_quotes
from translate_summarize.types import Mark, Span

_WORD = re.compile(r"[^\W\d_]{2,}")
_CLOSED = re.compile(r"[.!?…:;][\s\"»”’')\]]*$")
_HANGING = re.compile(
    r"\b(?:the|an?|and|or|but|of|to|for|from|with|their|its|his|her|my|our|your|which|who|whose|that|than|as|is|are|was|were|"
    r"has|have|had|because|by|at|in|on|into|between|during|when|while|if|will|would|could|should|can|must|be|been|not|"
    r"including|very|this|these|those)$",
    re.IGNORECASE,
)
_THRICE = re.compile(r"\b(?!www)\w*([a-z])\1\1\w*")
_TWICE = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)

EMPTY = Mark("empty", "error", "The engine gave no translation for this sentence; it stands in French.")
TRUNCATED = Mark("truncated", "error", "The translation stops before the end of the sentence.")
LOOP = Mark("loop", "error", "The translation repeats itself; part of the sentence may be missing.")
REPEATS = Mark(
    "repeats", "doubt", "The French says something several times in a row; the English says it more or less often."
)
DOUBLED = Mark("doubled", "doubt", "A word stands twice in a row in the translation.")
GARBLED = Mark("garbled", "error", "The translation holds broken characters.")
COPIED = Mark("untranslated", "error", "The sentence was left in French.")
LEFT = Mark("french-left", "doubt", "Part of the sentence was left in French.")
FOREIGN = Mark("foreign", "note", "The original of this sentence is not French, so it may be best as it stands.")
NAME = Mark("name", "doubt", "A name differs between the French and the English.")
FRIEND = Mark("false-friend", "doubt", "A French word was taken for an English one that only looks like it.")
NUMBER = Mark("number", "doubt", "A number of the French is not in the translation.")
SCALE = Mark("scale", "error", "A number came out a thousand times or more too big or too small.")
DATE = Mark("date", "doubt", "A date of the French is not in the translation.")
TIME = Mark("time", "doubt", "A time of day of the French is not in the translation.")
CURRENCY = Mark("currency", "doubt", "A currency of the French became another.")
PERCENT = Mark("percent", "doubt", "A percentage of the French is none in the translation.")
NEGATION = Mark("negation", "doubt", "French and English differ in a negation: one says not, the other does not.")
ONLY = Mark("only", "doubt", "The French says “only”; the English sets no such limit, or denies it.")
HEARSAY = Mark(
    "hearsay", "doubt", "The French only reports this (“aurait”, “serait”); the English states it as a fact."
)
ATTRIBUTION = Mark("attribution", "doubt", "The French says who claims this; the English does not.")
QUOTES = Mark("quotes", "doubt", "Quotation marks are lost or not closed: whose words these are may be unclear.")
CAPITALS = Mark("capitals", "doubt", "The French is all in capitals, where names cannot be told from words.")
UNSURE = Mark("unsure", "doubt", "The engine was unsure of this sentence; such ones are often wrong.")
SHORT = Mark("short", "doubt", "The translation is much shorter than the French; something may be missing.")
UNTOLD = Mark("untold", "doubt", "Nothing in the translation stands for this part of the French.")
MADE_UP = Mark("made-up", "doubt", "A word of the translation is no English word.")
LONG = Mark("long", "doubt", "The translation is much longer than the French; something may be invented.")
ALTERED = Mark("altered", "doubt", "An address, number or piece of code came out changed; take it from the French.")
TERM = Mark("term", "doubt", "A term of the glossary is not in the translation.")
IN_PARTS = Mark("in-parts", "note", "Whole, this sentence came out wrong; it was translated in parts.")
REPAIRED = Mark("repaired", "note", "The first translation looked wrong; this is another, made in another way.")
PUT_RIGHT = replace(REPAIRED, message="A name or a word of the translation looked wrong, and was put right by rule.")
UNREPAIRED = Mark(
    "unrepaired", "error", "Every translation of this sentence repeated itself or broke off; it stands in French."
)

_QUANTITIES = {
    "scale": (SCALE, "“{}” came out a thousand times or more too big or too small."),
    "date": (DATE, "The date “{}” of the French is not in the translation."),
    "time": (TIME, "The time “{}” of the French is not in the translation."),
    "currency": (CURRENCY, "The currency “{}” of the French became another."),
    "percent": (PERCENT, "The percentage “{}” of the French is none in the translation."),
    "number": (NUMBER, "The number {} of the French is not in the translation."),
}
_RANK = {"error": 0, "doubt": 1, "note": 2}


def check(source: str, target: str, *, truncated: bool = False, doubtful: bool = False) -> tuple[Mark, ...]:
    """The marks of one translation, errors first; none where nothing looks wrong.

    Args:
        source: French text, as it stands in the document.
        target: English text.
        truncated: The engine says that it stopped before the end.
        doubtful: The engine's score is below what its model is calibrated for.
    """
    if not target.strip():
        return (EMPTY,)
    language = foreign_language(source)
    found = [*_form(source, target, truncated=truncated, foreign=language is not None)]
    if is_capitals(source):
        found.append(CAPITALS)
    if language is not None:
        kept = language != "English" or bare_words(tokens(source)) == bare_words(tokens(target))
        found.append(
            replace(
                FOREIGN,
                severity="note" if kept else "doubt",
                message=f"The original of this sentence is in {language}, not in French{'' if kept else ', but it was changed'}.",
            )
        )
    else:
        bare = _without_exact(source), _without_exact(target)
        found += [*_polarity(source, target), *_speech(source, target), *_quantities(*bare), *_words(*bare)]
        if not is_capitals(source):
            found += [_name_mark(name, bare[1]) for name in _names(*bare)]
        if doubtful:
            found.append(UNSURE)
    return tuple(sorted(found, key=lambda mark: _RANK[mark.severity]))


def _form(source: str, target: str, *, truncated: bool, foreign: bool) -> Iterator[Mark]:
    """What is wrong with the English as a text, or with its being one at all."""
    french, english = tokens(source), tokens(target)
    looping = loops(french, english) or (stutters(target) and not stutters(source))
    if truncated or _breaks_off(source, target):
        yield TRUNCATED
    if looping:
        yield LOOP
    elif span := miscounted(source, target):
        yield replace(REPEATS, source=(span,))
    elif span := name_again(source, target):
        message = f"The name “{target[slice(*span)]}” stands more often here than in the French."
        yield replace(REPEATS, message=message, target=(span,))
    if "\ufffd" in target and "\ufffd" not in source:  # a rare character, its bytes put together wrongly
        yield replace(GARBLED, target=_spans(re.compile("\ufffd+"), target))
    elif (thrice := _THRICE.search(target)) and not _THRICE.search(source):
        yield replace(GARBLED, target=(thrice.span(),), message="A letter stands three times in a row.")
    if not foreign:
        yield from _french(source, target)
    if not looping:
        yield from _doubled(source, target, more=doubles(english) > doubles(french))
    if altered := _altered(source, target):
        yield replace(ALTERED, source=altered)
    yield from _lengths(french, english)


def _french(source: str, target: str) -> Iterator[Mark]:
    """What was left in French, but for titles that English leaves, too ("Le Canard enchaîné")."""
    for each in find_rare_words(source):
        if each.text == each.french:
            target = target.replace(each.text, " " * len(each.text))
    if _is_copied(source, target) or left_as_it_is(source, target):
        yield COPIED
    elif left := french_left(source, target):
        yield replace(LEFT, target=(left,))
    elif words := {*words_left(source, target), *common_left(source, target)}:
        yield replace(LEFT, target=tuple(sorted(words)), message="A word or more was left in French.")


def _doubled(source: str, target: str, *, more: bool) -> Iterator[Mark]:
    if more:
        yield replace(DOUBLED, target=_spans(_TWICE, target))
    elif own := owns_itself(source, target):
        message = "A word of the translation is its own, which the French does not say."
        yield replace(DOUBLED, target=(own,), message=message)


def _breaks_off(source: str, target: str) -> bool:
    """Whether a sentence that the French closes ends in English without a stop, and with a word that wants another."""
    return bool(_CLOSED.search(source)) and not _CLOSED.search(target) and bool(_HANGING.search(target))


def _lengths(french: Sequence[str], english: Sequence[str]) -> Iterator[Mark]:
    # Relative length says little about short texts ("Oui." / "Yes, certainly."), so absolute length counts as well.
    if len(french) >= 10 and len(english) < 0.4 * len(french):
        yield SHORT
    if len(english) >= 15 and len(english) > 2.2 * len(french) + 5:
        yield LONG


def _polarity(source: str, target: str) -> Iterator[Mark]:
    """What the French means, denies, limits or only reports."""
    if friend := false_friend(source, target):
        term, taken = source[slice(*friend[0])], friend[1] and target[slice(*friend[1])]
        message = (
            f"“{term}” was taken for “{taken}”, which only looks like it."
            if taken
            else (f"“{term}” is a term with a meaning of its own, which is not in the English.")
        )
        yield replace(FRIEND, source=(friend[0],), target=(friend[1],) if friend[1] else (), message=message)
    if span := loses_negation(source, target):
        yield replace(NEGATION, source=(span,))
    elif span := gains_negation(source, target):
        yield replace(NEGATION, target=(span,))
    elif turned := turned_round(source, target):
        word, other = source[slice(*turned[0])], target[slice(*turned[1])]
        message = f"“{word}” denies something; “{other}” does not."
        yield replace(NEGATION, source=(turned[0],), target=(turned[1],), message=message)
    if span := loses_only(source, target):
        yield replace(ONLY, source=(span,))
    if span := loses_hearsay(source, target):
        yield replace(HEARSAY, source=(span,))


def _words(source: str, target: str) -> Iterator[Mark]:
    """What of the French has no word in the English, and what in the English is no word."""
    if span := untold(source, target):
        yield replace(UNTOLD, source=(span,))
    if spans := made_up(source, target):
        made = ", ".join(f"“{target[start:end]}”" for start, end in spans)
        yield replace(MADE_UP, message=f"No English word: {made}.", target=spans)


def _speech(source: str, target: str) -> Iterator[Mark]:
    """Whose words they are."""
    if span := lost_attribution(source, target):
        yield replace(ATTRIBUTION, source=(span,))
    if span := altered_quote(source, target):
        yield replace(QUOTES, source=(span,), message="A quotation that the French gives in English came out changed.")
    if spans := lost_quotes(source, target):
        yield replace(
            QUOTES, source=spans, message="The French quotes someone’s words; the English has no quotation marks."
        )
    elif spans := unbalanced_quotes(source, target):
        yield replace(QUOTES, target=spans, message="A quotation mark of the translation has no partner.")


def _quantities(source: str, target: str) -> Iterator[Mark]:
    """Numbers and the like, one mark for each kind."""
    by_kind: dict[str, list[Astray]] = {}
    for quantity in astray(source, target):
        by_kind.setdefault(quantity.kind, []).append(quantity)
    for kind, group in by_kind.items():
        mark, message = _QUANTITIES[kind]
        if kind == "number" and len(group) > 1:
            message = "The numbers {} of the French are not in the translation."
        texts = ", ".join(dict.fromkeys(quantity.text for quantity in group))
        there = tuple(dict.fromkeys(quantity.target for quantity in group if quantity.target))
        yield replace(mark, message=message.format(texts), source=tuple(q.source for q in group), target=there)


def _names(source: str, target: str) -> tuple[Strange, ...]:
    found = strange_names(source, target)
    known = {at for name in found for start, end in name.source for at in range(start, end)}
    lost = (person for person in lost_surnames(source, target) if known.isdisjoint(range(*person.last_span)))
    return (*found, *(Strange(person.last, source=(person.last_span,)) for person in lost))


def _name_mark(name: Strange, target: str) -> Mark:
    if name.source and name.target and target[slice(*name.target[0])] == name.text:
        message = f"The name “{name.text}” was left in French."
    elif name.source and name.target:
        message = f"The name “{name.text}” of the French is spelt otherwise here."
    elif name.source:
        message = f"The name “{name.text}” of the French is not in the translation."
    else:
        message = f"The name “{name.text}” is not in the French."
    return replace(NAME, message=message, source=name.source, target=name.target)


def _spans(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in pattern.finditer(text))


def term_missing(french: str, english: str, span: Span) -> Mark:
    """The mark of a term that the glossary has and the translation has not; `span` is where it stands in the French."""
    message = f"The glossary wants “{english}” for “{french}”; the translation does not say it."
    return replace(TERM, message=message, source=(span,))


def _altered(source: str, target: str) -> tuple[Span, ...]:
    """What must come back byte for byte and does not, or not as often as it stands there."""
    exact = find_exact(source)
    wanted = Counter(source[start:end] for start, end in exact)
    return tuple(span for span in exact if target.count(text := source[slice(*span)]) < wanted[text])


def _without_exact(text: str) -> str:
    """Blanks in the place of addresses and code: figures and names in them are none of the text's."""
    for start, end in find_exact(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_copied(source: str, target: str) -> bool:
    """The French stands there as it was. Names and short labels may: four words, one of them in lower case."""
    first, other = _WORD.search(source), _WORD.search(target)
    if not first or not other or first.group().casefold() != other.group().casefold():
        return False
    words = _WORD.findall(source)
    return (
        len(words) >= 4
        and any(w.islower() for w in words)
        and _WORD.findall(source.casefold()) == _WORD.findall(target.casefold())
    )
