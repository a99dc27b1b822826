package org.peerdist.smb.client.internal;

import com.hierynomus.msfscc.fileinformation.FileBasicInformation;
import com.hierynomus.msfscc.fileinformation.FileStandardInformation;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.share.File;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of a share, opened with smbj. */
final class SmbFile implements RemoteFile {
  private static final Logger LOG = LoggerFactory.getLogger(SmbFile.class);

  /** POLICY: one read has no more bytes, so that several of them are under way. */
  private static final int MOST_READ = 1 << 20;

  private final SmbConnection connection;
  private final File file;
  private final State opened;

  SmbFile(SmbConnection connection, File file) throws IOException {
    this.connection = connection;
    this.file = file;
    this.opened = now();
  }

  @Override
  public State opened() {
    return opened;
  }

  @Override
  public State now() throws IOException {
    try {
      FileBasicInformation basic = file.getFileInformation(FileBasicInformation.class);
      long size = file.getFileInformation(FileStandardInformation.class).getEndOfFile();
      return new State(
          size,
          basic.getLastWriteTime().getWindowsTimeStamp(),
          basic.getChangeTime().getWindowsTimeStamp());
    } catch (SMBRuntimeException e) {
      throw SmbFailures.of(e, file.getPath());
    }
  }

  @Override
  public Set<HashVersion> hashVersions() {
    return connection.hashVersions();
  }

  @Override
  public int mostHashBytes() {
    return connection.mostHashBytes();
  }

  @Override
  public void read(long position, ByteBuffer into) throws IOException {
    int most = Math.min(MOST_READ, connection.mostReadBytes());
    List<Future<?>> reads = new ArrayList<>();
    try {
      int start = into.position();
      for (int at = 0; at < into.limit() - start; at += most) {
        ByteBuffer part = into.slice(start + at, Math.min(most, into.limit() - start - at));
        long from = position + at;
        reads.add(
            connection
                .readers()
                .submit(
                    () -> {
                      readPart(from, part);
                      return null;
                    }));
      }
      for (Future<?> read : reads) {
        read.get();
      }
      into.position(into.limit());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SMBRuntimeException failure) {
        throw SmbFailures.of(failure, file.getPath());
      }
      throw new IOException(file.getPath() + ": " + e.getCause().getMessage(), e);
    } finally {
      reads.forEach(read -> read.cancel(true));
    }
  }

  private void readPart(long position, ByteBuffer into) throws IOException {
    byte[] bytes = new byte[into.remaining()];
    while (into.hasRemaining()) {
      int count = file.read(bytes, position + into.position(), 0, into.remaining());
      if (count <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      into.put(bytes, 0, count);
    }
  }

  @Override
  public Optional<ByteBuffer> readHash(ReadHashRequest request) throws IOException {
    ByteBuffer bytes = request.write();
    byte[] input = new byte[bytes.remaining()];
    bytes.get(input);
    try {
      byte[] output =
          file.ioctl(ReadHashRequest.CONTROL_CODE, true, input, 0, input.length, mostHashBytes());
      return Optional.of(ByteBuffer.wrap(output));
    } catch (SMBApiException e) {
      LOG.debug("no hashes of {}: 0x{}", file.getPath(), Long.toHexString(e.getStatusCode()));
      return Optional.empty();
    } catch (SMBRuntimeException e) {
      throw SmbFailures.of(e, file.getPath());
    }
  }

  @Override
  public void close() {
    file.closeSilently();
  }
}
