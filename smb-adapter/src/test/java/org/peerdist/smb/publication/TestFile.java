package org.peerdist.smb.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.files.FileFacts;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** A file that is open, as far as hashes need it. */
record TestFile(Path file, int grantedAccess, long changed) implements OpenFile {
  static final int READ_DATA = 1;
  static final int READ_ATTRIBUTES = 0x80;

  static TestFile readable(Path path) {
    return new TestFile(path, READ_DATA, 12_345);
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(file);
  }

  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public ReadableState state() throws StatusException {
    try {
      return FileIdentity.read(file);
    } catch (IOException e) {
      throw new StatusException(NtStatus.OBJECT_NAME_NOT_FOUND);
    }
  }

  @Override
  public FileFacts facts() {
    try {
      return new FileFacts(0, 0, 0, changed, 0, Files.size(file), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int createAction() {
    return 1;
  }

  @Override
  public Optional<FileChannel> readChannel() {
    return Optional.empty();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] queryFile(int informationClass, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] querySecurity(int parts, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setFile(int informationClass, ByteBuffer information) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] queryDirectory(
      int informationClass, String pattern, boolean restart, boolean single, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void lock(long offset, long length, boolean exclusive) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unlock(long offset, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
