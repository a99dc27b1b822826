package org.peerdist.smb.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.Publication;
import org.peerdist.hashgen.PublicationKey;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.readhash.ContentInformationFile;
import org.peerdist.smb.readhash.FileBasedResponse;
import org.peerdist.smb.readhash.HashBasedResponse;
import org.peerdist.smb.readhash.HashHeader;
import org.peerdist.smb.readhash.HashVersion;
import org.peerdist.smb.readhash.ReadHashRequest;
import org.peerdist.smb.server.Share;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class ShareHashesTest {
  private static final int SIZE = 3_000_000;
  private static final int MOST = 1 << 20;
  private static final int READ = 0x120089;
  private static final int WRITE = 0x120116;

  @TempDir private Path folder;
  private Path files;
  private Path file;
  private PublishingService publishing;

  @BeforeEach
  void start() throws IOException {
    files = Files.createDirectory(folder.resolve("files")).toRealPath();
    file = write("content.bin", SIZE, 1);
    publishing =
        PublishingService.open(
            folder.resolve("publications"),
            new ServerPassphrase(Bytes.ofHex("0102")),
            PublishingOptions.DEFAULT);
  }

  @AfterEach
  void stop() throws IOException {
    publishing.close();
  }

  private Path write(String name, int size, long seed) throws IOException {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Files.write(files.resolve(name), bytes);
  }

  private void publishAll() throws IOException, InterruptedException {
    publishing.publishFolder(files);
    assertThat(publishing.awaitPublished(Duration.ofSeconds(30))).isTrue();
  }

  private static Share share(String name) {
    return Share.readOnly(name, new NoFiles());
  }

  private byte[] read(HashPolicy policy, ReadHashRequest request, int most) throws StatusException {
    return read(policy, TestFile.readable(file), request.write(), Dialect.SMB_3_1_1, most);
  }

  private byte[] read(HashPolicy policy, TestFile open, ByteBuffer input, Dialect dialect, int most)
      throws StatusException {
    return new ShareHashes(publishing, policy).readHash(share("Data"), open, input, dialect, most);
  }

  private void assertRefused(NtStatus status, HashPolicy policy, ReadHashRequest request) {
    assertRefused(status, policy, request, MOST);
  }

  private void assertRefused(
      NtStatus status, HashPolicy policy, ReadHashRequest request, int most) {
    assertThatThrownBy(() -> read(policy, request, most))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status()).isEqualTo(status));
  }

  private Publication publication() throws IOException {
    return publishing.find(FileIdentity.read(file)).orElseThrow();
  }

  @Test
  void readHash_whileSomebodyMayWrite_hasNoneAndMakesNone() throws Exception {
    Path link = Files.createLink(files.resolve("link.bin"), file);
    publishAll();
    ShareHashes hashes = new ShareHashes(publishing, HashPolicy.ALL);
    ByteBuffer request = ReadHashRequest.of(HashVersion.V1, 0, 1000).write();
    try (NioFileTree tree = new NioFileTree(files, "test", false);
        OpenFile reader = open(tree, file, READ)) {
      assertThat(readHash(hashes, reader, request)).isNotEmpty();
      OpenFile writer = open(tree, link, READ | WRITE);
      assertRefused(() -> readHash(hashes, reader, request));
      assertRefused(() -> readHash(hashes, writer, request));
      writer.write(ByteBuffer.allocate(1), 0);
      assertRefused(() -> readHash(hashes, reader, request));
      assertThat(isUnderWay()).isFalse();
      writer.close();
      assertRefused(() -> readHash(hashes, reader, request));
      assertThat(publishing.awaitPublished(Duration.ofSeconds(30))).isTrue();
      assertThat(readHash(hashes, reader, request)).isNotEmpty();
    }
  }

  private static OpenFile open(NioFileTree tree, Path file, int access) throws StatusException {
    return tree.open(new OpenRequest(file.getFileName().toString(), access, 0, 7, 1, 0, true));
  }

  private static byte[] readHash(ShareHashes hashes, OpenFile open, ByteBuffer request)
      throws StatusException {
    return hashes.readHash(share("Data"), open, request.duplicate(), Dialect.SMB_3_1_1, MOST);
  }

  private static void assertRefused(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            StatusException.class,
            e -> assertThat(e.status()).isEqualTo(NtStatus.HASH_NOT_PRESENT));
  }

  private boolean isUnderWay() throws IOException {
    try (PublishingSession session = publishing.openSession(Owner.SHARED)) {
      return session.isUnderWay(PublicationKey.ofFile(FileIdentity.read(file)).contentId());
    }
  }

  @Test
  void shareFlags_followLevelVersionsAndDialect() {
    assertThat(flags(HashPolicy.ALL, Dialect.SMB_3_1_1)).isEqualTo(0x6000);
    assertThat(flags(HashPolicy.ALL, Dialect.SMB_2_1)).isEqualTo(0x2000);
    assertThat(flags(policy(HashLevel.NONE), Dialect.SMB_3_0)).isZero();
    assertThat(flags(policy(HashLevel.ENABLED_SHARES), Dialect.SMB_3_0)).isZero();
    assertThat(flags(policy(HashLevel.ENABLED_SHARES, "dATA"), Dialect.SMB_3_0)).isEqualTo(0x6000);
    HashPolicy second = new HashPolicy(HashLevel.ALL, Set.of(), Set.of(ContentVersion.V2));
    assertThat(flags(second, Dialect.SMB_3_0)).isEqualTo(0x4000);
    assertThat(flags(second, Dialect.SMB_2_1)).isZero();
  }

  private int flags(HashPolicy policy, Dialect dialect) {
    return new ShareHashes(publishing, policy).shareFlags(dialect, share("Data"));
  }

  private static HashPolicy policy(HashLevel level, String... shares) {
    return new HashPolicy(level, Set.of(shares), Set.of(ContentVersion.V1, ContentVersion.V2));
  }

  @Test
  void readHash_version1InPieces_isTheContentInformationFile()
      throws IOException, InterruptedException, StatusException, WireFormatException {
    publishAll();
    ByteBuffer whole = ByteBuffer.allocate(1 << 20);
    int most = 100;
    while (true) {
      ReadHashRequest request =
          ReadHashRequest.of(HashVersion.V1, whole.position(), Integer.MAX_VALUE);
      byte[] answer;
      try {
        answer = read(HashPolicy.ALL, request, most);
      } catch (StatusException end) {
        assertThat(end.status()).isEqualTo(NtStatus.END_OF_FILE);
        break;
      }
      assertThat(answer.length).isLessThanOrEqualTo(most);
      HashBasedResponse response = HashBasedResponse.read(ByteBuffer.wrap(answer));
      assertThat(response.offset()).isEqualTo(whole.position());
      whole.put(response.part());
    }
    ContentInformationFile read = ContentInformationFile.read(whole.flip());
    assertThat(read.header().fileSize()).isEqualTo(SIZE);
    assertThat(read.header().changeTime()).isEqualTo(12_345);
    assertThat(read.header().dirty()).isFalse();
    assertThat(read.contentInformation())
        .isEqualTo(publication().encoded(ContentVersion.V1).orElseThrow());
  }

  @Test
  void readHash_version2InPieces_coversTheFileSegmentBySegment()
      throws IOException, InterruptedException, StatusException, WireFormatException {
    publishAll();
    ContentInformation all = publication().contentInformation(ContentVersion.V2).orElseThrow();
    // Room for two segments, with the header of the first answer for fewer.
    int most = 24 + 36 + 2 * 68 + 58;
    List<Object> segments = new ArrayList<>();
    long offset = 0;
    while (offset < SIZE) {
      byte[] answer =
          read(HashPolicy.ALL, ReadHashRequest.of(HashVersion.V2, offset, 1 << 30), most);
      assertThat(answer.length).isLessThanOrEqualTo(most);
      FileBasedResponse response = FileBasedResponse.read(ByteBuffer.wrap(answer));
      assertThat(response.fileDataOffset()).isEqualTo(offset);
      ContentInformation part = ContentInformation.decode(hashes(response, offset));
      assertThat(part.range().start()).isEqualTo(offset);
      assertThat(part.range().length()).isEqualTo(response.fileDataLength());
      part.segments().forEach(segment -> segments.add(List.of(segment.range(), segment.id())));
      offset += response.fileDataLength();
    }
    assertThat(segments)
        .isEqualTo(
            all.segments().stream()
                .map(segment -> List.<Object>of(segment.range(), segment.id()))
                .toList());
    assertRefused(
        NtStatus.END_OF_FILE, HashPolicy.ALL, ReadHashRequest.of(HashVersion.V2, SIZE, 1));
  }

  private static ByteBuffer hashes(FileBasedResponse response, long offset)
      throws WireFormatException {
    ByteBuffer hashes = response.hashes();
    if (offset == 0) {
      HashHeader header = HashHeader.read(hashes);
      assertThat(header.hashLength()).isZero();
      assertThat(header.fileSize()).isEqualTo(SIZE);
      hashes.position((int) header.hashOffset());
    }
    return hashes.slice();
  }

  @Test
  void readHash_version2InsideASegment_startsWithThatSegment()
      throws IOException, InterruptedException, StatusException, WireFormatException {
    publishAll();
    ContentInformation all = publication().contentInformation(ContentVersion.V2).orElseThrow();
    long inside = all.segments().get(5).range().end() - 1;
    FileBasedResponse response =
        FileBasedResponse.read(
            ByteBuffer.wrap(
                read(HashPolicy.ALL, ReadHashRequest.of(HashVersion.V2, inside, 1), MOST)));
    assertThat(response.fileDataOffset()).isEqualTo(all.segments().get(5).range().start());
    assertThat(response.fileDataLength()).isEqualTo(all.segments().get(5).range().length());
  }

  @Test
  void readHash_version2Whole_isNeverLongerThanTheClientTakes()
      throws IOException, InterruptedException, StatusException, WireFormatException {
    publishAll();
    ReadHashRequest request = ReadHashRequest.of(HashVersion.V2, 0, 1L << 31);
    int whole = read(HashPolicy.ALL, request, MOST).length;
    for (int most = whole - 80; most <= whole; most++) {
      byte[] answer = read(HashPolicy.ALL, request, most);
      assertThat(answer.length).isLessThanOrEqualTo(most);
      FileBasedResponse response = FileBasedResponse.read(ByteBuffer.wrap(answer));
      ContentInformation part = ContentInformation.decode(hashes(response, 0));
      assertThat(part.range().length()).isEqualTo(response.fileDataLength());
    }
  }

  @Test
  void readHash_lengthOfZero_hasNoHashes()
      throws IOException, InterruptedException, StatusException, WireFormatException {
    publishAll();
    byte[] first = read(HashPolicy.ALL, ReadHashRequest.of(HashVersion.V1, 10, 0), MOST);
    assertThat(HashBasedResponse.read(ByteBuffer.wrap(first)).part().remaining()).isZero();
    byte[] second = read(HashPolicy.ALL, ReadHashRequest.of(HashVersion.V2, 10, 0), MOST);
    assertThat(FileBasedResponse.read(ByteBuffer.wrap(second)).fileDataLength()).isZero();
  }

  @Test
  void readHash_notHashedYet_isRefusedAndHashedForTheNext() throws IOException, StatusException {
    ReadHashRequest request = ReadHashRequest.of(HashVersion.V2, 0, 1 << 20);
    assertRefused(NtStatus.HASH_NOT_PRESENT, HashPolicy.ALL, request);
    while (isUnderWay()) {
      Thread.onSpinWait();
    }
    assertThat(read(HashPolicy.ALL, request, MOST)).isNotEmpty();
    assertThat(publishing.cache().count()).isEqualTo(1);
  }

  @Test
  void readHash_fileChanged_oldHashesNeverLeave()
      throws IOException, InterruptedException, StatusException {
    publishAll();
    ReadHashRequest request = ReadHashRequest.of(HashVersion.V1, 0, 1 << 20);
    byte[] before = read(HashPolicy.ALL, request, MOST);
    write("content.bin", SIZE, 2);
    assertRefused(NtStatus.HASH_NOT_PRESENT, HashPolicy.ALL, request);
    while (isUnderWay()) {
      Thread.onSpinWait();
    }
    assertThat(read(HashPolicy.ALL, request, MOST)).isNotEqualTo(before);
  }

  @Test
  void readHash_smallFile_hasNone() throws IOException, InterruptedException, StatusException {
    file = write("small.bin", 65_535, 3);
    Path enough = write("enough.bin", 65_536, 3);
    publishAll();
    ReadHashRequest request = ReadHashRequest.of(HashVersion.V1, 0, 1 << 20);
    assertRefused(NtStatus.HASH_NOT_PRESENT, HashPolicy.ALL, request);
    file = enough;
    assertThat(read(HashPolicy.ALL, request, MOST)).isNotEmpty();
  }

  @Test
  void readHash_withoutTheRightToRead_isRefusedFirst() {
    TestFile open = new TestFile(file, TestFile.READ_ATTRIBUTES, 0);
    assertThatThrownBy(
            () -> read(HashPolicy.ALL, open, ByteBuffer.allocate(0), Dialect.SMB_3_0, MOST))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.ACCESS_DENIED));
  }

  @Test
  void readHash_noRoom_isBufferTooSmallBeforeAnythingElse() {
    HashPolicy none = policy(HashLevel.NONE);
    assertThatThrownBy(
            () ->
                read(none, TestFile.readable(file), ByteBuffer.allocate(23), Dialect.SMB_3_0, MOST))
        .hasMessage("BUFFER_TOO_SMALL");
    assertRefused(NtStatus.BUFFER_TOO_SMALL, none, new ReadHashRequest(9, 9, 1, 0, 0), 15);
    assertRefused(NtStatus.INVALID_PARAMETER, none, new ReadHashRequest(9, 9, 1, 0, 0), 16);
    assertRefused(NtStatus.BUFFER_TOO_SMALL, none, new ReadHashRequest(9, 9, 2, 0, 0), 23);
    assertRefused(NtStatus.INVALID_PARAMETER, none, new ReadHashRequest(9, 9, 2, 0, 0), 24);
  }

  @Test
  void readHash_numbersThatDoNotGoTogether_areInvalidBeforeTheLevel() {
    HashPolicy none = policy(HashLevel.NONE);
    for (long[] wrong :
        new long[][] {
          {0, 1, 1}, {2, 1, 1}, {1, 0, 1}, {1, 3, 2}, {1, 1, 0}, {1, 1, 2}, {1, 2, 1}
        }) {
      assertRefused(
          NtStatus.INVALID_PARAMETER,
          none,
          new ReadHashRequest(wrong[0], wrong[1], wrong[2], 0, 0));
    }
    assertRefused(NtStatus.HASH_NOT_SUPPORTED, none, ReadHashRequest.of(HashVersion.V1, 0, 1));
    assertThatThrownBy(
            () ->
                read(
                    none,
                    TestFile.readable(file),
                    ReadHashRequest.of(HashVersion.V2, 0, 1).write(),
                    Dialect.SMB_2_1,
                    MOST))
        .hasMessage("INVALID_PARAMETER");
  }

  @Test
  void readHash_shareThatGivesNone_isNotSupportedWhereThereAreHashes()
      throws IOException, InterruptedException {
    HashPolicy others = policy(HashLevel.ENABLED_SHARES, "other");
    ReadHashRequest request = ReadHashRequest.of(HashVersion.V1, 0, 1);
    assertRefused(NtStatus.HASH_NOT_PRESENT, others, request);
    // And nothing is hashed because of such a request.
    assertThat(isUnderWay()).isFalse();
    publishAll();
    assertRefused(NtStatus.HASH_NOT_SUPPORTED, others, request);
  }

  @Test
  void readHash_versionThatIsNotGiven_isNotPresent() throws IOException, InterruptedException {
    publishAll();
    HashPolicy first = new HashPolicy(HashLevel.ALL, Set.of(), Set.of(ContentVersion.V1));
    assertRefused(NtStatus.HASH_NOT_PRESENT, first, ReadHashRequest.of(HashVersion.V2, 0, 1));
  }

  @Test
  void readHash_offsetsBehindTheEnd_areEndOfFile() throws IOException, InterruptedException {
    publishAll();
    for (HashVersion version : HashVersion.values()) {
      for (long offset : new long[] {SIZE, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
        assertRefused(NtStatus.END_OF_FILE, HashPolicy.ALL, ReadHashRequest.of(version, offset, 1));
      }
    }
  }
}
