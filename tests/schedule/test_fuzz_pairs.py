"""Some hundred spoilt files of pairs on every run: each is read or refused in words."""

import traceback
from pathlib import Path
from random import Random

from rvuedge_desktop.domain.errors import BadInputError, OperationFailedError
from rvuedge_desktop.domain.quarters import Quarter
from rvuedge_desktop.schedule.pair_files import looks_like_pairs
from rvuedge_desktop.schedule.published_pairs import read_pairs
from tests.pair_files import NAME, plain_csv, text_of_pairs, workbook_of_pairs, zip_of_pairs
from tests.schedule.fuzz_readers import ON_BYTES, ON_ROWS, ON_ZIPS

COUNT = 600
ORIGINALS = {
    ".txt": (text_of_pairs(), ON_ROWS),
    ".csv": (plain_csv(), ON_ROWS),
    ".csv.gz": (plain_csv(packed=True), ON_BYTES),
    ".xlsx": (workbook_of_pairs(), ON_ZIPS),
    ".zip": (zip_of_pairs(), ON_ZIPS),
}


def outcome(number: int, folder: Path) -> str:
    """What comes of an input, which is made from its number alone."""
    random = Random(number)  # noqa: S311 - the same inputs for everybody
    ending = random.choice(list(ORIGINALS))
    content, changes = ORIGINALS[ending]
    for _ in range(random.choice((1, 1, 2))):
        content = random.choice(ON_BYTES if random.random() < 0.5 else changes)(content or b"0", random)
        changes = ON_BYTES
    path = folder / f"{NAME}{random.choice((ending, *ORIGINALS))}"
    path.write_bytes(content)
    looks_like_pairs([path])
    try:
        published = read_pairs([path], quarter=Quarter(2026, 2))
    except (BadInputError, OperationFailedError) as error:
        return "refused" if error.what and error.fix else "refused without a word"
    return "read" if len(list(published.rows())) == published.count > 0 else "gave no pairs"


def test_spoilt_files_are_read_or_refused_in_words(tmp_path: Path) -> None:
    failures = []
    seen = set()
    for number in range(COUNT):
        try:
            came = outcome(number, tmp_path)
        except Exception:  # noqa: BLE001 - whatever it is, it is the failure looked for
            came = traceback.format_exc()
        seen.add(came)
        if came not in {"read", "refused"}:
            failures.append((number, came))
    assert failures == []
    assert seen == {"read", "refused"}
