"""Make tests/store/files/log-schema-N.sqlite, once for each schema, on the day it ships; never again.

    python tests/store/make_log_file.py

A log of every kind of entry and change, written through the services, in one file without a WAL.
"""

import shutil
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from rvuedge_desktop.domain.clinics import Clinic
from rvuedge_desktop.domain.contracts import Contract, CreditPolicy, Tier
from rvuedge_desktop.domain.groups import Group
from rvuedge_desktop.domain.payees import Payee
from rvuedge_desktop.host.resource_files import reference_file, reference_sources
from rvuedge_desktop.services.circumstances import Circumstances, Edit
from rvuedge_desktop.services.desk import Desk
from rvuedge_desktop.store.log_file import FILE_NAME, NEWEST

TODAY = date(2026, 7, 15)


def main() -> int:
    """Make the file of today's schema, unless there is one."""
    target = Path(__file__).parent / "files" / f"log-schema-{NEWEST}.sqlite"
    if target.exists():
        print(f"{target.name} is there; a log that shipped is never made anew", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        with Desk(Path(folder), reference_file(), reference_sources(), "window", lambda: TODAY) as desk:
            _fill(desk)
        shutil.copy(Path(folder) / FILE_NAME, target)
    return 0


def _fill(desk: Desk) -> None:
    """Every verb and every kind of entry; at the end one change is undone."""
    book = desk.logbook
    book.add("90853x8", TODAY, Circumstances())
    book.add("99214-25; 90833", TODAY, Circumstances(tag="clinic", note="=said \u201cyes\u201d,\ntwice"))
    book.add("45385; 45380-59", TODAY, Circumstances(setting="facility", role="attending"))
    book.add("97110 u3 x4", TODAY, Circumstances(pos="12"))
    book.add("77067-26; G0552", TODAY, Circumstances(provider="Dr. M\u00fcller"))
    book.add("99072", TODAY, Circumstances())
    (scope,) = book.add("45378-53", TODAY, Circumstances(pos="24"))
    book.copy([scope.id], date(2026, 3, 2))
    first, second = book.add("99213; 36415", date(2026, 7, 14), Circumstances())
    book.move([second.id], date(2026, 2, 1))
    book.remove([second.id])
    visit = book.day(TODAY).entries[1]
    book.edit([first.id], Edit(units_each=2, note="twice"))
    desk.sites.put("clinic", "19", "36104")
    desk.providers.set_payee("Kim", Payee(participating=False, share=Decimal("0.85")))
    book.add("00840-QK 95min; 27447-55 30d @clinic", TODAY, Circumstances(provider="Kim"))
    desk.pay.keep(
        Contract(
            "Riverside",
            "default",
            date(2026, 1, 1),
            (1, 1),
            Decimal(180_000),
            target_wrvu=Decimal(6000),
            tiers=(Tier(Decimal(0), Decimal(45)),),
            credit=CreditPolicy(by_modifier={"25": Decimal("0.5")}),
        )
    )
    desk.groups.add("90853", Group(4, frozenset({1}), frozenset({2}), frozenset({3})), TODAY, Circumstances())
    desk.shortcuts.put("talk", "99214-25; 90833", "Visit with therapy")
    desk.clinics.put(Clinic("Pain", "Kim", (1, 3), 2, date(2026, 7, 1), None, ("99213 x12", "90853 x8")))
    desk.custom_codes.put("Z0001", "Call, weekday night", Decimal(2))
    book.add("Z0001 x2 #call", TODAY, Circumstances())
    kim = desk.providers.named("Kim")
    desk.providers.put(kim._replace(specialty="Anesthesiology", credentials="MD", stage="resident"))
    book.add("90833", date(2026, 7, 13), Circumstances())
    desk.checks.acknowledge(desk.checks.of_month(TODAY)[0].finding, "a colleague's visit")
    desk.preferences.setting = "facility"
    book.add("99213", date(2024, 3, 8), Circumstances())
    book.edit([visit.id], Edit(code="99215"))
    desk.workspace.undo()


if __name__ == "__main__":
    sys.exit(main())
