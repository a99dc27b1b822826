package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.peerdist.hashgen.PublishingService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has files hashed by the publisher of the container. */
@Command(
    name = "peerdist:publish",
    description = {
      "Has files hashed in the background by the publisher of this container.",
      "The files of a folder are hashed now and when they change, until the publisher stops; for",
      "longer than that, name the folder in the configuration of the publisher."
    })
final class ContainerPublish extends ContainerCommand implements Callable<Integer> {
  private final ContainerServices services;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Folders and files.")
  private List<Path> paths;

  ContainerPublish(ContainerServices services) {
    this.services = services;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    PublishingService publisher = services.neededPublisher();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        publisher.publishFolder(path);
      } else if (!publisher.publishFile(path)) {
        throw new CommandFailure(
            path + " is not hashed: it is empty, or too much waits to be hashed");
      }
    }
    return 0;
  }
}
