package org.peerdist.jetty.module;

import org.eclipse.jetty.util.component.AbstractLifeCycle;

/** Closes something when the component stops that it was added to. */
final class Ending extends AbstractLifeCycle {
  private final AutoCloseable thing;

  Ending(AutoCloseable thing) {
    this.thing = thing;
  }

  @Override
  protected void doStop() throws Exception {
    thing.close();
  }
}
