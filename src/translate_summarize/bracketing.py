"""Whom a pronoun means, said in brackets behind it in the English."""

from __future__ import annotations

import re

# "la SNCF" → SNCF, "l'association Vrane Nature" → Vrane Nature.
_ARTICLE_AND_NOUN = re.compile(r"(?:le |la |l')(?:[a-zà-ÿ-]+ |ONG )?(?=[A-ZÀ-Ý])")
_ENGLISH_NOUN = re.compile(
    r"The (?:group|company|firm|manufacturer|maker|automaker|union|party|club|collective|newspaper|daily|magazine|laboratory|"
    r"operator|retailer|publisher|network|festival|institute|museum|association|organi[sz]ation|brand|channel|federation|agency|"
    r"bank|foundation|cooperative|start-?up|platform|subsidiary|NGO|university|business|society|chain)\b(?! \[)"
)


def bracketed(target: str, name: str) -> str:
    """Return an English sentence with the name behind the pronoun or noun that opens it; unchanged where neither does.

    "He refused." gives "He [Fabien Burguière] refused.". A name with its article is an organisation's, which is no he or
    she: with "le groupe Lavergne", "He refused." gives "It [Lavergne] refused.", "The group" "The group [Lavergne]".
    """
    if not name:
        return target
    first, space, rest = target.partition(" ")
    if not name[0].islower():
        return f"{first} [{name}]{space}{rest}" if first in {"He", "She"} else target
    own = _ARTICLE_AND_NOUN.sub("", name)
    if first in {"He", "She", "It"}:
        return f"It [{own}]{space}{rest}"
    opening = _ENGLISH_NOUN.match(target)
    return f"{opening[0]} [{own}]{target[opening.end() :]}" if opening else target
