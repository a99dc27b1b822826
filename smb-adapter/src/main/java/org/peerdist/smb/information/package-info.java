/**
 * The information classes of [MS-FSCC] 2.4, 2.5 and 2.7 as records that are read and written by
 * pure code, each with its layout in its javadoc. All numbers are little-endian, all names UTF-16LE
 * without a terminating zero, all times 100 ns since 1601.
 *
 * <p>Knows no file system, no clock and no connection.
 */
package org.peerdist.smb.information;
