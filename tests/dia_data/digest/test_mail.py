"""The digest by mail, given to a server that listens on this computer."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from dia_data.digest import mail
from dia_data.digest.mail import DemonstrationNotSent, MailNotSet, Report
from dia_data.digest.page import Page
from dia_data.digest.sent import SendingAlready, SentNotNoted, SentUnknown, open_sent
from dia_data.errors import SettingInvalid
from tests.dia_data.digest.conftest import make_page
from tests.dia_data.digest.smtp_server import LOCALHOST, MailServer

WORD = "open sesame"
PARTNERS = ("SCS", "GAIA", "MESAP")
SETTINGS = {
    "DIA_SMTP_HOST": LOCALHOST,
    "DIA_SMTP_FROM": "DIA dashboard <dia@example.org>",
    "DIA_MAIL_SCS": "ana@scs.example",
    "DIA_MAIL_GAIA": "Ben <ben@gaia.example>, cai@gaia.example",
    "DIA_MAIL_MESAP": "dora@mesap.example",
}


def pages() -> list[Page]:
    return [make_page(partner) for partner in PARTNERS]


def send(server: MailServer, folder: Path, *, again: bool = False, **settings: str) -> Report:
    environment = SETTINGS | {"DIA_SMTP_PORT": str(server.port)} | settings
    mailing = mail.read_mailing([page.partner_id for page in pages()], environment)
    with open_sent(folder) as sent:
        return mail.send(pages(), mailing, sent, again=again)


def test_each_partner_gets_its_own_page_as_plain_text_and_html(mail_server: MailServer, tmp_path: Path) -> None:
    assert str(send(mail_server, tmp_path)) == "Sent to SCS, GAIA and MESAP."
    assert [to for to, _ in mail_server.taken] == [
        ["ana@scs.example"], ["ben@gaia.example", "cai@gaia.example"], ["dora@mesap.example"],
    ]  # fmt: skip
    first = mail_server.taken[0][1]
    assert first["Subject"] == "DIA digest for SCS, 31 Dec 2021: nothing is due"
    assert (first["From"], first["To"]) == ("DIA dashboard <dia@example.org>", "ana@scs.example")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content_type() == "multipart/alternative"
    plain, html = first.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "SCS: nothing is due" in plain.get_content()
    assert "<h1>SCS: nothing is due</h1>" in html.get_content()
    assert "GAIA" not in plain.get_content()


def test_nothing_is_sent_twice_on_a_day_unless_it_is_asked_for(mail_server: MailServer, tmp_path: Path) -> None:
    send(mail_server, tmp_path)
    second = send(mail_server, tmp_path)
    assert (str(second), len(mail_server.taken)) == (
        "Sent to nobody. Already sent today to SCS, GAIA and MESAP: add --again to send it once more.",
        3,
    )
    assert str(send(mail_server, tmp_path, again=True)) == "Sent to SCS, GAIA and MESAP."
    assert len(mail_server.taken) == 6


def test_an_address_that_is_refused_does_not_keep_back_the_others_and_is_tried_again(
    mail_server: MailServer, tmp_path: Path
) -> None:
    mail_server.refused = {"ana@scs.example", "cai@gaia.example"}
    report = send(mail_server, tmp_path)
    where = f"the mail server {LOCALHOST}:{mail_server.port}"
    assert report.failed == [f"SCS: {where} refused ana@scs.example"]
    assert report.sent == ["GAIA (without cai@gaia.example, which the server refused)", "MESAP"]
    mail_server.refused = set()
    assert str(send(mail_server, tmp_path)).startswith("Sent to SCS. Already sent today to GAIA and MESAP:")


def test_a_server_that_hangs_up_on_one_is_asked_again_for_the_next(mail_server: MailServer, tmp_path: Path) -> None:
    mail_server.hangs_up_on = {"ben@gaia.example"}
    report = send(mail_server, tmp_path)
    assert (report.sent, len(report.failed)) == (["SCS", "MESAP"], 1)
    assert report.failed[0].startswith("GAIA: the mail server ")
    assert mail_server.receivers() == ["ana@scs.example", "dora@mesap.example"]


def test_what_a_server_has_taken_counts_as_sent_whatever_it_says_at_the_end(
    mail_server: MailServer, tmp_path: Path
) -> None:
    mail_server.says_goodbye_badly = True
    assert send(mail_server, tmp_path).failed == []


def test_a_server_that_cannot_be_reached_is_a_sentence_for_each_partner(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((LOCALHOST, 0))  # nobody listens
        port = str(taken.getsockname()[1])
        mailing = mail.read_mailing([one.partner_id for one in pages()], SETTINGS | {"DIA_SMTP_PORT": port})
        with open_sent(tmp_path) as sent:
            report = mail.send(pages(), mailing, sent)
    reason = f"the mail server {LOCALHOST}:{port} cannot be reached (Connection refused)"
    assert report.failed == [f"{partner}: {reason}" for partner in PARTNERS]
    assert str(report).startswith(f"Sent to nobody. Not sent to SCS: {reason}. Not sent to GAIA:")


def test_a_partner_without_an_address_is_named_with_the_setting(mail_server: MailServer, tmp_path: Path) -> None:
    report = send(mail_server, tmp_path, DIA_MAIL_GAIA=" ")
    assert str(report) == "Sent to SCS and MESAP. No address is set for GAIA (DIA_MAIL_GAIA)."


def test_the_demonstration_is_never_sent(mail_server: MailServer, tmp_path: Path) -> None:
    synthetic = [make_page("SCS"), make_page("GAIA", is_demonstration=True)]
    mailing = mail.read_mailing(["scs"], SETTINGS | {"DIA_SMTP_PORT": str(mail_server.port)})
    with open_sent(tmp_path) as sent, pytest.raises(DemonstrationNotSent, match=r"this is the demonstration"):
        mail.send(synthetic, mailing, sent)
    assert mail_server.taken == []


# Encryption and passwords


def test_a_password_is_never_sent_without_encryption(mail_server: MailServer, tmp_path: Path) -> None:
    mail_server.password = WORD
    report = send(mail_server, tmp_path, DIA_SMTP_USER="dia", DIA_SMTP_PASSWORD=WORD)
    assert len(report.failed) == 3
    assert "offers no encryption (STARTTLS)" in str(report)
    assert WORD not in f"{report} {mail_server.taken}"


@pytest.mark.parametrize(
    ("host", "is_here"), [("localhost", True), ("127.0.0.2", True), ("::1", True), ("mail.example.org", False)]
)
def test_only_a_server_on_this_computer_may_do_without_encryption(host: str, is_here: bool) -> None:
    assert mail.is_on_this_computer(host) is is_here


@contextmanager
def certified(server: MailServer, folder: Path) -> Iterator[Path]:
    """The server with a certificate of its own for this computer, and the file of that certificate."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl on this computer to make a certificate with")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         f"subjectAltName=IP:{LOCALHOST}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    server.certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.certificate.load_cert_chain(certificate, key)
    yield certificate


