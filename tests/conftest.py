"""What all tests share: a cache of their own, and the embedded model loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_fa48f12dcb57c586.txt"

settings.register_profile("tsum", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tsum")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Pulled and converted models go to a folder of this run, in child processes too."""
    folder = tmp_path_factory.mktemp("cache")
    before = {key: value for key, value in os.environ.items() if key.startswith("TSUM_")}
    for key in before:
        del os.environ[key]
    os.environ["TSUM_CACHE"] = str(folder)
    yield folder
    del os.environ["TSUM_CACHE"]
    os.environ.update(before)


@pytest.fixture(scope="session")
def engine(own_cache: Path):
    """The embedded model in the default engine."""
    from translate_summarize.engines import load_engine

    return load_engine()
