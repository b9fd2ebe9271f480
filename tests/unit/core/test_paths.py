import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core import paths
from cairn.errors import FilePathInvalidError


@pytest.mark.parametrize("path", ["a", "dir/b.bin", "a b/ü ☃.txt", "...", "..a/b..", "x" * 900])
def test_a_path_within_the_tree_is_kept_as_it_is(path: str) -> None:
    assert paths.checked(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\..\\b",
        "a\nb",
        "a\x00b",
        "\ud800",
        "x" * 901,
        "ü" * 451,
    ],
)
def test_a_path_that_leads_elsewhere_or_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(FilePathInvalidError):
        paths.checked(path)


@given(st.text(max_size=40))
def test_what_is_kept_stays_below_the_root_wherever_it_is_joined(path: str) -> None:
    try:
        kept = paths.checked(path)
    except FilePathInvalidError:
        return
    assert kept == path
    assert not {"", ".", ".."} & set(kept.replace("\\", "/").split("/"))


@pytest.mark.parametrize(("path", "prefix"), [("", ""), (".", ""), ("/", ""), ("a", "a/"), ("a/b/", "a/b/")])
def test_a_folder_is_the_prefix_of_what_lies_in_it(path: str, prefix: str) -> None:
    assert paths.checked_folder(path) == prefix
