"""Visits a share with impacket: lists it, gets a file, puts one, and deletes one.

Arguments: port, dialect (hexadecimal), user, password. Writes a line for each thing that it did.
"""

import io
import sys

from impacket.smbconnection import SessionError, SMBConnection


def main(port, dialect, user, password):
    connection = SMBConnection(
        "127.0.0.1", "127.0.0.1", sess_port=port, preferredDialect=dialect, timeout=30
    )
    print("dialect %04x" % connection.getDialect())
    try:
        connection.login(user, password)
    except SessionError as e:
        print("login refused %08x" % e.getErrorCode())
        return
    print("guest %s" % bool(connection.isGuestSession()))
    print("shares", *sorted(share["shi1_netname"][:-1] for share in connection.listShares()))
    print("names", *sorted(f.get_longname() for f in connection.listPath("data", "*")))
    got = io.BytesIO()
    connection.getFile("data", "hello.txt", got.write)
    print("got", got.getvalue().decode())
    connection.createDirectory("data", "made")
    connection.putFile("data", "made\\big", io.BytesIO(b"0123456789abcdef" * 65536).read)
    connection.rename("data", "hello.txt", "made\\moved.txt")
    connection.deleteFile("data", "goes")
    try:
        connection.putFile("readonly", "new", io.BytesIO(b"x").read)
    except SessionError as e:
        print("put refused %08x" % e.getErrorCode())
    connection.logoff()
    print("left")


main(int(sys.argv[1]), int(sys.argv[2], 16), sys.argv[3], sys.argv[4])
