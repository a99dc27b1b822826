package org.peerdist.smb.files;

import java.util.BitSet;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * A pattern of names, [MS-FSA] 2.1.4.4: {@code *} any characters, {@code ?} one character, {@code
 * <} any characters up to the last period and perhaps this, {@code >} one character or nothing
 * before a period or the end, {@code "} a period or the end. Case does not matter.
 *
 * <p>Takes time in proportion to the name times the pattern, whatever they are.
 */
final class WildcardPattern {
  private static final String WILDCARDS = "*?<>\"";
  private static final int MOST_LENGTH = 255;

  private final String text;
  private final boolean all;
  private final boolean literal;

  private WildcardPattern(String text) {
    this.text = text;
    // Windows has no names without extension here: *.* means the same as *.
    this.all = text.equals("*") || text.equals("*.*");
    this.literal = text.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  /**
   * Checks a pattern.
   *
   * @param text as on the wire; empty for everything
   * @return the pattern
   * @throws StatusException OBJECT_NAME_INVALID if it can match no name
   */
  static WildcardPattern of(String text) throws StatusException {
    boolean valid = text.length() <= MOST_LENGTH;
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
      valid = WILDCARDS.indexOf(c) >= 0 || !NameMapping.isForbidden(c);
    }
    if (!valid) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
    return new WildcardPattern(text.isEmpty() ? "*" : text);
  }

  /** Whether it is just a name. */
  boolean isLiteral() {
    return literal;
  }

  /** The pattern itself, which is a name if it is literal. */
  String text() {
    return text;
  }

  /** Whether a name is meant. */
  boolean matches(String name) {
    if (all) {
      return true;
    }
    int lastPeriod = name.lastIndexOf('.');
    BitSet states = new BitSet(text.length() + 1);
    states.set(0);
    for (int i = 0; i < name.length() && !states.isEmpty(); i++) {
      char c = name.charAt(i);
      passOverNothing(states, c == '.', false);
      states = step(states, c, i == lastPeriod);
    }
    passOverNothing(states, false, true);
    return states.get(text.length());
  }

  /** Adds the states that are reached without taking a character. */
  private void passOverNothing(BitSet states, boolean beforePeriod, boolean atEnd) {
    for (int p = states.nextSetBit(0); p >= 0 && p < text.length(); p = states.nextSetBit(p + 1)) {
      boolean passes =
          switch (text.charAt(p)) {
            case '*', '<' -> true;
            case '>' -> beforePeriod || atEnd;
            case '"' -> atEnd;
            default -> false;
          };
      if (passes) {
        states.set(p + 1);
      }
    }
  }

  private BitSet step(BitSet states, char c, boolean lastPeriod) {
    BitSet next = new BitSet(text.length() + 1);
    for (int p = states.nextSetBit(0); p >= 0 && p < text.length(); p = states.nextSetBit(p + 1)) {
      char expected = text.charAt(p);
      switch (expected) {
        case '*' -> next.set(p);
        case '<' -> next.set(lastPeriod ? p + 1 : p);
        case '?' -> next.set(p + 1);
        case '>' -> next.set(p + 1, c != '.' || next.get(p + 1));
        case '"' -> next.set(p + 1, c == '.' || next.get(p + 1));
        default -> next.set(p + 1, sameLetter(expected, c) || next.get(p + 1));
      }
    }
    return next;
  }

  private static boolean sameLetter(char a, char b) {
    return a == b || Character.toUpperCase(a) == Character.toUpperCase(b);
  }
}
