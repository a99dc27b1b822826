package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;

/** Puts headers on answers, signs and encrypts them, and sends them, [MS-SMB2] 3.3.4.1. */
final class Answers {
  private final Client client;
  private final Session sealedBy;
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Header> headers = new ArrayList<>();

  Answers(Client client, Session sealedBy) {
    this.client = client;
    this.sealedBy = sealedBy;
  }

  /** Sends the answer to a request that waited. */
  static void sendLater(Client client, Exchange exchange, long asyncId, Answer answer) {
    Answers answers = new Answers(client, exchange.compound().sealedBy());
    answers.add(exchange, answer, 0, Header.ASYNC, asyncId);
    answers.send();
  }

  /** Adds what came of a request, and grants credits with it. */
  void add(Exchange exchange, Reply reply) {
    Header request = exchange.header();
    if (reply instanceof Answer answer) {
      int credits = client.window().grant(request.credits());
      long tree = (long) exchange.treeId() << Integer.SIZE;
      add(exchange, answer, credits, 0, tree);
    } else if (reply instanceof Reply.Later later) {
      int credits = client.window().grant(request.credits());
      Answer interim = Answer.error(NtStatus.PENDING);
      add(exchange, interim, credits, Header.ASYNC, later.pending().asyncId());
    }
  }

  private void add(Exchange exchange, Answer answer, int credits, int flag, long related) {
    Header request = exchange.header();
    int flags = Header.RESPONSE | flag | (request.flags() & Header.RELATED);
    if (exchange.isSigned() && sealedBy == null) {
      flags |= Header.SIGNED;
    }
    exchanges.add(exchange);
    answers.add(answer);
    headers.add(
        new Header(
            request.creditCharge(),
            answer.status().value(),
            request.command(),
            credits,
            flags,
            0,
            request.messageId(),
            related,
            exchange.sessionId()));
  }

  /** Sends all in one frame. */
  void send() {
    if (answers.isEmpty()) {
      return;
    }
    List<ByteBuffer> messages = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      messages.add(ByteBuffer.wrap(message(i)));
    }
    FileRegion region = answers.get(answers.size() - 1).region();
    if (sealedBy != null) {
      messages = List.of(seal(messages));
    }
    client.output().send(new OutFrame(messages, region, this::done));
  }

  private byte[] message(int index) {
    boolean last = index == answers.size() - 1;
    byte[] message = answers.get(index).message();
    Header header = headers.get(index);
    if (!last) {
      message = Arrays.copyOf(message, message.length + 7 & ~7);
      header = next(header, message.length);
    }
    header.put(message);
    Exchange exchange = exchanges.get(index);
    if (header.has(Header.SIGNED)) {
      exchange.session().state().signer().sign(message, 0, message.length);
    }
    exchange.sent(message);
    return message;
  }

  private static Header next(Header header, int length) {
    return new Header(
        header.creditCharge(),
        header.status(),
        header.command(),
        header.credits(),
        header.flags(),
        length,
        header.messageId(),
        header.related(),
        header.sessionId());
  }

  private ByteBuffer seal(List<ByteBuffer> messages) {
    byte[] all = messages.get(0).array();
    if (messages.size() > 1) {
      ByteBuffer joined =
          ByteBuffer.allocate(messages.stream().mapToInt(ByteBuffer::remaining).sum());
      messages.forEach(joined::put);
      all = joined.array();
    }
    return sealedBy.state().sealer().seal(sealedBy.id(), all, all.length);
  }

  private void done() {
    answers.forEach(Answer::done);
  }
}
