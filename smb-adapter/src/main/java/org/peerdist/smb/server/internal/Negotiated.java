package org.peerdist.smb.server.internal;

import java.util.Optional;
import org.peerdist.smb.protocol.CipherAlgorithm;
import org.peerdist.smb.protocol.Dialect;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.SigningAlgorithm;

/**
 * What client and server agreed on.
 *
 * @param dialect what they speak
 * @param signing how messages are signed
 * @param cipher how messages are encrypted, if they can be
 * @param securityMode what the server said of signing
 * @param capabilities what the server can
 * @param request what the client said
 */
record Negotiated(
    Dialect dialect,
    SigningAlgorithm signing,
    Optional<CipherAlgorithm> cipher,
    int securityMode,
    int capabilities,
    NegotiateRequest request) {}
