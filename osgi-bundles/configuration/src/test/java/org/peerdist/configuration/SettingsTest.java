package org.peerdist.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void value_ofAnyKind_isRead() throws SettingException {
    Settings settings =
        new Settings(Map.of("a", 7, "b", "8", "c", " true ", "d", false, "e", "64KiB"));

    assertThat(settings.number("a", 1, 0, 10)).isEqualTo(7);
    assertThat(settings.number("b", 1, 0, 10)).isEqualTo(8);
    assertThat(settings.flag("c", false)).isTrue();
    assertThat(settings.flag("d", true)).isFalse();
    assertThat(settings.value("e", 0L, ByteCount::parse)).isEqualTo(65_536);
  }

  @Test
  void value_absentOrBlank_isUsual() throws SettingException {
    Settings settings = new Settings(Map.of("blank", "  ", "empty", new String[0]));

    assertThat(settings.number("none", 5, 0, 10)).isEqualTo(5);
    assertThat(settings.flag("blank", true)).isTrue();
    assertThat(settings.value("empty", "usual", text -> text)).isEqualTo("usual");
  }

  @Test
  void list_inAllForms_isTheSame() {
    Settings settings =
        new Settings(
            Map.of(
                "text",
                "one, two,,",
                "array",
                new String[] {"one", "two"},
                "collection",
                List.of("one", "two"),
                "numbers",
                new int[] {1, 2}));

    assertThat(settings.list("text")).containsExactly("one", "two");
    assertThat(settings.list("array")).containsExactly("one", "two");
    assertThat(settings.list("collection")).containsExactly("one", "two");
    assertThat(settings.list("numbers")).containsExactly("1", "2");
    assertThat(settings.list("none")).isEmpty();
  }

  @Test
  void wrongValues_nameTheirKey() {
    Settings settings = new Settings(Map.of("n", "99", "f", "yes", "p", "x:y", "s", "1 pound"));

    assertRefused("n", () -> settings.number("n", 1, 0, 10));
    assertRefused("f", () -> settings.flag("f", true));
    assertRefused("p", () -> settings.values("p", HostPort::parse));
    assertRefused("s", () -> settings.value("s", 0L, ByteCount::parse));
  }

  private static void assertRefused(
      String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOf(SettingException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(SettingException.class))
        .extracting(SettingException::key)
        .isEqualTo(key);
  }
}
