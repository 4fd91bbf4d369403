"""A mail relay for tests: aiosmtpd, with every letter it takes kept as a file.

python relay.py FOLDER WAY [WORD ...]: says its port on a line. WAY is how it behaves: plain, password (wants
base/geheim), refuse (no letter from anybody), hang (greets, then says nothing), slow (takes a letter, keeps it, and
never says so), deaf (refuses everybody at nobody.example for good, and at later.example for now), tls CERTIFICATE KEY,
starttls CERTIFICATE KEY.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, way, words = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]


class Keeper:
    count = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if way == "refuse":
            return "550 5.7.1 relaying denied"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if way == "deaf" and address.endswith("@nobody.example"):
            return "550 5.1.1 no such mailbox"
        if way == "deaf" and address.endswith("@later.example"):
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.count += 1
        head = "X-Envelope-To: " + ",".join(envelope.rcpt_tos) + "\r\n"
        draft = folder / f".{Keeper.count}"
        draft.write_bytes(head.encode() + envelope.content)
        draft.rename(folder / f"{Keeper.count:04}.eml")
        if way == "slow":
            await asyncio.sleep(3600)
        return "250 OK"


class Silent(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"220 silent\r\n")


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(handled=False, success=(data.login, data.password) == (b"base", b"geheim"))


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*words)
    return made


def protocol():
    if way == "hang":
        return Silent()
    more = {}
    if way == "password":
        more = dict(auth_required=True, auth_require_tls=False, authenticator=authenticate)
    if way == "starttls":
        more = dict(tls_context=context(), require_starttls=True)
    return SMTP(Keeper(), hostname="relay.test", **more)


async def main():
    encrypted = context() if way == "tls" else None
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=encrypted)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
