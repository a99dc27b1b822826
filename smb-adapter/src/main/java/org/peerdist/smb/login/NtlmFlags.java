package org.peerdist.smb.login;

/** What NTLM negotiates, [MS-NLMP] 2.2.2.5; only what this server looks at or sets. */
final class NtlmFlags {
  static final int UNICODE = 0x00000001;
  static final int REQUEST_TARGET = 0x00000004;
  static final int SIGN = 0x00000010;
  static final int SEAL = 0x00000020;
  static final int NTLM = 0x00000200;
  static final int ALWAYS_SIGN = 0x00008000;
  static final int TARGET_IS_SERVER = 0x00020000;
  static final int EXTENDED_SESSION_SECURITY = 0x00080000;
  static final int TARGET_INFO = 0x00800000;
  static final int VERSION = 0x02000000;
  static final int KEY_128 = 0x20000000;
  static final int KEY_EXCHANGE = 0x40000000;
  static final int KEY_56 = 0x80000000;

  private NtlmFlags() {}
}
