package org.peerdist.jetty.internal;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** What is below a connection. */
final class Transport {
  private Transport() {}

  /** The socket of a connection, below TLS. */
  static EndPoint of(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    return endPoint;
  }
}
