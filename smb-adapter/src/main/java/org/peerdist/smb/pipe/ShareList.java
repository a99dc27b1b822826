package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * The list of shares, [MS-SRVS] 3.1.4: NetrShareEnum with levels 0 and 1, NetrShareGetInfo with
 * levels 0 and 1, NetrServerGetInfo with levels 100 and 101. Immutable.
 */
public final class ShareList implements Interface {
  private static final Bytes ID = Bytes.ofHex("c84f324b7016d30112785a47bf6ee18803000000");
  private static final int SHARE_ENUM = 15;
  private static final int SHARE_GET_INFO = 16;
  private static final int SERVER_GET_INFO = 21;
  private static final int INVALID_LEVEL = 124;
  private static final int NO_SUCH_SHARE = 2310;
  private static final int PLATFORM = 500;
  private static final int VERSION_MAJOR = 6;
  private static final int VERSION_MINOR = 1;

  /** A workstation and a server. */
  private static final int SERVER_TYPE = 0x3;

  private final String server;
  private final List<ShareEntry> shares;

  /**
   * Makes a list.
   *
   * @param server its name
   * @param shares all of them
   */
  public ShareList(String server, List<ShareEntry> shares) {
    this.server = server;
    this.shares = List.copyOf(shares);
  }

  @Override
  public Bytes id() {
    return ID;
  }

  @Override
  public Bytes call(int number, ByteBuffer input) throws WireFormatException, UnknownMethod {
    WireReader reader = WireReader.of(input, ByteOrder.LITTLE_ENDIAN);
    return switch (number) {
      case SHARE_ENUM -> shareEnum(reader);
      case SHARE_GET_INFO -> shareInfo(reader);
      case SERVER_GET_INFO -> serverInfo(reader);
      default -> throw new UnknownMethod();
    };
  }

  private Bytes shareEnum(WireReader reader) throws WireFormatException {
    Ndr.skipOptionalText(reader);
    int level = (int) reader.u32("Level");
    Ndr ndr = new Ndr().number(level).number(level);
    if (level != 0 && level != 1) {
      return ndr.number(0).number(0).number(0).number(INVALID_LEVEL).toBytes();
    }
    ndr.pointer().number(shares.size()).pointer().number(shares.size());
    shares.forEach(share -> fixed(share, level, ndr));
    shares.forEach(share -> texts(share, level, ndr));
    return ndr.number(shares.size()).number(0).number(0).toBytes();
  }

  private static void fixed(ShareEntry share, int level, Ndr ndr) {
    ndr.pointer();
    if (level == 1) {
      ndr.number(share.type()).pointer();
    }
  }

  private static void texts(ShareEntry share, int level, Ndr ndr) {
    ndr.text(share.name());
    if (level == 1) {
      ndr.text(share.comment());
    }
  }

  private Bytes shareInfo(WireReader reader) throws WireFormatException {
    Ndr.skipOptionalText(reader);
    String name = Ndr.readText(reader);
    int level = (int) reader.u32("Level");
    Optional<ShareEntry> share =
        shares.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
    Ndr ndr = new Ndr().number(level);
    if (share.isEmpty() || (level != 0 && level != 1)) {
      return ndr.number(0).number(share.isEmpty() ? NO_SUCH_SHARE : INVALID_LEVEL).toBytes();
    }
    ndr.pointer();
    fixed(share.get(), level, ndr);
    texts(share.get(), level, ndr);
    return ndr.number(0).toBytes();
  }

  private Bytes serverInfo(WireReader reader) throws WireFormatException {
    Ndr.skipOptionalText(reader);
    int level = (int) reader.u32("Level");
    Ndr ndr = new Ndr().number(level);
    switch (level) {
      case 100 -> ndr.pointer().number(PLATFORM).pointer().text(server);
      case 101 ->
          ndr.pointer()
              .number(PLATFORM)
              .pointer()
              .number(VERSION_MAJOR)
              .number(VERSION_MINOR)
              .number(SERVER_TYPE)
              .pointer()
              .text(server)
              .text("");
      default -> {
        return ndr.number(0).number(INVALID_LEVEL).toBytes();
      }
    }
    return ndr.number(0).toBytes();
  }
}
