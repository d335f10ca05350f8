"""What is put right in every translation without a mark, and what must stay."""

from __future__ import annotations

import pytest

from translate_summarize.tidying import tidied


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Patrick de Carolis le dit.", "Nicolas de Carolis says so.", "Patrick de Carolis says so."),
        ("Hier, Philippe Poutou a parlé.", "Yesterday Philip Putou spoke.", "Yesterday Philippe Poutou spoke."),
        ("Hier, Philippe Poutou a parlé.", "Yesterday Philip Poutou spoke.", "Yesterday Philippe Poutou spoke."),
        ("Me Haddad a plaidé.", "Me Haddad pleaded.", "Maître Haddad pleaded."),
        ("Le samedi 30 mai", "Saturday, May 30 May", "Saturday, May 30"),
        ("Le port de Guivarc'h", "The port of Guivarc", "The port of Guivarc'h"),
        ("Le 22 juin et le 11", "June 22th and the 11st", "June 22nd and the 11th"),
        (
            'Il parle d\'"un échec".',
            "He speaks of 'a failure, isn't it'.",
            'He speaks of "a failure, isn\'t it".',
        ),
        ("« Il ment », dit-il.", "'He lies,' he says.", '"He lies," he says.'),
        ("La mère de Zoé Martin", "The mother of Zoe Martin", "The mother of Zoé Martin"),
    ],
)
def test_what_is_put_right(french: str, english: str, right: str) -> None:
    assert tidied(french, english) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Vladimir Poutine a parlé.", "Vladimir Putin spoke."),
        ("Mikhaïl Gorbatchev a parlé.", "Mikhail Gorbachev spoke."),
        ("Patrick et Nicolas de Carolis", "Nicolas de Carolis and Patrick"),
        ("Le pape François et Marie Dupont", "Pope Francis and Marie Dupont"),
        ("Nicolas Sarkozy a parlé.", "President Sarkozy spoke."),
        ("Guillaume le Conquérant", "William the Conqueror"),
        ("Christophe Colomb est parti.", "Christopher Columbus left."),
        ("Les 1er, 112e et 21e", "The 1st, 112th and 21st"),
        ("Le port de Guivarc'h", "Guivarc'h's port"),
        ("Appelez le 0 800 123 456.", "Call 0 800 123 456."),
        ("Appelez le +33 612 345 678 : 12 000 appels", "Call +33 612 345 678: 12,000 calls"),
        ("\"Le mot 'paix' manque\"", "\"The word 'peace' is missing\""),
        ('Il dit : "Le mot « paix » manque"', "He says: \"The word 'peace' is missing\""),
        ('Les "élus" et leurs amis', "The farmers' friends' \"elected\""),
        ('Il parle d\'"un échec".', "He speaks of 'a farmers' failure'."),
        ("Elle me suit.", "Me Too follows her."),
        ("Du 30 mai au 2 juin", "From May 30 to June 2"),
    ],
)
def test_what_stays(french: str, english: str) -> None:
    assert tidied(french, english) == english
