package org.peerdist.smb.files;

import static org.peerdist.smb.files.Client.assertRefused;

import org.junit.jupiter.api.Test;
import org.peerdist.smb.protocol.NtStatus;

/** SPEC [MS-FSA] 2.1.4.10: which ranges keep each other out. */
class RangeLocksTest {
  private final RangeLocks locks = new RangeLocks();
  private final Object one = new Object();
  private final Object other = new Object();

  @Test
  void exclusive_keepsOthersOut() throws Exception {
    locks.lock(one, 10, 10, true);
    assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> locks.check(other, 19, 1, false));
    assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> locks.check(other, 0, 11, true));
    assertRefused(NtStatus.LOCK_NOT_GRANTED, () -> locks.lock(other, 5, 10, false));
    assertRefused(NtStatus.LOCK_NOT_GRANTED, () -> locks.lock(one, 5, 10, true));
    locks.check(other, 0, 10, true);
    locks.check(other, 20, 10, true);
    locks.check(one, 10, 10, true);
    locks.lock(one, 10, 10, false);
  }

  @Test
  void shared_letsAllReadAndNobodyWrite() throws Exception {
    locks.lock(one, 0, 10, false);
    locks.lock(other, 5, 10, false);
    locks.check(other, 0, 5, false);
    assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> locks.check(one, 0, 1, true));
    assertRefused(NtStatus.LOCK_NOT_GRANTED, () -> locks.lock(other, 0, 1, true));
  }

  @Test
  void unlock_exactRangeOnly() throws Exception {
    locks.lock(one, 0, 10, true);
    assertRefused(NtStatus.RANGE_NOT_LOCKED, () -> locks.unlock(one, 0, 5));
    assertRefused(NtStatus.RANGE_NOT_LOCKED, () -> locks.unlock(other, 0, 10));
    locks.unlock(one, 0, 10);
    locks.lock(other, 0, 10, true);
  }

  @Test
  void unlockAll_endsThoseOfOneOpen() throws Exception {
    locks.lock(one, 0, 10, true);
    locks.lock(other, 20, 10, true);
    locks.unlockAll(one);
    locks.check(other, 0, 10, true);
    assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> locks.check(one, 20, 1, false));
  }

  @Test
  void range_upToTheLastOffset_isAllowedAndNotBeyond() throws Exception {
    locks.lock(one, -1, 1, true);
    locks.lock(one, 0, -1, true);
    assertRefused(NtStatus.FILE_LOCK_CONFLICT, () -> locks.check(other, Long.MAX_VALUE, 1, false));
    assertRefused(NtStatus.INVALID_LOCK_RANGE, () -> locks.lock(one, -1, 2, true));
    assertRefused(NtStatus.INVALID_LOCK_RANGE, () -> locks.unlock(one, -1, 2));
  }

  @Test
  void range_ofNothingAtTheStart_isFree() throws Exception {
    locks.lock(one, 0, 0, true);
    locks.lock(other, 0, 0, true);
    locks.check(other, 0, 100, true);
  }

  @Test
  void lock_tooMany_areRefused() throws Exception {
    for (int i = 0; i < RangeLocks.MOST_LOCKS; i++) {
      locks.lock(one, i, 1, true);
    }
    assertRefused(
        NtStatus.INSUFFICIENT_RESOURCES, () -> locks.lock(one, RangeLocks.MOST_LOCKS, 1, true));
  }
}
