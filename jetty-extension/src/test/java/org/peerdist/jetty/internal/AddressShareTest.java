package org.peerdist.jetty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.junit.jupiter.api.Test;

class AddressShareTest {
  private final AddressShare share = new AddressShare(3);

  /** A connection from somewhere. */
  private static Connection from(String address, int port) {
    ByteArrayEndPoint endPoint =
        new ByteArrayEndPoint() {
          @Override
          public SocketAddress getRemoteSocketAddress() {
            return new InetSocketAddress(address, port);
          }
        };
    return new AbstractConnection(endPoint, Runnable::run) {
      @Override
      public void onFillable() {}
    };
  }

  private List<Connection> open(String address, int count) {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Connection connection = from(address, 1024 + i);
      share.onOpened(connection);
      all.add(connection);
    }
    return all;
  }

  private static long openOf(List<Connection> all) {
    return all.stream().filter(connection -> connection.getEndPoint().isOpen()).count();
  }

  @Test
  void onOpened_moreThanTheShare_closesThose() {
    List<Connection> all = open("192.0.2.1", 5);
    assertThat(openOf(all)).isEqualTo(3);
    assertThat(openOf(all.subList(0, 3))).isEqualTo(3);
  }

  @Test
  void onOpened_otherAddress_hasItsOwnShare() {
    open("192.0.2.1", 5);
    assertThat(openOf(open("192.0.2.2", 3))).isEqualTo(3);
    assertThat(openOf(open("2001:db8::1", 4))).isEqualTo(3);
  }

  @Test
  void onClosed_makesRoomAgain() {
    open("192.0.2.1", 5).forEach(share::onClosed);
    assertThat(openOf(open("192.0.2.1", 4))).isEqualTo(3);
  }

  @Test
  void onClosed_twice_countsOnce() {
    List<Connection> all = open("192.0.2.1", 3);
    share.onClosed(all.get(0));
    share.onClosed(all.get(0));
    assertThat(openOf(open("192.0.2.1", 2))).isEqualTo(1);
  }

  @Test
  void onOpened_loopback_hasNoLimit() {
    assertThat(openOf(open("127.0.0.1", 10))).isEqualTo(10);
    assertThat(openOf(open("::1", 10))).isEqualTo(10);
  }
}
