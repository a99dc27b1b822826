package org.peerdist.client.internal;

import org.peerdist.client.internal.SwarmJob.Outcome;

/** What gives a client that shares a content with others the units that are its part. */
@FunctionalInterface
interface UnitOrigin {
  /** Has a unit put into the own cache, and waits for that. */
  Outcome fetch(int unit) throws InterruptedException;
}
