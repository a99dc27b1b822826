package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.internal.PublicationIndex;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publication cache: the content information of contents, in a folder that outlives the
 * process. It never grows over its limit; what was not used for the longest time goes first.
 *
 * <p>A publication is a folder of its own, named by its key and by the secret and settings that its
 * hashes were made with, so that another secret never meets it. It appears whole or not at all,
 * damage is found when it is opened, and a look-up costs the same however many there are. Safe for
 * use by many threads; one process at a time.
 */
public final class PublicationCache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationCache.class);

  /** POLICY: publications that stay open, so that their files need not be looked up and checked. */
  private static final int MAX_OPEN = 256;

  private final Path folder;
  private final long maxBytes;
  private final Bytes generation;
  private final PublicationIndex index;

  private final Map<Bytes, Publication> open =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Publication> eldest) {
          return size() > MAX_OPEN;
        }
      };

  /**
   * What hashes depend on besides the content.
   *
   * @param passphrase what the server secrets come from
   * @param version1Algorithm the hash of content information version 1
   * @return a fingerprint, which does not give the secret away
   */
  public static Bytes generation(ServerPassphrase passphrase, HashAlgorithm version1Algorithm) {
    Bytes secret = passphrase.serverSecret(HashAlgorithm.SHA_256).value();
    String settings = "publications 1, segments 1, " + version1Algorithm.label();
    byte[] text = settings.getBytes(StandardCharsets.UTF_8);
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, text.length + secret.length());
    out.bytes(ByteBuffer.wrap(text)).bytes(secret);
    return HashAlgorithm.SHA_256.hash(out.toByteBuffer());
  }

  /**
   * Opens or makes a cache.
   *
   * @param folder where to keep it; nothing else may be in there
   * @param maxBytes how much it may hold, 1 or more; 0.15 % of the contents is enough for all
   * @param generation what the hashes depend on besides the contents: {@link #generation}
   * @throws IOException if the folder cannot be used, or another process uses it
   */
  public PublicationCache(Path folder, long maxBytes, Bytes generation) throws IOException {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("a publication cache of " + maxBytes + " bytes");
    }
    this.folder = Files.createDirectories(folder).toRealPath();
    this.maxBytes = maxBytes;
    this.generation = generation;
    this.index = openIndex();
    PublicationFolder.delete(pendingFolder());
    Files.createDirectories(pendingFolder());
    evict();
  }

  private PublicationIndex openIndex() throws IOException {
    Path file = folder.resolve("index");
    try {
      return new PublicationIndex(file);
    } catch (MVStoreException e) {
      if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
        throw new IOException("the publication cache " + folder + " is in use already", e);
      }
      LOG.warn("The publication cache {} is damaged and starts afresh: {}", folder, e.getMessage());
      Files.deleteIfExists(file);
      PublicationFolder.delete(folder.resolve("publications"));
      return new PublicationIndex(file);
    }
  }

  /**
   * Looks a publication up, and counts this as a use.
   *
   * @param key what identifies the content
   * @return its content information, or nothing
   */
  public Optional<Publication> find(PublicationKey key) {
    Bytes name = name(key);
    synchronized (this) {
      index.touch(name.toHex());
      Publication known = open.get(name);
      if (known != null) {
        return Optional.of(known);
      }
    }
    return open(name);
  }

  private Optional<Publication> open(Bytes name) {
    try {
      Publication found = PublicationFolder.open(folder(name), name);
      synchronized (this) {
        if (index.has(name.toHex())) { // Not if it went meanwhile.
          open.put(name, found);
        }
      }
      return Optional.of(found);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | WireFormatException e) {
      LOG.warn("Dropped a damaged publication: {}", e.getMessage());
      drop(name);
      return Optional.empty();
    }
  }

  /**
   * Opens what was used last, so that the next who asks for it need not wait for that. Counts as no
   * use.
   *
   * @param most how many publications
   * @param giveUp whether to leave the rest out
   */
  void openLatest(int most, BooleanSupplier giveUp) {
    List<String> names;
    synchronized (this) {
      names = index.latest(most);
    }
    for (Iterator<String> left = names.iterator(); left.hasNext() && !giveUp.getAsBoolean(); ) {
      open(Bytes.ofHex(left.next())).ifPresent(Publication::decodeAll);
    }
  }

  /**
   * Starts a new publication.
   *
   * @param versions the versions that it will have
   * @return files to write them to
   * @throws IOException if there can be no files
   */
  public PendingPublication begin(Set<ContentVersion> versions) throws IOException {
    return new PendingPublication(
        this, Files.createTempDirectory(pendingFolder(), "publication"), versions);
  }

  /** Takes a finished publication in; removes it again if it is larger than the cache. */
  void commit(Path pending, PublicationKey key, long contentLength, Set<ContentVersion> versions)
      throws IOException {
    Bytes name = name(key);
    long size = PublicationFolder.seal(pending, name, contentLength, versions);
    if (size > maxBytes) {
      throw new IOException(
          "the publication cache holds " + maxBytes + " bytes, these hashes have " + size);
    }
    synchronized (this) {
      open.remove(name);
      PublicationFolder.delete(folder(name));
      // In the index first: what a crash leaves behind is an entry without a folder, not a folder
      // that nobody knows of.
      index.put(name.toHex(), size);
      Files.createDirectories(folder(name).getParent());
      Files.move(pending, folder(name), StandardCopyOption.ATOMIC_MOVE);
      evict();
    }
  }

  /** Keeps a few bytes with a publication, for as long as it is here. */
  synchronized void label(PublicationKey key, ByteBuffer label) {
    index.label(name(key).toHex(), Bytes.copyOf(label).toByteArray());
  }

  synchronized boolean hasLabel(PublicationKey key) {
    return index.hasLabel(name(key).toHex());
  }

  /** What was kept with the publications that are here. */
  synchronized List<ByteBuffer> labels() {
    return index.labels().stream().map(ByteBuffer::wrap).toList();
  }

  /** Removes a publication; nothing if it is not here. */
  void remove(PublicationKey key) {
    drop(name(key));
  }

  /**
   * Removes all publications, for contents that changed without a trace.
   *
   * @throws IOException if some cannot be removed
   */
  public synchronized void clear() throws IOException {
    evictTo(0);
  }

  /**
   * The bytes in the cache.
   *
   * @return 0 to the limit
   */
  public synchronized long size() {
    return index.total();
  }

  /**
   * The number of publications.
   *
   * @return 0 or more
   */
  public synchronized int count() {
    return index.count();
  }

  /** Closes the index. Publications that were found stay usable. */
  @Override
  public synchronized void close() {
    index.close();
    open.clear();
  }

  private void evict() throws IOException {
    evictTo(maxBytes);
  }

  private void evictTo(long bytes) throws IOException {
    while (index.total() > bytes) {
      Optional<Map.Entry<String, Long>> eldest = index.eldest();
      if (eldest.isEmpty()) {
        return;
      }
      Bytes name = Bytes.ofHex(eldest.get().getKey());
      open.remove(name);
      PublicationFolder.delete(folder(name));
      index.remove(name.toHex());
    }
  }

  private synchronized void drop(Bytes name) {
    try {
      open.remove(name);
      PublicationFolder.delete(folder(name));
      index.remove(name.toHex());
    } catch (IOException e) {
      LOG.warn("Could not remove a publication: {}", e.toString());
    }
  }

  private Bytes name(PublicationKey key) {
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, generation.length() + 32);
    out.bytes(generation).bytes(key.digest());
    return HashAlgorithm.SHA_256.hash(out.toByteBuffer());
  }

  private Path folder(Bytes name) {
    String hex = name.toHex();
    return folder.resolve("publications").resolve(hex.substring(0, 2)).resolve(hex);
  }

  private Path pendingFolder() {
    return folder.resolve("pending");
  }
}
