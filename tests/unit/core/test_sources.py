import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core import sources
from cairn.errors import CairnError, NameInvalidError, SourceInvalidError
from cairn.records import Kind


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://Example.ORG:443/A/b/?q=1#f", "https://example.org/A/b?q=1"),
        ("http://example.org:80", "http://example.org"),
        ("http://example.org:8080/", "http://example.org:8080"),
        ("https://[2001:DB8::1]:444/x", "https://[2001:db8::1]:444/x"),
        ("https://hf.co/datasets/owner/name", "https://huggingface.co/datasets/owner/name"),
        ("https://huggingface.co/datasets/owner/name/tree/main/data", "https://huggingface.co/datasets/owner/name"),
        ("https://www.huggingface.co/datasets/squad/blob/main/README.md", "https://huggingface.co/datasets/squad"),
        ("https://huggingface.co/owner/Name/resolve/main/x.bin", "https://huggingface.co/owner/Name"),
        ("https://huggingface.co/gpt2", "https://huggingface.co/gpt2"),
        ("https://huggingface.co/", "https://huggingface.co"),
        ("https://huggingface.co/datasets/squad/viewer/default", "https://huggingface.co/datasets/squad"),
        ("https://huggingface.co/collections/owner/a", "https://huggingface.co/collections/owner/a"),
        ("https://huggingface.co/docs/datasets/loading", "https://huggingface.co/docs/datasets/loading"),
        ("https://huggingface.co/api/datasets/a/b", "https://huggingface.co/api/datasets/a/b"),
        ("https://huggingface.co:8443/a/b/c", "https://huggingface.co:8443/a/b/c"),
    ],
)
def test_one_source_has_one_form(url, canonical):
    assert sources.canonical(url) == canonical
    assert sources.canonical(canonical) == canonical


@given(st.text(max_size=200))
def test_any_text_is_a_url_or_refused_in_words(text):
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            canonical = sources.canonical(url)
        except CairnError as refused:
            assert "{" not in str(refused).replace(text, "")
        else:
            assert sources.canonical(canonical) == canonical
            assert sources.checked_name(sources.name_of(url, Kind.CODE)) or True


def test_a_star_at_the_end_of_a_url_names_nothing():
    assert sources.name_of("https://example.org/*", Kind.CODE) == "code"


def test_credentials_in_a_url_are_refused_and_not_repeated():
    with pytest.raises(SourceInvalidError) as refused:
        sources.checked("https://user:hunter2@example.org/")
    assert "hunter2" not in str(refused.value)


@given(st.text(max_size=300))
def test_a_name_is_kept_or_refused_never_changed(text):
    try:
        assert sources.checked_name(text) == text.strip()
    except NameInvalidError:
        assert text.strip() in {"", "*"} or any(character < " " or character == "\x7f" for character in text.strip())
