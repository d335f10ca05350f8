"""Names that nobody bears, for pairs in which a name must be copied rather than known."""

from __future__ import annotations

import random
import re


def _parts(words: str) -> list[str]:
    return re.findall(r"\S+", words)


_ONSETS = _parts("b c ch d dr f g gr h j k kh kr l m n p pr q qu r s sh st t tr v w x y z zh ts br bl sk sz")
_NUCLEI = _parts("a a a e e e i i o o u y ai au ea ei eo ia ie oa oe ou ue é ö ü á")
_CODAS = ["", "", "", "", *_parts("n r l s m k t x z nd rt ng ck ff ll ss tt sch ń š")]
_ENDINGS = [
    "",
    "",
    "",
    *_parts("a o i ov ova ski ska ez sen son ini etti ault eau ier oux ic vić man berg stein ura oto ita"),
]
_TAILS = ["Tech", "Bank", "Net", "Soft", "Pharma", "Air", "Cloud", "Pay", "Lab", "Group", "24", "3000", "Energy"]
_CAPITALS = "ABCDEFGHIJKLMNOPRSTUVWXZ"


def invent(rng: random.Random) -> str:
    """A random pseudo-name (`Torbelski`), brand (`ZelkoPay`) or acronym (`KFTR`)."""
    kind = rng.random()
    if kind < 0.18:
        return "".join(rng.choices(_CAPITALS, k=rng.randint(2, 5)))
    stem = "".join(
        rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(rng.choice((1, 2, 2, 3)))
    )
    name = (stem + rng.choice(_ENDINGS)).lower()
    name = name[0].upper() + name[1:]
    return name + rng.choice(_TAILS) if kind > 0.9 else name
