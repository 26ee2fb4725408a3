"""The pages of all partners as mail: to whom, by which server, and what was sent already."""

import os
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from ipaddress import ip_address

from dia_data.digest.page import Page
from dia_data.digest.sent import Sent
from dia_data.digest.write import flatten, write_html, write_text
from dia_data.errors import DiaError, SettingInvalid, quote
from dia_data.wording.lists import join_names

PREFIX = "DIA_MAIL_"
USUAL_PORT, LAST_PORT = 587, 65_535
PATIENCE = 20
"""Seconds that a server may take to answer."""


class DemonstrationNotSent(DiaError):
    """The pages are of the demonstration."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was sent: this is the demonstration, and what members report there is synthetic. "
            "Leave out --send to write its pages as files."
        )


class MailNotSet(DiaError):
    """A setting without which no mail can be sent is missing."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"Nothing was sent: {name} is not set. Set it to {what}, or leave out --send.")


class DigestNotSent(DiaError):
    """Some partners did not get their digest."""

    def __init__(self, report: str) -> None:
        super().__init__(report)


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """By which server and under which address mail is sent, and the addresses of partners by their ids."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    addresses: Mapping[str, str]


@dataclass(kw_only=True)
class Report:
    """What became of the mail of each partner; `failed` has the reasons."""

    sent: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    without_address: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            f"Sent to {join_names(self.sent)}." if self.sent else "Sent to nobody.",
            f"Already sent today to {join_names(self.already)}: add --again to send it once more."
            if self.already
            else "",
            f"No address is set for {join_names(self.without_address)}." if self.without_address else "",
            *(f"Not sent to {one}." for one in self.failed),
        ]
        return " ".join(part for part in parts if part)


def read_mailing(partner_ids: Sequence[str], environment: Mapping[str, str] = os.environ) -> Mailing:
    """How mail is sent, as the environment says. Raises `MailNotSet` or `SettingInvalid`."""
    host = environment.get("DIA_SMTP_HOST", "").strip()
    if not host:
        raise MailNotSet("DIA_SMTP_HOST", "the name of the mail server")
    sender = environment.get("DIA_SMTP_FROM", "").strip()
    if not sender:
        raise MailNotSet("DIA_SMTP_FROM", "the address that the digest comes from")
    _check_addresses("DIA_SMTP_FROM", sender)
    named = {one: environment.get(name_setting(one), "").strip() for one in partner_ids}
    addresses = {one: address for one, address in named.items() if address}
    for one, address in addresses.items():
        _check_addresses(name_setting(one), address)
    if not addresses:
        raise MailNotSet(name_setting(partner_ids[0]) if partner_ids else PREFIX, "the address of that partner")
    return Mailing(
        host=host,
        port=_read_port(environment.get("DIA_SMTP_PORT", "").strip() or str(USUAL_PORT)),
        user=environment.get("DIA_SMTP_USER", ""),
        password=environment.get("DIA_SMTP_PASSWORD", ""),
        sender=sender,
        addresses=addresses,
    )


def name_setting(partner_id: str) -> str:
    """The variable that has the address of a partner: `DIA_MAIL_SCS`."""
    return PREFIX + re.sub("[^A-Z0-9]+", "_", partner_id.upper())


def _read_port(sentence: str) -> int:
    if not (sentence.isascii() and sentence.isdecimal() and 0 < int(sentence) <= LAST_PORT):
        raise SettingInvalid("DIA_SMTP_PORT", sentence, f"the number of a port, such as {USUAL_PORT}")
    return int(sentence)


def _check_addresses(name: str, sentence: str) -> None:
    """Raise `SettingInvalid` for what is not one or more addresses, with commas between them."""
    message = EmailMessage()
    try:
        message["To"] = sentence
        header = message["To"]
        is_sound = bool(header.addresses) and not header.defects
        is_sound = is_sound and all(one.username and one.domain for one in header.addresses)
    except (MessageError, ValueError, IndexError):
        is_sound = False
    if not is_sound:
        raise SettingInvalid(name, sentence, "an address such as name@example.org, or several with commas")


def send(pages: Sequence[Page], mailing: Mailing, sent: Sent, *, base: str = "", again: bool = False) -> Report:
    """Send each partner its page and note that in `sent`; one that fails does not keep back the others.

    What was sent on the same day already is sent once more only with `again`. Raises `DemonstrationNotSent`.
    """
    raise_if_demonstration(pages)
    report = Report()
    for page in pages:
        address = mailing.addresses.get(page.partner_id)
        if address is None:
            report.without_address.append(f"{page.partner} ({name_setting(page.partner_id)})")
        elif not again and sent.includes(page.day, page.partner_id):
            report.already.append(page.partner)
        else:
            _send_one(page, build_message(page, mailing.sender, address, base=base), mailing, sent, report)
    return report


def raise_if_demonstration(pages: Sequence[Page]) -> None:
    """Raise `DemonstrationNotSent` where pages are of the demonstration, whatever its file is called."""
    if any(page.is_demonstration for page in pages):
        raise DemonstrationNotSent


def build_message(page: Page, sender: str, address: str, *, base: str = "") -> EmailMessage:
    """The page as a mail that can be read as plain text and as HTML."""
    message = EmailMessage()
    message["Subject"] = flatten(page.subject)
    message["From"] = sender
    message["To"] = address
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=message["From"].addresses[0].domain)
    message["Auto-Submitted"] = "auto-generated"  # whoever is away does not answer a program
    message.set_content(write_text(page, base=base))
    message.add_alternative(write_html(page, base=base), subtype="html")
    return message


def _send_one(page: Page, message: EmailMessage, mailing: Mailing, sent: Sent, report: Report) -> None:
    try:
        refused = _hand_over(message, mailing)
    except _Refused as error:
        report.failed.append(f"{page.partner}: {error}")
        return
    sent.note(page.day, page.partner_id)
    except_for = f" (without {join_names(sorted(refused))}, which the server refused)" if refused else ""
    report.sent.append(f"{page.partner}{except_for}")


class _Refused(Exception):
    """Why a mail was not taken, as the end of a sentence."""


def _hand_over(message: EmailMessage, mailing: Mailing) -> Sequence[str]:
    """Give a mail to the server; the addresses that it refused while it took others. Raises `_Refused`."""
    server = f"the mail server {mailing.host}:{mailing.port}"
    try:
        return _talk(message, mailing, server)
    except smtplib.SMTPAuthenticationError as error:
        raise _Refused(f"{server} does not accept DIA_SMTP_USER and DIA_SMTP_PASSWORD") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _Refused(f"{server} refused {join_names(sorted(error.recipients))}") from error
    except smtplib.SMTPResponseException as error:
        raise _Refused(f"{server} answered {error.smtp_code} {quote(_read_answer(error.smtp_error))}") from error
    except ssl.SSLError as error:
        raise _Refused(f"the certificate of {server} is not accepted ({error.reason or 'not trusted'})") from error
    except smtplib.SMTPException as error:
        raise _Refused(f"{server} ended the exchange ({quote(str(error))})") from error
    except UnicodeError as error:
        raise _Refused(f"{server} or its user name or password has characters that mail does not take") from error
    except OSError as error:
        raise _Refused(f"{server} cannot be reached ({error.strerror or error})") from error


def _talk(message: EmailMessage, mailing: Mailing, server: str) -> Sequence[str]:
    connection = smtplib.SMTP(mailing.host, mailing.port, timeout=PATIENCE)
    try:
        _begin_encryption(connection, mailing, server)
        if mailing.user:
            connection.login(mailing.user, mailing.password)
        refused = list(connection.send_message(message))
        with suppress(OSError):  # what the server has taken it keeps, whatever it says at the end
            connection.quit()
        return refused
    finally:
        connection.close()


def _read_answer(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def _begin_encryption(connection: smtplib.SMTP, mailing: Mailing, server: str) -> None:
    """Encrypt what follows. Only a server on this computer that asks for no password may go without."""
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
        connection.ehlo()
    elif mailing.user or not is_on_this_computer(mailing.host):
        raise _Refused(f"{server} offers no encryption (STARTTLS)")


def is_on_this_computer(host: str) -> bool:
    """Whether a server is reached without leaving this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
