package org.peerdist.smb.login;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.peerdist.wire.Bytes;

/**
 * Who may come in, and what a login needs.
 *
 * @param computer the name of the server
 * @param hashes the hash of a user's password, by name in any case
 * @param guests whether users that are not known come in, too
 * @param challenges eight random bytes each
 * @param clock the time in 100 ns since 1601
 */
public record LoginPolicy(
    String computer,
    Function<String, Optional<NtHash>> hashes,
    boolean guests,
    Supplier<Bytes> challenges,
    LongSupplier clock) {}
