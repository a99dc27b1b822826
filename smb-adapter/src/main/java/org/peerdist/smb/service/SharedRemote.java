package org.peerdist.smb.service;

import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;

/**
 * A folder of a share of another server under a name.
 *
 * @param name the name of the share here
 * @param address what is in it
 * @param login who all clients are on that server
 */
public record SharedRemote(String name, SmbAddress address, SmbLogin login) {}
