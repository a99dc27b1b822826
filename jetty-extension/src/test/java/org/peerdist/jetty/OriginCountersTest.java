package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.await;
import static org.peerdist.jetty.Asking.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counters, as an administrator sees them by JMX. */
class OriginCountersTest {
  private static final int LENGTH = 200_000;

  @TempDir private Path temp;
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final byte[] data = content(LENGTH, 1);
  private TestOrigin origin;
  private Path file;
  private ObjectName counters;

  @BeforeEach
  void start() throws Exception {
    file = Files.write(temp.resolve("blob-17"), data);
    origin = new TestOrigin(temp.resolve("cache"));
    origin.server.addBean(new MBeanContainer(beans));
    origin.start(new Blob());
    counters =
        beans
            .queryNames(new ObjectName("org.peerdist.jetty:type=origincounters,*"), null)
            .iterator()
            .next();
  }

  @AfterEach
  void close() throws IOException {
    origin.close();
  }

  /** Answers everything with the file, whose name nobody can guess. */
  private final class Blob extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String modified =
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
      response.getHeaders().put(HttpHeader.LAST_MODIFIED, modified);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, LENGTH);
      response.write(true, ByteBuffer.wrap(data), callback);
      return true;
    }
  }

  private long count(String attribute) throws Exception {
    return (Long) beans.getAttribute(counters, attribute);
  }

  private boolean publish(String resource, Path path) throws Exception {
    return (Boolean)
        beans.invoke(
            counters,
            "publish",
            new Object[] {resource, path.toString()},
            new String[] {String.class.getName(), String.class.getName()});
  }

  @Test
  void publish_resource_hasHashesForTheFirstRequest() throws Exception {
    assertThat(publish("/blobs?id=17", file)).isTrue();
    await("hashed", () -> count("generationsCompleted") == 1);
    assertThat(publish("/blobs?id=17", file)).isTrue();
    assertThat(count("generationsAccepted")).isEqualTo(1);
    try (HttpConnection http = origin.connect()) {
      HttpConnection.Answer answer = http.get("/blobs?id=17", V2);
      assertThat(answer.isHashes()).isTrue();
      assertThat(http.get("/blobs?id=17").body()).isEqualTo(data);
      assertThat(count("hashRequests")).isEqualTo(1);
      assertThat(count("hashResponses")).isEqualTo(1);
      assertThat(count("hashBytes")).isEqualTo(answer.body().length);
      assertThat(count("projectedBytes")).isEqualTo(LENGTH);
      assertThat(count("savedBytes")).isEqualTo(LENGTH - answer.body().length);
      HttpConnection.Answer missing =
          http.get("/blobs?id=17", "X-P2P-PeerDist: Version=1.1, MissingDataRequest=true");
      assertThat(missing.body()).isEqualTo(data);
      assertThat(count("missingDataRequests")).isEqualTo(1);
      assertThat(count("clientMissBytes")).isEqualTo(LENGTH);
    }
    assertThat(count("serverMisses")).isZero();
    assertThat(count("generationsQueued")).isZero();
  }

  @Test
  void publish_noFile_isAnError() {
    assertThatThrownBy(() -> publish("/blobs?id=17", temp.resolve("nothing")))
        .isInstanceOf(MBeanException.class)
        .hasRootCauseInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void publish_tooMany_forgetsTheFirst() {
    PublishedFiles files = new PublishedFiles();
    for (int i = 0; i <= PublishedFiles.MOST; i++) {
      files.put("/" + i, file);
    }
    assertThat(files.find("/0")).isEmpty();
    assertThat(files.find("/1")).contains(file);
    assertThat(files.find("/" + PublishedFiles.MOST)).contains(file);
  }
}
