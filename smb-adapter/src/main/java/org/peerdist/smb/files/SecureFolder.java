package org.peerdist.smb.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.HashSet;
import java.util.Set;

/** A folder that the file system holds open: what is done to its names is done there, always. */
final class SecureFolder implements Folder {
  private final Path path;
  private final SecureDirectoryStream<Path> stream;

  SecureFolder(Path path, SecureDirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public BasicFileAttributeView view() {
    return stream.getFileAttributeView(BasicFileAttributeView.class);
  }

  @Override
  public BasicFileAttributeView view(String name) {
    return stream.getFileAttributeView(
        relative(name), BasicFileAttributeView.class, NOFOLLOW_LINKS);
  }

  @Override
  public Folder folder(String name) throws IOException {
    return new SecureFolder(
        path.resolve(name), stream.newDirectoryStream(relative(name), NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
      throws IOException {
    Set<OpenOption> safe = new HashSet<>(options);
    safe.add(NOFOLLOW_LINKS);
    return stream.newByteChannel(relative(name), safe);
  }

  @Override
  public void createFolder(String name) throws IOException {
    // Java cannot make a folder in one that is held open; what was made elsewhere is an error.
    Files.createDirectory(path.resolve(name));
    if (!view(name).readAttributes().isDirectory()) {
      throw new FileSystemException(name, null, "Not made in the folder that was meant");
    }
  }

  @Override
  public void delete(String name, boolean folder) throws IOException {
    if (folder) {
      stream.deleteDirectory(relative(name));
    } else {
      stream.deleteFile(relative(name));
    }
  }

  @Override
  public void move(String name, Folder target, String newName) throws IOException {
    stream.move(relative(name), ((SecureFolder) target).stream, target.relative(newName));
  }

  @Override
  public DirectoryStream<Path> list() throws IOException {
    return stream.newDirectoryStream(path.getFileSystem().getPath("."));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
