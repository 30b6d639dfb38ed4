"""apprise's mail plugin with the parts that it makes by itself made by us. Import this module late, with `service`.

apprise derives the text part of a mail from the HTML and gives every try another Message-ID. Here the text part is our own
text, and the id stays the same for one alert to one recipient, so that a server or a reader's program that has it already
can tell (RFC 5322 3.6.4). The address with all its options, the connection, TLS, login and the headers are apprise's.
"""

# apprise is typed in part only.
# mypy: allow-untyped-calls

from email import message_from_string
from email.message import Message as Mail
from hashlib import sha256
from smtplib import SMTPException
from typing import Any

from apprise import AppriseAttachment
from apprise.attachment.memory import AttachMemory
from apprise.exception import AppriseException
from apprise.manager_plugins import NotificationManager
from apprise.plugins.email.base import PGP_MODE_DEFAULT, NotifyEmail
from apprise.plugins.email.common import EmailMessage
from apprise.plugins.email.smtp import AppriseSMTPController

from monitor.adapters.apprise_sender.address import as_id

PICTURE = "timeline.png"


class LetterMail(NotifyEmail):
    """Of one recipient. `plain` is the text part, `alert_id` what the Message-ID is made of; empty = as apprise does it."""

    plain: str = ""
    alert_id: str = ""

    def send(self, body: str, title: str = "", **said: Any) -> bool:  # type: ignore[override]
        """True when the server took it. What it said else is in apprise's log, in apprise's words, for `verdict`."""
        self.throttle()
        try:
            with self._connect() as smtp:
                for mail in self._prepare(body, title, **said):
                    if not smtp.sendmail(self._sender(), mail.to_addrs, self._finished(mail)):
                        self.logger.warning('Sending email to "%s" failed.', mail.recipient)
                        return False
        except (OSError, SMTPException, RuntimeError, AppriseException) as error:
            self.logger.warning('Connection error while submitting email to "%s"', self.smtp_host)
            self.logger.debug(f"Socket Exception: {error}")
            return False
        return True

    def _sender(self) -> str:
        return str(self.from_addr[1])

    def _connect(self) -> AppriseSMTPController:
        plugin: Any = self
        return AppriseSMTPController(
            host=plugin.smtp_host,
            port=plugin.port,
            secure_mode=plugin.secure_mode,
            user=self.user,
            password=self.password,
            verify_certificate=self.verify_certificate,
            socket_connect_timeout=self.socket_connect_timeout,
        )

    def _prepare(self, body: str, title: str, **said: Any) -> list[EmailMessage]:
        prepared = NotifyEmail.prepare_emails(
            subject=title,
            body=body,
            notify_format=self.resolve_format(said.get("body_format")),
            from_addr=self.from_addr,
            to=self.targets,
            cc=self.cc,
            bcc=self.bcc,
            reply_to=self.reply_to,
            smtp_host=self.smtp_host,
            attach=said.get("attach"),
            headers={"X-Application": self.app_id, **self.headers, **self._protocol_headers(body)},
            names=self.names,
            pgp=self.pgp,
            pgp_mode=self.pgp_mode,
            inline=self.inline,
            tzinfo=self.tzinfo,
        )
        return list(prepared)

    def _finished(self, prepared: EmailMessage) -> str:
        mail = message_from_string(prepared.body)
        if self.alert_id:
            mail.replace_header("Message-ID", self._message_id(prepared.recipient))
        if self.plain and self.pgp_mode == PGP_MODE_DEFAULT:
            _set_text(mail, self.plain)
        return mail.as_string()

    def _message_id(self, recipient: str) -> str:
        place = self._sender().rpartition("@")[2]
        return f"<{as_id(self.alert_id)}.{sha256(recipient.encode()).hexdigest()[:12]}@{place}>"


def picture_of(png: bytes) -> AppriseAttachment:
    """The picture, to be shown where the page says `cid:timeline.png`."""
    return AppriseAttachment(AttachMemory(content=png, name=PICTURE, mimetype="image/png"))


def use_letter_mail() -> None:
    """From now on apprise makes a LetterMail of every mail address."""
    NotificationManager().add(LetterMail, schemas=["mailto", "mailtos"], force=True)


def _set_text(mail: Mail, plain: str) -> None:
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            del part["Content-Transfer-Encoding"]
            part.set_payload(plain, "utf-8")
            return
