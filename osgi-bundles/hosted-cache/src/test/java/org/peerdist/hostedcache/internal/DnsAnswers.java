package org.peerdist.hostedcache.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.A;
import org.minidns.record.Data;
import org.minidns.record.PTR;
import org.minidns.record.Record;
import org.minidns.record.SRV;
import org.minidns.record.TXT;

/** Answers about hosted caches, one record after the other. */
final class DnsAnswers {
  private final List<Record<? extends Data>> records = new ArrayList<>();

  private DnsAnswers() {}

  static DnsAnswers none() {
    return new DnsAnswers();
  }

  /** A hosted cache as ours announce it. */
  static DnsAnswers of(String name, int port, String address, String... text) {
    DnsName instance = DnsName.from(name + "." + ServiceAnswer.SERVICE);
    DnsAnswers answers = new DnsAnswers();
    answers.add(ServiceAnswer.SERVICE, Record.TYPE.PTR, pointer(instance));
    answers.add(instance, Record.TYPE.SRV, new SRV(0, 0, port, "host-" + name + ".local"));
    answers.add(DnsName.from("host-" + name + ".local"), Record.TYPE.A, new A(address));
    return text.length == 0 ? answers : answers.text(instance, text);
  }

  /** The library makes pointers from what was received only. */
  static PTR pointer(DnsName to) {
    byte[] bytes = to.getBytes();
    try {
      return PTR.parse(new DataInputStream(new ByteArrayInputStream(bytes)), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DnsAnswers text(DnsName instance, String... text) {
    int length = 0;
    for (String each : text) {
      length += 1 + each.length();
    }
    byte[] blob = new byte[length];
    int at = 0;
    for (String each : text) {
      blob[at++] = (byte) each.length();
      System.arraycopy(each.getBytes(StandardCharsets.UTF_8), 0, blob, at, each.length());
      at += each.length();
    }
    return add(instance, Record.TYPE.TXT, new TXT(blob));
  }

  DnsAnswers add(DnsName name, Record.TYPE type, Data data) {
    records.add(new Record<>(name, type, Record.CLASS.IN, 120, data, false));
    return this;
  }

  DnsAnswers and(DnsAnswers other) {
    records.addAll(other.records);
    return this;
  }

  /** The answer to a question, which it repeats if the library can write it. */
  byte[] to(DnsMessage question) {
    DnsMessage.Builder answer = answer(question.id);
    if (question.getQuestion().clazz != null) {
      answer.setQuestion(question.getQuestion());
    }
    return answer.build().toArray();
  }

  /** The answer to the question of an id. */
  byte[] to(int id) {
    return answer(id).build().toArray();
  }

  private DnsMessage.Builder answer(int id) {
    return DnsMessage.builder()
        .setId(id)
        .setQrFlag(true)
        .setAuthoritativeAnswer(true)
        .setResponseCode(
            records.isEmpty()
                ? DnsMessage.RESPONSE_CODE.NX_DOMAIN
                : DnsMessage.RESPONSE_CODE.NO_ERROR)
        .setAnswers(records);
  }
}
