package org.peerdist.smb.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.HashSet;
import java.util.Set;

/**
 * A folder of a file system that cannot hold it open. That no link is on the way is checked before
 * and after what is done to its names.
 */
final class PlainFolder implements Folder {
  private final Path path;

  PlainFolder(Path path) {
    this.path = path;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public BasicFileAttributeView view() {
    return Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW_LINKS);
  }

  @Override
  public BasicFileAttributeView view(String name) {
    return Files.getFileAttributeView(
        path.resolve(relative(name)), BasicFileAttributeView.class, NOFOLLOW_LINKS);
  }

  @Override
  public Folder folder(String name) throws IOException {
    if (!view(name).readAttributes().isDirectory()) {
      throw new NotDirectoryException(name);
    }
    return new PlainFolder(path.resolve(name));
  }

  @Override
  public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
      throws IOException {
    checkReal();
    SeekableByteChannel channel = channel(path.resolve(relative(name)), options);
    try {
      checkReal();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Some file systems know no links, or no channels of files. */
  private static SeekableByteChannel channel(Path file, Set<? extends OpenOption> options)
      throws IOException {
    Set<OpenOption> safe = new HashSet<>(options);
    safe.add(NOFOLLOW_LINKS);
    try {
      return FileChannel.open(file, safe);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      if (Files.isSymbolicLink(file)) {
        throw new FileSystemException(file.toString(), null, "Is a link");
      }
    }
    try {
      return FileChannel.open(file, options);
    } catch (UnsupportedOperationException e) {
      return Files.newByteChannel(file, options);
    }
  }

  @Override
  public void createFolder(String name) throws IOException {
    checkReal();
    Files.createDirectory(path.resolve(relative(name)));
  }

  @Override
  public void delete(String name, boolean folder) throws IOException {
    checkReal();
    Files.delete(path.resolve(relative(name)));
  }

  @Override
  public void move(String name, Folder target, String newName) throws IOException {
    checkReal();
    Path source = path.resolve(relative(name));
    Path destination = target.path().resolve(target.relative(newName));
    if (destination.getParent().equals(path) && name.equalsIgnoreCase(newName)) {
      // Where case does not matter, a move onto the same name in other letters does nothing.
      Path between = Files.createTempFile(path, "~", null);
      Files.move(source, between, StandardCopyOption.REPLACE_EXISTING);
      source = between;
    }
    Files.move(source, destination, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // Whoever asks for it closes it.
  public DirectoryStream<Path> list() throws IOException {
    checkReal();
    return Files.newDirectoryStream(path);
  }

  private void checkReal() throws IOException {
    if (!path.toRealPath().equals(path)) {
      throw new FileSystemException(path.toString(), null, "A link is on the way");
    }
  }

  @Override
  public void close() {}
}
