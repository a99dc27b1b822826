package org.peerdist.smb.files;

import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * The byte ranges of one file that its opens have locked, [MS-FSA] 2.1.4.10, 2.1.5.8 and 2.1.5.9.
 * Offsets and lengths are unsigned. Thread-safe.
 */
final class RangeLocks {
  /** POLICY: no more locks of a file than this, so that they cost little memory and time. */
  static final int MOST_LOCKS = 4096;

  private final List<Lock> locks = new ArrayList<>();

  private record Lock(long offset, long length, boolean exclusive, Object owner) {
    boolean overlaps(long otherOffset, long otherLength) {
      // SPEC [MS-FSA] 2.1.4.10: the range of nothing at 0 overlaps with nothing.
      if ((offset == 0 && length == 0) || (otherOffset == 0 && otherLength == 0)) {
        return false;
      }
      long last = offset + length - 1;
      long otherLast = otherOffset + otherLength - 1;
      return Long.compareUnsigned(otherOffset, last) <= 0
          && Long.compareUnsigned(otherLast, offset) >= 0;
    }

    boolean is(long otherOffset, long otherLength, Object otherOwner) {
      return offset == otherOffset && length == otherLength && owner == otherOwner;
    }
  }

  /** Locks a range. */
  synchronized void lock(Object owner, long offset, long length, boolean exclusive)
      throws StatusException {
    checkRange(offset, length);
    for (Lock lock : locks) {
      if (lock.overlaps(offset, length) && (lock.exclusive || exclusive)) {
        boolean sharedOverOwn = lock.exclusive && lock.owner == owner && !exclusive;
        if (!sharedOverOwn) {
          throw new StatusException(NtStatus.LOCK_NOT_GRANTED);
        }
      }
    }
    if (locks.size() == MOST_LOCKS) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    locks.add(new Lock(offset, length, exclusive, owner));
  }

  /** Ends a lock of exactly this range, first an exclusive one. */
  synchronized void unlock(Object owner, long offset, long length) throws StatusException {
    checkRange(offset, length);
    Lock found = null;
    for (Lock lock : locks) {
      if (lock.is(offset, length, owner) && (found == null || lock.exclusive)) {
        found = lock;
      }
    }
    if (found == null) {
      throw new StatusException(NtStatus.RANGE_NOT_LOCKED);
    }
    locks.remove(found);
  }

  /** Ends all locks of an open. */
  synchronized void unlockAll(Object owner) {
    locks.removeIf(lock -> lock.owner == owner);
  }

  /** Checks that a read or a write meets no lock of another open, nor a write any shared lock. */
  synchronized void check(Object owner, long offset, long length, boolean write)
      throws StatusException {
    if (length == 0) {
      return;
    }
    for (Lock lock : locks) {
      boolean blocks = lock.exclusive ? lock.owner != owner : write;
      if (blocks && lock.overlaps(offset, length)) {
        throw new StatusException(NtStatus.FILE_LOCK_CONFLICT);
      }
    }
  }

  private static void checkRange(long offset, long length) throws StatusException {
    if (length != 0 && Long.compareUnsigned(offset + length - 1, offset) < 0) {
      throw new StatusException(NtStatus.INVALID_LOCK_RANGE);
    }
  }
}
