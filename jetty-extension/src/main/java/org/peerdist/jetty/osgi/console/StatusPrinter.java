package org.peerdist.jetty.osgi.console;

import java.io.PrintWriter;
import org.apache.felix.inventory.Format;
import org.apache.felix.inventory.InventoryPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.peerdist.jetty.status.StatusPage;

/** Prints what there is to see into the inventory, as text or JSON. */
@Component(
    name = "org.peerdist.inventory",
    service = InventoryPrinter.class,
    property = {
      InventoryPrinter.NAME + "=peerdist",
      InventoryPrinter.TITLE + "=PeerDist",
      InventoryPrinter.FORMAT + "=TEXT",
      InventoryPrinter.FORMAT + "=JSON"
    })
public final class StatusPrinter implements InventoryPrinter {
  private final StatusPage page;

  /**
   * Starts it.
   *
   * @param page what there is to see
   */
  @Activate
  public StatusPrinter(@Reference StatusPage page) {
    this.page = page;
  }

  @Override
  public void print(PrintWriter printWriter, Format format, boolean isZip) {
    if (Format.JSON.equals(format)) {
      printWriter.println(page.json());
    } else if (Format.TEXT.equals(format)) {
      printWriter.print(page.text());
    }
  }
}