def test_a_password_goes_to_a_server_whose_certificate_is_trusted(
    mail_server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.password = WORD
    signed_in = {"DIA_SMTP_USER": "dia", "DIA_SMTP_PASSWORD": WORD, "DIA_MAIL_GAIA": "", "DIA_MAIL_MESAP": ""}
    with certified(mail_server, tmp_path) as certificate:
        report = send(mail_server, tmp_path, **signed_in)
        assert report.failed[0].startswith(f"SCS: the certificate of the mail server {LOCALHOST}:")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        wrong = send(mail_server, tmp_path, **signed_in | {"DIA_SMTP_PASSWORD": "wrong"})
        assert wrong.failed[0].endswith(" does not accept DIA_SMTP_USER and DIA_SMTP_PASSWORD")
        mail_server.was_encrypted = False
        assert send(mail_server, tmp_path, **signed_in).sent == ["SCS"]
    assert mail_server.was_encrypted


# Settings


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("DIA_SMTP_HOST", "Nothing was sent: DIA_SMTP_HOST is not set."),
        ("DIA_SMTP_FROM", "Nothing was sent: DIA_SMTP_FROM is not set."),
        ("DIA_MAIL_SCS", "Nothing was sent: DIA_MAIL_SCS is not set."),
    ],
)
def test_a_setting_that_is_missing_is_named(missing: str, sentence: str) -> None:
    settings = {name: value for name, value in SETTINGS.items() if name != missing}
    with pytest.raises(MailNotSet) as told:
        mail.read_mailing(["scs"], settings)
    assert str(told.value).startswith(sentence)


@pytest.mark.parametrize(
    "wrong",
    [
        {"DIA_MAIL_SCS": "ana"},
        {"DIA_MAIL_SCS": "ana@"},
        {"DIA_MAIL_SCS": "@scs.example"},
        {"DIA_MAIL_SCS": "ana@scs.example\nBcc: all@example.org"},
        {"DIA_SMTP_FROM": "nobody"},
        {"DIA_SMTP_PORT": "0"},
        {"DIA_SMTP_PORT": "smtp"},
        {"DIA_SMTP_PORT": "65536"},
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_is_named(wrong: Mapping[str, str]) -> None:
    (name,) = wrong
    with pytest.raises(SettingInvalid, match=name):
        mail.read_mailing(["scs"], SETTINGS | wrong)


def test_the_port_for_mail_is_usual_and_the_password_is_in_no_text_of_the_settings() -> None:
    mailing = mail.read_mailing(["scs"], SETTINGS | {"DIA_SMTP_PASSWORD": WORD})
    assert (mailing.port, WORD in repr(mailing)) == (587, False)
    assert mail.name_setting("tice.pt") == "DIA_MAIL_TICE_PT"


# What was sent already


def test_one_process_sends_at_a_time(tmp_path: Path) -> None:
    with open_sent(tmp_path), pytest.raises(SendingAlready), open_sent(tmp_path):
        pass
    with open_sent(tmp_path) as sent:
        assert not sent.includes(pages()[0].day, "scs")


def test_where_it_cannot_be_noted_nothing_is_sent(tmp_path: Path) -> None:
    with pytest.raises(SentUnknown, match=r"Nothing was sent: .*digest-sent.csv"), open_sent(tmp_path / "absent"):
        pass
    with open_sent(tmp_path) as sent:
        os.close(sent._descriptor)
        with pytest.raises(SentNotNoted, match=r"The digest of scs was sent, but .*so no more were sent"):
            sent.note(pages()[0].day, "scs")
        sent._descriptor = os.open(os.devnull, os.O_RDONLY)


def test_what_was_sent_is_a_small_table(mail_server: MailServer, tmp_path: Path) -> None:
    send(mail_server, tmp_path, DIA_MAIL_GAIA="")
    table = (tmp_path / "digest-sent.csv").read_text(encoding="utf-8")
    assert table == "day,partner_id\n2021-12-31,scs\n2021-12-31,mesap\n"
