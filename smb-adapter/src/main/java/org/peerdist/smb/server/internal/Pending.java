package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.NtStatus;

/** A request that is answered when something happens ("asynchronous"), [MS-SMB2] 3.3.4.2. */
final class Pending {
  private final Client client;
  private final Exchange exchange;
  private final long asyncId;
  private Runnable onEnd = () -> {};
  private Runnable onCancel = () -> completeNow(Answer.error(NtStatus.CANCELLED));

  Pending(Client client, Exchange exchange, long asyncId) {
    this.client = client;
    this.exchange = exchange;
    this.asyncId = asyncId;
  }

  long asyncId() {
    return asyncId;
  }

  long messageId() {
    return exchange.header().messageId();
  }

  /** Has something run once when it no longer waits, whatever the reason. */
  void onEnd(Runnable action) {
    onEnd = action;
  }

  /** Has something run when it is cancelled, of which an answer comes, instead of an answer. */
  void onCancel(Runnable action) {
    onCancel = action;
  }

  /** Answers, unless that was done; from any thread. */
  void complete(Answer answer) {
    client.output().post(() -> completeNow(answer));
  }

  /** Answers, unless that was done; from the thread of the conversation. */
  void completeNow(Answer answer) {
    if (client.endWaiting(this)) {
      onEnd.run();
      Answers.sendLater(client, exchange, asyncId, answer);
    }
  }

  boolean isWaiting() {
    return client.isWaiting(this);
  }

  /** Ends without an answer. */
  void abandon() {
    onEnd.run();
  }

  void cancel() {
    onCancel.run();
  }
}
