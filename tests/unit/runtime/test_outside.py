"""A document from an outside host: which addresses are asked at all, and whose certificate counts."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from cairn.runtime import outside
from cairn.runtime.outside import DocumentMissingError, checked, fetch

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example.org/keys",
        "http://10.0.0.1/keys",
        "http://127.0.0.1.example.org/keys",
        "ftp://issuer.example.org",
        "file:///etc/passwd",
        "//issuer.example.org",
        "issuer.example.org",
        "https://",
        "https://user@issuer.example.org",
        "https://user:word@issuer.example.org",
        "https://issuer.example.org/#keys",
        "https://issuer.example.org/a b",
        "https://issuer.example.org/\r\nX: y",
        "https://issuer.example.org\\@127.0.0.1/",
        "https://issuer.exämple.org/",
        "https://issuer.example.org:port/",
        "https://issuer.example.org:0/",
        "https://issuer.example.org:99999/",
        "https://[::1/",
        "",
    ],
)
def test_an_address_that_is_not_plain_https_is_not_asked(url):
    with pytest.raises(DocumentMissingError):
        checked(url, loopback=True)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/keys", "http://localhost/keys", "http://[::1]:1/keys"])
def test_http_is_for_this_machine_and_only_where_that_is_wanted(url):
    assert checked(url, loopback=True).path == "/keys"
    with pytest.raises(DocumentMissingError):
        checked(url, loopback=False)


@given(st.text() | st.text("htps:/@#[].0127 ", min_size=1).map(lambda rest: "https://" + rest))
def test_any_text_is_an_address_or_is_refused(url):
    with suppress(DocumentMissingError):
        assert checked(url, loopback=False).scheme == "https"


def resolved(monkeypatch, *addresses):
    """The name service answers with these."""

    def answer(_host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


INWARD = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104 - asked of, not bound to
    "169.254.169.254",
    "169.254.170.2",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::1",
    "2001:0:a9fe:a9fe::1",
]


@pytest.mark.parametrize("address", INWARD)
def test_a_name_that_leads_inward_is_not_asked_whatever_else_it_leads_to(monkeypatch, address):
    for addresses in ([address], ["93.184.215.14", address]):
        resolved(monkeypatch, *addresses)
        with pytest.raises(DocumentMissingError, match="may not be asked"):
            fetch("https://issuer.example.org/keys", loopback=True)


def test_localhost_that_leads_elsewhere_is_not_asked(monkeypatch):
    resolved(monkeypatch, "93.184.215.14")
    with pytest.raises(DocumentMissingError, match="may not be asked"):
        fetch("http://localhost/keys", loopback=True)


@pytest.mark.parametrize("failure", [socket.gaierror(), UnicodeError(), None])
def test_a_name_that_nobody_knows_is_no_failure_of_ours(monkeypatch, failure):
    def ask(*_, **__):
        if failure:
            raise failure
        return []

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    with pytest.raises(DocumentMissingError):
        fetch("https://issuer.example.org/keys", loopback=False)


def test_a_port_that_nobody_listens_on_is_no_failure_of_ours():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(DocumentMissingError, match="does not answer"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/keys", loopback=True)


@pytest.fixture
def tls(tmp_path, monkeypatch):
    """A server on this machine whose certificate is for issuer.example.org, reached under public names."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer.example.org")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("issuer.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    pem = tmp_path / "both.pem"
    secret = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    heads: list[bytes] = []
    resolved(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(outside, "_is_public", lambda _: True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve():
            connection, _ = listener.accept()
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    heads.append(secured.recv(4096))
                    secured.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"keys": []}')
            except OSError:
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], pem, heads
        thread.join()


def test_the_connection_goes_to_the_address_that_was_looked_at_under_the_certificate_of_the_name(tls, monkeypatch):
    port, pem, heads = tls
    monkeypatch.setattr(outside, "_context", lambda: ssl.create_default_context(cafile=pem))
    assert fetch(f"https://issuer.example.org:{port}/keys?v=1", loopback=False) == {"keys": []}
    assert heads[0].startswith(b"GET /keys?v=1 HTTP/1.1\r\n")
    assert f"host: issuer.example.org:{port}\r\n".encode() in heads[0]


def test_a_certificate_for_another_name_is_not_taken(tls, monkeypatch):
    port, pem, heads = tls
    monkeypatch.setattr(outside, "_context", lambda: ssl.create_default_context(cafile=pem))
    with pytest.raises(DocumentMissingError, match="SSLError"):
        fetch(f"https://other.example.org:{port}/keys", loopback=False)
    assert heads == []


def test_a_certificate_of_an_unknown_authority_is_not_taken(tls):
    port, _, heads = tls
    with pytest.raises(DocumentMissingError, match="SSLError"):
        fetch(f"https://issuer.example.org:{port}/keys", loopback=False)
    assert heads == []


def test_all_public_roots_are_trusted_and_not_amazons_alone(monkeypatch, tmp_path):
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("AWS_CA_BUNDLE", str(tmp_path / "none.pem"))
    context = outside._context()
    assert len(context.get_ca_certs()) > 50
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
