"""French forms and their English: what is certain, what is left alone, and values that survive the way there and back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_summarize.dates import MONTHS
from translate_summarize.forms import find_forms, ordinal
from translate_summarize.numbers import roman_value

NARROW, NO_BREAK, THIN = "\u202f", "\u00a0", "\u2009"
CERTAIN = [
    ("1 234,56 €", "€1,234.56"),
    (f"1{NARROW}234,56{NO_BREAK}€", "€1,234.56"),
    (f"1{THIN}234,56{NARROW}€", "€1,234.56"),
    ("12€", "€12"),
    ("3 M€", "€3 million"),
    ("2,5 Md€", "€2.5 billion"),
    ("4 milliards $", "$4 billion"),
    ("12 $ US", "US$12"),
    ("3,5 %", "3.5%"),
    ("-2%", "-2%"),
    ("−0,4 %", "-0.4%"),
    ("1,5 milliard", "1.5 billion"),
    ("1,5 milliard d’euros", "1.5 billion euros"),
    ("2 billions", "2 trillion"),
    ("Deux milliards", "Two billion"),
    ("3 millions de dollars", "3 million dollars"),
    ("12 000", "12,000"),
    ("1.234.567,8", "1,234,567.8"),
    ("1’234’567", "1,234,567"),
    ("0,5", "0.5"),
    ("1er juin 2024", "1 June 2024"),
    ("lundi 14 juillet", "Monday 14 July"),
    ("3 AOÛT 1999", "3 August 1999"),
    ("12/03/2024", "12 March 2024"),
    ("12.03.2024", "12 March 2024"),
    ("XXIe siècle", "21st century"),
    ("XIXème siècle", "19th century"),
    ("Ier siècle av. J.-C.", "1st century BC"),
    ("19e siècle", "19th century"),
    ("15e", "15th"),
    ("1re", "1st"),
    ("22ème", "22nd"),
    ("n° 12", "No. 12"),
    ("N°2020-293", "No. 2020-293"),
    ("45 min", "45 minutes"),
    ("2 h 30 min", "2 hours 30 minutes"),
    ("18h30", "6:30 p.m."),
    ("18H30", "6:30 p.m."),
    ("0h05", "12:05 a.m."),
    ("6 heures du soir", "6 p.m."),
    ("9h15 du matin", "9:15 a.m."),
]
IN_CONTEXT = [
    ("Rendez-vous à 18 heures.", "18 heures", "6 p.m."),
    ("De 9h à 18h, la mairie est ouverte.", "9h", "9 a.m."),
    ("Le musée ferme à 12h.", "12h", "noon"),
    ("La réunion finit vers 24 h.", "24 h", "midnight"),
    ("Un vol de 2 h 30 l'attend.", "2 h 30", "2 hours 30 minutes"),
    ("C'est à 2h30 de route.", "2h30", "2 hours 30 minutes"),
    ("Il dort 9 h par nuit.", "9 h", "9 hours"),
    ("Alertés vers 12h30 par un voisin", "12h30", "12:30 p.m."),
    ("Une peine et 45000 € d'amende", "45000 €", "€45,000"),
    ("Il a couru pendant 3 h.", "3 h", "3 hours"),
    ("Du temps de François Ier, déjà.", "Ier", "I"),
]
LEFT_ALONE = [
    "75011 Paris", "en 1789", "01 42 34 56 78", "+33 (0)1 42 34 56 78", "0 800 123 456", "1,2,3", "3.14", "1.234",
    "192.168.1.1", "10-15 %", "2 000 3", "31/02/2024", "45/13/2024", "le 49", "24h sur 24", "les 24 Heures du Mans",
    "18 heures de sport", "C'est à 2h30 de Paris.", "Le bulletin de 10h vendredi", "à 12h de la place", "de 6h à minuit", "un milliard et demi", "à 6 heures et demie", "art. L. 121-1", "un MiG 29", "Louis XIV",
    "des milliards", "la 4G", "2h", "IIe siècles", "5 km/h", "732 829 320 00074",
]  # fmt: skip


@pytest.mark.parametrize(("french", "english"), CERTAIN)
def test_a_certain_form_is_written_in_english(french: str, english: str) -> None:
    sentence = f"Soit {french}, dit-on."
    (form,) = find_forms(sentence)
    assert (sentence[form.start : form.end], form.text) == (french, english)


@pytest.mark.parametrize(("sentence", "french", "english"), IN_CONTEXT)
def test_what_stands_around_decides(sentence: str, french: str, english: str) -> None:
    form = find_forms(sentence)[0]
    assert (sentence[form.start : form.end], form.text) == (french, english)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    assert find_forms(text) == ()


def test_the_clock_may_have_24_hours() -> None:
    assert [f.text for f in find_forms("De 9h à 18h30, puis à 24h", clock="24")] == ["9:00", "18:30", "24:00"]


def _grouped(whole: int, space: str) -> str:
    return f"{whole:,}".replace(",", space)


SPACES = st.sampled_from([" ", NO_BREAK, NARROW, THIN])
DECIMALS = st.one_of(st.just(""), st.from_regex(r"[0-9]{1,3}", fullmatch=True))


@given(st.integers(0, 10**12), DECIMALS, SPACES, st.sampled_from(["€", "%", "$", "£"]))
def test_sums_and_shares_keep_their_value(whole: int, decimals: str, space: str, unit: str) -> None:
    french = _grouped(whole, space) + (f",{decimals}" if decimals else "") + space + unit
    (form,) = find_forms(f"Soit {french}.")
    assert unit in form.text
    assert Decimal(re.sub(r"[€%$£,]", "", form.text)) == Decimal(f"{whole}.{decimals or 0}")


@given(st.integers(1, 999), DECIMALS, st.sampled_from([("million", 6), ("milliard", 9), ("billion", 12)]))
def test_scales_keep_their_value(whole: int, decimals: str, scale: tuple[str, int]) -> None:
    word, power = scale
    french = f"{whole}{',' if decimals else ''}{decimals} {word}{'s' if whole > 1 else ''}"
    (form,) = find_forms(f"Il en a {french}.")
    number, english = form.text.split(" ")
    powers = {"million": 6, "billion": 9, "trillion": 12}  # the short scale
    assert Decimal(number).scaleb(powers[english]) == Decimal(f"{whole}.{decimals or 0}").scaleb(power)


@given(
    st.dates(date(1500, 1, 1), date(2060, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}", "{o} {name} {y}"]),
)
def test_dates_stay_the_same_day(day: date, shape: str) -> None:
    name = next(name for name, number in MONTHS.items() if number == day.month)
    french = shape.format(d=day.day, m=day.month, y=day.year, name=name, o="1er" if day.day == 1 else day.day)
    (form,) = find_forms(f"Né le {french}, il écrit.")
    number, month, year = form.text.split(" ")
    english = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
    assert date(int(year), english.index(month) + 1, int(number)) == day


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["12", "24"]), SPACES)
def test_times_stay_the_same_minute(hour: int, minute: int, clock: str, space: str) -> None:
    (form,) = find_forms(f"Départ à {hour}{space}h{space}{minute:02}, retour demain.", clock=clock)
    text = {"noon": "12 p.m.", "midnight": "12 a.m."}.get(form.text, form.text)
    found = re.fullmatch(r"(\d+)(?::(\d\d))?( [ap]\.m\.)?", text)
    assert found
    h = int(found[1]) % 12 + (12 if found[3] == " p.m." else 0) if clock == "12" else int(found[1])
    assert timedelta(hours=h, minutes=int(found[2] or 0)) == timedelta(hours=hour, minutes=minute)


@given(st.integers(1, 29))
def test_centuries_and_roman_numerals(number: int) -> None:
    tens, units = divmod(number, 10)
    roman = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][units]
    assert roman_value(roman) == number
    (form,) = find_forms(f"Au {roman}{'er' if number == 1 else 'e'} siècle, déjà.")
    assert form.text == f"{ordinal(number)} century"
    assert int(re.sub(r"\D", "", form.text)) == number


@given(st.text(st.sampled_from("0123456789 ,.%€h/n°eIXVrmilardson\u202f'-à"), max_size=40))
def test_forms_are_spans_of_the_text_in_order(text: str) -> None:
    forms = find_forms(text)
    assert all(0 <= f.start < f.end <= len(text) and f.text for f in forms)
    assert all(a.end <= b.start for a, b in pairwise(forms))
