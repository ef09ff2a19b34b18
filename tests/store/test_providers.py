"""Providers on disk: those of older logs, and the entries of a day by provider."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from rvuedge_desktop.domain.providers import Provider
from rvuedge_desktop.services.circumstances import Circumstances
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store.entries import ids_of_day
from rvuedge_desktop.store.log_file import open_log
from rvuedge_desktop.store.providers import all_providers

OpenDesk = Callable[..., Desk]
TODAY = date(2026, 7, 15)
SHIPPED = Path(__file__).parent / "files"


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_the_providers_of_an_older_log_are_attending_and_of_the_preferred_locality(
    tmp_path: Path, schema: int
) -> None:
    shutil.copy(SHIPPED / f"log-schema-{schema}.sqlite", tmp_path / "log.sqlite")
    with closing(open_log(tmp_path)) as log:
        rows = all_providers(log)
        assert rows[0].provider.name == "default"
        assert len(rows) > 1
        for row in rows:
            assert row.provider == Provider(row.provider.name, payee=row.provider.payee)


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_an_older_log_shows_everybody_and_logs_for_the_first(
    tmp_path: Path, open_desk: OpenDesk, schema: int
) -> None:
    shutil.copy(SHIPPED / f"log-schema-{schema}.sqlite", tmp_path / "log.sqlite")
    desk = open_desk(tmp_path)
    assert desk.providers.whose() == ("", "default")
    other = desk.providers.names()[1]
    desk.providers.put(desk.providers.named(other)._replace(specialty="Surgery", stage="resident"))
    desk.workspace.undo()
    assert desk.providers.named(other).stage == "attending"


def test_the_entries_of_a_day_by_provider(desk: Desk) -> None:
    desk.logbook.add("99213; 99214", TODAY, Circumstances())
    desk.logbook.add("90837", TODAY, Circumstances(provider="Ada"))
    desk.logbook.add("90834", TODAY, Circumstances())
    log = desk.workspace.log
    assert list(ids_of_day(log, TODAY)) == [1, 2, 3, 4]
    assert list(ids_of_day(log, TODAY, "default")) == [1, 2, 4]
    assert list(ids_of_day(log, TODAY, "ADA")) == [3]
    assert list(ids_of_day(log, TODAY, "Nobody")) == []
