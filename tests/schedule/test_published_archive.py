"""Zips are looked into without trust: whatever is wrong with one is said, and nothing fills the memory."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from rvuedge_desktop.domain.errors import BadInputError
from rvuedge_desktop.schedule.published_archive import (
    MOST_BYTES,
    MOST_MEMBERS,
    check_sizes,
    is_zip,
    member_names,
    read_member,
)
from tests.published import zip_of

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
FILES = {"RVU26D/PPRRVU2026_Oct.csv": b"some figures" * 100, "GPCI2026.csv": b"some indices"}


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A hundred thousand bytes that unpack to one more than is read."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, archive.open("zeros", "w", force_zip64=True) as file:
        for _ in range(MOST_BYTES // 1_000_000):
            file.write(bytes(1_000_000))
        file.write(b"0")
    return out.getvalue()


def _with(content: bytes, sign: bytes, at: int, field: bytes) -> bytes:
    """Change a field of the first header of a kind."""
    place = content.index(sign) + at
    return content[:place] + field + content[place + len(field) :]


def test_the_files_of_a_zip_are_named_and_read() -> None:
    content = zip_of({**FILES, "empty folder/": b""})
    assert is_zip(content)
    assert member_names(content, "x.zip") == tuple(FILES)
    assert [read_member(content, member, "x.zip") for member in FILES] == list(FILES.values())
    check_sizes(content, "x.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"HCPCS,MOD\r\n", b"PK\x05\x06" + bytes(18)])
def test_what_does_not_begin_like_a_zip_is_none(content: bytes) -> None:
    assert not is_zip(content)


def test_a_bomb_is_refused_before_it_is_unpacked_whole(bomb: bytes) -> None:
    assert len(bomb) < 200_000
    for look in (lambda: read_member(bomb, "zeros", "x.zip"), lambda: check_sizes(bomb, "x.zip")):
        with pytest.raises(BadInputError, match="unpacks to more than 100 million bytes") as refused:
            look()
        assert refused.value.safe == "Nothing was read from it"


@pytest.mark.parametrize("sizes", [b"\1\0\0\0", b"\0\0\0\0"])
@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_a_zip_that_says_its_files_are_smaller_is_refused(sizes: bytes, method: int) -> None:
    content = _with(zip_of(FILES, method), CENTRAL, 24, sizes)
    for look in (
        lambda: read_member(content, next(iter(FILES)), "x.zip"),
        lambda: check_sizes(content, "x.zip"),
    ):
        with pytest.raises(BadInputError, match=r"x\.zip (is damaged|can't be unpacked)"):
            look()


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_a_zip_that_says_its_files_are_larger_is_read_as_it_is(method: int) -> None:
    content = _with(zip_of(FILES, method), CENTRAL, 24, b"\xfe\xff\xff\x7f")
    check_sizes(content, "x.zip")
    assert read_member(content, next(iter(FILES)), "x.zip") == next(iter(FILES.values()))


def test_a_bomb_that_says_it_is_small_is_refused(bomb: bytes) -> None:
    content = _with(bomb, CENTRAL, 24, b"\x0a\0\0\0")
    with pytest.raises(BadInputError, match=r"x\.zip is damaged"):
        read_member(content, "zeros", "x.zip")


def test_an_encrypted_zip_is_refused() -> None:
    content = _with(_with(zip_of(FILES), CENTRAL, 8, b"\1"), LOCAL, 6, b"\1")
    for look in (
        lambda: read_member(content, next(iter(FILES)), "x.zip"),
        lambda: check_sizes(content, "x.zip"),
    ):
        with pytest.raises(BadInputError, match=r"x\.zip can't be unpacked: .*encrypted"):
            look()


def test_a_way_of_packing_that_is_not_known_is_refused() -> None:
    content = _with(_with(zip_of(FILES), CENTRAL, 10, b"\x63"), LOCAL, 8, b"\x63")
    with pytest.raises(BadInputError, match=r"x\.zip is damaged: That compression method is not supported"):
        check_sizes(content, "x.zip")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_zip_that_was_cut_off_is_refused(share: float) -> None:
    content = zip_of(FILES)
    cut = content[: int(len(content) * share)]
    for look in (lambda: member_names(cut, "x.zip"), lambda: check_sizes(cut, "x.zip")):
        with pytest.raises(
            BadInputError, match=r"x\.zip is damaged: .*\. Nothing was read from it\. Download it"
        ):
            look()


def test_a_zip_with_a_byte_turned_is_refused() -> None:
    content = bytearray(zip_of(FILES, ZIP_STORED))
    content[content.index(b"some figures")] ^= 1
    with pytest.raises(BadInputError, match=r"x\.zip is damaged: Bad CRC-32"):
        read_member(bytes(content), next(iter(FILES)), "x.zip")


def test_more_files_than_any_zip_of_cms_are_refused() -> None:
    content = zip_of({f"{at}.csv": b"" for at in range(MOST_MEMBERS + 1)})
    with pytest.raises(BadInputError, match=r"x\.zip holds 1,001 files"):
        member_names(content, "x.zip")
    with pytest.raises(BadInputError, match="unpacks to more than"):
        check_sizes(content, "x.zip")


def test_a_file_that_is_not_in_the_zip_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"x\.zip can't be unpacked"):
        read_member(zip_of(FILES), "absent.csv", "x.zip")
