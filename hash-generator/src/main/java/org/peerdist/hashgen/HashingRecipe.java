package org.peerdist.hashgen;

import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.content.ServerSecret;

/** With which hash and which secret each version is made. */
record HashingRecipe(ServerPassphrase passphrase, HashAlgorithm version1Algorithm) {
  HashAlgorithm algorithm(ContentVersion version) {
    return version == ContentVersion.V1 ? version1Algorithm : version.defaultAlgorithm();
  }

  ServerSecret secret(ContentVersion version) {
    return passphrase.serverSecret(algorithm(version));
  }
}
