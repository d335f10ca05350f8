"""What can go wrong, as callers tell it apart. Each message is one sentence: which thing, what is wrong, what to do."""


class TsumError(Exception):
    """Any failure that a user can cause or mend; its text is shown as it stands, with exit status 1."""

    def __str__(self) -> str:
        """The sentence, on one line: what a library says of a damaged file may quote lines of it."""
        return " ".join(filter(None, map(str.strip, super().__str__().splitlines())))


class OptionsError(TsumError):
    """An option, a key of tsum.toml or an environment variable that is unknown or has no such value."""


class DocumentError(TsumError):
    """A source that cannot be read as a French article."""


class ModelError(TsumError):
    """A model or engine that is missing, damaged or of the wrong kind."""


class TranslationError(TsumError):
    """An engine that failed while translating."""


class OutputError(TsumError):
    """An output that exists, cannot be written or is of an unknown format."""
