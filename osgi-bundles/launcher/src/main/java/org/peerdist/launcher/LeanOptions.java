package org.peerdist.launcher;

import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options of a command once more, without the annotations. To read these makes picocli define a
 * class for each annotation at each start, which took 70 ms of the 170 ms in which {@code hash}
 * began to hash. What a lean command line does not understand is left to the annotated one, as are
 * all texts: so only the names, the types and where the values go are here.
 */
final class LeanOptions {
  private final CommandSpec spec;

  /**
   * Begins without options.
   *
   * @param command what is to be run
   */
  LeanOptions(Object command) {
    spec = CommandSpec.wrapWithoutInspection(command);
  }

  /** What was put together. */
  CommandSpec spec() {
    return spec;
  }

  /** Adds a parameter that has to be given. */
  <T> LeanOptions parameter(Class<T> type, Consumer<T> setter) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(type)
            .setter(setter(type, setter))
            .build());
    return this;
  }

  /** Adds an option that takes one value, or none if it is a boolean. */
  <T> LeanOptions option(Class<T> type, Consumer<T> setter, String... names) {
    spec.addOption(build(type, setter, names));
    return this;
  }

  /** Adds an option that takes values with commas between them. */
  LeanOptions numbers(Consumer<List<Integer>> setter, String name, String usual) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .splitRegex(",")
            .defaultValue(usual)
            .type(List.class)
            .auxiliaryTypes(Integer.class)
            .setter(setter(List.class, list -> setter.accept(integers(list))))
            .build());
    return this;
  }

  /** Adds options of which at most one is given. */
  LeanOptions oneOf(OptionSpec... options) {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder();
    for (OptionSpec option : options) {
      group.addArg(option);
    }
    spec.addArgGroup(group.build());
    return this;
  }

  /** An option that takes one value, or none if it is a boolean. */
  static <T> OptionSpec build(Class<T> type, Consumer<T> setter, String... names) {
    return OptionSpec.builder(names)
        .arity(type == Boolean.class ? "0" : "1")
        .type(type)
        .setter(setter(type, setter))
        .build();
  }

  private static List<Integer> integers(List<?> values) {
    return values.stream().map(Integer.class::cast).toList();
  }

  private static <T> ISetter setter(Class<T> type, Consumer<T> consumer) {
    return new ISetter() {
      @Override
      public <V> V set(V value) {
        // Before it parses, picocli forgets what was there: these objects are new anyway.
        if (value != null) {
          consumer.accept(type.cast(value));
        }
        return value;
      }
    };
  }
}
