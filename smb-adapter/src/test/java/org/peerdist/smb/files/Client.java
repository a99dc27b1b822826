package org.peerdist.smb.files;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.peerdist.smb.information.FileRenameInformation;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/** What a client of a share does, in few words. */
public final class Client {
  public static final int READ = 0x120089;
  public static final int WRITE = 0x120116;
  public static final int ATTRIBUTES = 0x80;
  public static final int SHARE_ALL = 7;
  public static final int SUPERSEDE = 0;
  public static final int OPEN = 1;
  public static final int CREATE = 2;
  public static final int OPEN_IF = 3;
  public static final int OVERWRITE = 4;
  public static final int OVERWRITE_IF = 5;
  public static final int NAMES = 12;

  private final FileTree tree;
  private final boolean mayWrite;

  public Client(FileTree tree, boolean mayWrite) {
    this.tree = tree;
    this.mayWrite = mayWrite;
  }

  public OpenFile open(String path, int access, int share, int disposition, int options)
      throws StatusException {
    return tree.open(new OpenRequest(path, access, 0, share, disposition, options, mayWrite));
  }

  public OpenFile open(String path, int access) throws StatusException {
    return open(path, access, SHARE_ALL, OPEN, 0);
  }

  public OpenFile create(String path) throws StatusException {
    return open(path, Access.ALL, SHARE_ALL, CREATE, CreateOptions.NON_DIRECTORY_FILE);
  }

  public void createFolder(String path) throws StatusException {
    open(path, Access.READ_ONLY, SHARE_ALL, CREATE, CreateOptions.DIRECTORY_FILE).close();
  }

  public void put(String path, String text) throws StatusException {
    try (OpenFile file = create(path)) {
      file.write(bytes(text), 0);
    }
  }

  public String get(String path) throws StatusException {
    try (OpenFile file = open(path, READ)) {
      return get(file);
    }
  }

  public static String get(OpenFile file) throws StatusException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    file.read(buffer, 0);
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  FileTree tree() {
    return tree;
  }

  public void rename(OpenFile open, String path, boolean replace) throws StatusException {
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, 64);
    new FileRenameInformation(replace, false, false, path).write(writer);
    open.setFile(10, writer.toByteBuffer());
  }

  public void delete(OpenFile open) throws StatusException {
    open.setFile(13, ByteBuffer.wrap(new byte[] {1}));
  }

  public static ByteBuffer longs(long... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(value);
    }
    return buffer.flip();
  }

  public static ByteBuffer numbers(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.flip();
  }

  public static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All names of a folder that match, in the order of the answers, without the dots. */
  public List<String> list(String folder, String pattern) throws StatusException {
    List<String> names = new ArrayList<>();
    try (OpenFile open = open(folder, READ)) {
      while (true) {
        names.addAll(names(open.queryDirectory(NAMES, pattern, false, false, 1000)));
      }
    } catch (StatusException e) {
      assertThatExceptionOfType(StatusException.class)
          .isThrownBy(
              () -> {
                throw e;
              })
          .matches(end -> isEnd(end.status()), "is the end");
      names.removeAll(List.of(".", ".."));
      return names;
    }
  }

  private static boolean isEnd(NtStatus status) {
    return status == NtStatus.NO_MORE_FILES || status == NtStatus.NO_SUCH_FILE;
  }

  /** The names in an answer of class 12. */
  public static List<String> names(byte[] page) {
    ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    List<String> names = new ArrayList<>();
    int at = 0;
    int next;
    do {
      next = buffer.getInt(at);
      int length = buffer.getInt(at + 8);
      names.add(new String(page, at + 12, length, StandardCharsets.UTF_16LE));
      at += next;
    } while (next != 0);
    return names;
  }

  public static void assertRefused(NtStatus status, ThrowingCallable action) {
    assertThatExceptionOfType(StatusException.class)
        .isThrownBy(action)
        .extracting(StatusException::status)
        .isEqualTo(status);
  }
}
