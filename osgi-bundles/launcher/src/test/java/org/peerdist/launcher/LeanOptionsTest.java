package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Holds what is understood without annotations to what these say. */
final class LeanOptionsTest {
  private final CommandSpec annotated = CommandSpec.forAnnotatedObject(new HashCommand());
  private final CommandSpec lean = HashCommand.leanSpec();

  private static List<Object> meaning(ArgSpec argument) {
    // A boolean may be null in one of the two, and is never set to it.
    boolean flag = argument.type() == boolean.class || argument.type() == Boolean.class;
    return List.of(
        argument.arity(),
        flag ? List.of() : List.of(argument.type(), List.of(argument.auxiliaryTypes())),
        argument.required(),
        argument.splitRegex(),
        String.valueOf(argument.defaultValue()),
        argument.group() == null ? List.of() : groupOf(argument));
  }

  private static List<Object> groupOf(ArgSpec argument) {
    return List.of(
        argument.group().exclusive(),
        argument.group().multiplicity(),
        argument.group().options().stream().map(OptionSpec::longestName).sorted().toList());
  }

  private static <T> List<T> of(List<PositionalParamSpec> all, Function<ArgSpec, T> what) {
    return all.stream().map(what).toList();
  }

  @Test
  void options_exceptHelp_areThoseOfTheAnnotations() {
    List<OptionSpec> options =
        annotated.options().stream().filter(option -> !option.usageHelp()).toList();

    assertThat(lean.optionsMap()).hasSize(options.stream().mapToInt(o -> o.names().length).sum());
    for (OptionSpec option : options) {
      for (String name : option.names()) {
        assertThat(lean.findOption(name)).as(name).isNotNull();
        assertThat(meaning(lean.findOption(name))).as(name).isEqualTo(meaning(option));
      }
    }
  }

  @Test
  void parameters_areThoseOfTheAnnotations() {
    assertThat(of(lean.positionalParameters(), LeanOptionsTest::meaning))
        .isEqualTo(of(annotated.positionalParameters(), LeanOptionsTest::meaning));
  }
}
