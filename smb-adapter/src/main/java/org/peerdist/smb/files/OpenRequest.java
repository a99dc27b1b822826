package org.peerdist.smb.files;

/**
 * What a client wants to open, the semantic part of an SMB2 CREATE request, [MS-SMB2] 2.2.13.
 *
 * @param path relative to the share, with backslashes; empty for its root
 * @param desiredAccess an access mask, [MS-SMB2] 2.2.13.1
 * @param attributes the attributes of a file that is created, [MS-FSCC] 2.6
 * @param shareAccess what others may do meanwhile: 1 read, 2 write, 4 delete
 * @param disposition what to do when it exists or does not, 0 to 5
 * @param options the create options, a set of bits
 * @param mayWrite whether this user may change anything in this share
 */
public record OpenRequest(
    String path,
    int desiredAccess,
    int attributes,
    int shareAccess,
    int disposition,
    int options,
    boolean mayWrite) {}
