"""A glossary: French terms and the English that a reader wants for them; load, find, report."""

from translate_summarize.glossary.compliance import Compliance, compliance_lines, comply, merged
from translate_summarize.glossary.finding import find_terms, protected_terms, stands_in
from translate_summarize.glossary.loading import load_glossary
from translate_summarize.glossary.terms import Glossary, Occurrence, Term

__all__ = [
    "Compliance",
    "Glossary",
    "Occurrence",
    "Term",
    "compliance_lines",
    "comply",
    "find_terms",
    "load_glossary",
    "merged",
    "protected_terms",
    "stands_in",
]
