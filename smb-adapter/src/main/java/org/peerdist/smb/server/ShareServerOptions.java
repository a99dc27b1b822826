package org.peerdist.smb.server;

import java.net.InetSocketAddress;

/**
 * How a server of shares behaves.
 *
 * @param address where it listens; port 0 is any free one. Windows connects to port 445 only
 * @param name what it calls itself, 1 to 15 letters, digits and hyphens
 * @param signing whether all requests have to be signed; otherwise those of clients that want it
 * @param encryption whether all requests have to be encrypted, which takes SMB 3
 * @param guests whether users that are not known come in, too, and read without protection
 * @param connections how many there may be at one time
 * @param workers how many threads answer requests
 * @param memory how many bytes all requests and answers that are on their way may have together
 */
public record ShareServerOptions(
    InetSocketAddress address,
    String name,
    boolean signing,
    boolean encryption,
    boolean guests,
    int connections,
    int workers,
    long memory) {
  private static final int CONNECTIONS = 4096;
  private static final int LEAST_WORKERS = 4;
  private static final long LEAST_MEMORY = 4L << 20;

  public ShareServerOptions {
    if (!name.matches("[A-Za-z0-9-]{1,15}")) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a server");
    }
    if (connections < 1 || workers < 1 || memory < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "a server needs a connection, a worker and " + LEAST_MEMORY + " bytes of memory");
    }
  }

  /** A server for known users, who may go without signatures and encryption if they want. */
  public static ShareServerOptions at(InetSocketAddress address) {
    int workers = Math.max(LEAST_WORKERS, 2 * Runtime.getRuntime().availableProcessors());
    long memory = Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4);
    return new ShareServerOptions(
        address, "PEERDIST", false, false, false, CONNECTIONS, workers, memory);
  }

  /** The same with signatures as told. */
  public ShareServerOptions withSigning(boolean required) {
    return new ShareServerOptions(
        address, name, required, encryption, guests, connections, workers, memory);
  }

  /** The same with encryption as told. */
  public ShareServerOptions withEncryption(boolean required) {
    return new ShareServerOptions(
        address, name, signing, required, guests, connections, workers, memory);
  }

  /** The same with guests as told. */
  public ShareServerOptions withGuests(boolean allowed) {
    return new ShareServerOptions(
        address, name, signing, encryption, allowed, connections, workers, memory);
  }

  /** The same with another name. */
  public ShareServerOptions withName(String computer) {
    return new ShareServerOptions(
        address, computer, signing, encryption, guests, connections, workers, memory);
  }

  /** The same with another number of connections. */
  public ShareServerOptions withConnections(int most) {
    return new ShareServerOptions(
        address, name, signing, encryption, guests, most, workers, memory);
  }

  /** The same with another number of threads. */
  public ShareServerOptions withWorkers(int threads) {
    return new ShareServerOptions(
        address, name, signing, encryption, guests, connections, threads, memory);
  }

  /** The same with another amount of memory. */
  public ShareServerOptions withMemory(long bytes) {
    return new ShareServerOptions(
        address, name, signing, encryption, guests, connections, workers, bytes);
  }
}
