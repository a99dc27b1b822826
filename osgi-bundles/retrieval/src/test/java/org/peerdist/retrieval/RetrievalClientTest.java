package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.HashAlgorithm;

class RetrievalClientTest {
  @ParameterizedTest
  @EnumSource(CryptoAlgorithm.class)
  void fetchBlock_ofEachAlgorithm_givesVerifiedBlock(CryptoAlgorithm algorithm) {
    for (SampleContent content :
        new SampleContent[] {
          SampleContent.version1(200_001),
          SampleContent.version1(65_536 * 2, HashAlgorithm.SHA_512),
          SampleContent.version1(65_537, HashAlgorithm.SHA_384),
          SampleContent.version2(131_072),
          SampleContent.version2(1)
        }) {
      RetrievalServer server = new RetrievalServer(content, algorithm, 1, new SecureRandom());
      RetrievalClient client = new RetrievalClient(new DirectTransport(server));
      for (int index = 0; index < content.blockCount(); index++) {
        FetchResult result = client.fetchBlock(DirectTransport.PEER, content.segment, index);
        assertThat(result).isInstanceOf(FetchResult.Fetched.class);
        assertThat(((FetchResult.Fetched) result).block().data()).isEqualTo(content.block(index));
      }
    }
  }

  @Test
  void fetchBlock_thatPeerLacks_isMissingWithNextIndex() {
    SampleContent content = SampleContent.version1(65_536 * 5).without(1, 2);
    RetrievalClient client = new RetrievalClient(new DirectTransport(new RetrievalServer(content)));
    assertThat(client.fetchBlock(DirectTransport.PEER, content.segment, 1))
        .isEqualTo(new FetchResult.Missing(3));
  }
}
