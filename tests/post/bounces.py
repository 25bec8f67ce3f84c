"""Reports of mail servers, as Postfix and Exchange write them."""

_POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mail.example.vn (Mail Delivery System)
To: bdv@hoabinhha.example.vn
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r"
Message-ID: <dsn-{kind}@mail.example.vn>

--r
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.vn.

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.vn
Arrival-Date: Mon, 21 Sep 2026 08:00:00 +0700 (+07)

Final-Recipient: rfc822; anbinh@example.vn
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--r
Content-Type: {returned}

Return-Path: <bdv@hoabinhha.example.vn>
From: bdv@hoabinhha.example.vn
Subject: =?utf-8?b?xJDDoyBuaOG6rW4=?=
Message-ID: {message_id}

--r--
"""
_EXCHANGE = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.vn>
To: bdv@hoabinhha.example.vn
Subject: Undeliverable: Kq
Message-ID: <ndr@example.vn>
In-Reply-To: {message_id}
X-Failed-Recipients: anbinh@example.vn
Content-Type: text/plain; charset=utf-8

Delivery has failed to these recipients or groups:

anbinh@example.vn
The email address you entered couldn't be found.

Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'
"""


def by_postfix(message_id: str) -> bytes:
    said = "550 5.1.1 <anbinh@example.vn>: Recipient address rejected: User unknown"
    return _postfix("failed", "5.1.1", said, "text/rfc822-headers", message_id)


def delayed(message_id: str) -> bytes:
    said = "450 4.2.0 <anbinh@example.vn>: Greylisted"
    return _postfix("delayed", "4.2.0", said, "message/rfc822", message_id)


def _postfix(action: str, status: str, said: str, returned: str, message_id: str) -> bytes:
    text = _POSTFIX.format(
        kind=action, action=action, status=status, said=said, returned=returned, message_id=message_id
    )
    return text.replace("\n", "\r\n").encode()


def by_exchange(message_id: str) -> bytes:
    return _EXCHANGE.format(message_id=message_id).replace("\n", "\r\n").encode()


def read_receipt(message_id: str) -> bytes:
    text = f"""\
From: anbinh@example.vn
Subject: Read: Kq
Message-ID: <mdn@example.vn>
Content-Type: multipart/report; report-type=disposition-notification; boundary="r"

--r
Content-Type: text/plain

Read.
--r
Content-Type: message/disposition-notification

Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; displayed
--r--
"""
    return text.replace("\n", "\r\n").encode()
