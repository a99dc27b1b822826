package org.peerdist.configuration.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.peerdist.configuration.SettingException;
import org.peerdist.configuration.Settings;

class ConfiguredServiceTest {
  private final List<String> events = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger(AutoCloseable.class.getName());
  private final ConfiguredService<Integer, AutoCloseable> service =
      new ConfiguredService<>(context(), new Counter());

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().intValue() > java.util.logging.Level.INFO.intValue()) {
            lines.add(new SimpleFormatter().formatMessage(line));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** A service with a number; 13 can't be had, and those of the same decade exclude each other. */
  private final class Counter implements ServiceKind<Integer, AutoCloseable> {
    @Override
    public String pid() {
      return "test.counter";
    }

    @Override
    public Class<AutoCloseable> type() {
      return AutoCloseable.class;
    }

    @Override
    public Integer read(Settings settings) throws SettingException {
      return settings.number("number", 1, 0, 99);
    }

    @Override
    public AutoCloseable start(Integer number) throws SettingException {
      if (number == 13) {
        throw new SettingException("number", "bad luck");
      }
      events.add("start " + number);
      return () -> events.add("stop " + number);
    }

    @Override
    public boolean exclude(Integer one, Integer other) {
      return one / 10 == other / 10;
    }
  }

  private BundleContext context() {
    return proxy(
        BundleContext.class,
        () -> {
          events.add("register");
          return proxy(ServiceRegistration.class, () -> events.add("unregister"));
        });
  }

  private static <T> T proxy(Class<T> type, java.util.function.Supplier<Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object value = answer.get();
              return method.getReturnType() == void.class ? null : value;
            }));
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void configure_firstAndLast_startsAndStops() {
    service.configure(Map.of("number", 5));
    service.close();

    assertThat(events).containsExactly("start 5", "register", "unregister", "stop 5");
  }

  @Test
  void configure_sameSettings_doesNothing() {
    service.configure(Map.of("number", 5));
    service.configure(Map.of("number", "5", "other", "new"));

    assertThat(events).containsExactly("start 5", "register");
  }

  @Test
  void configure_anotherPlace_startsBeforeItStops() {
    service.configure(Map.of("number", 5));
    service.configure(Map.of("number", 25));

    assertThat(events)
        .containsExactly("start 5", "register", "start 25", "register", "unregister", "stop 5");
  }

  @Test
  void configure_samePlace_stopsBeforeItStarts() {
    service.configure(Map.of("number", 5));
    service.configure(Map.of("number", 6));

    assertThat(events)
        .containsExactly("start 5", "register", "unregister", "stop 5", "start 6", "register");
  }

  @Test
  void configure_wrongValue_saysSoOnceAndKeepsWhatRuns() {
    service.configure(Map.of("number", 5));
    service.configure(Map.of("number", "many"));

    assertThat(events).containsExactly("start 5", "register");
    assertThat(lines)
        .containsExactly(
            "test.counter: number=many: a whole number from 0 to 99 is expected;"
                + " what ran before goes on");
  }

  @Test
  void configure_whatCannotBeHad_keepsWhatRuns() {
    service.configure(Map.of("number", 25));
    service.configure(Map.of("number", 13));

    assertThat(events).containsExactly("start 25", "register");
    assertThat(lines).containsExactly("test.counter: number=13: bad luck; what ran before goes on");
  }

  @Test
  void configure_whatCannotBeHadInTheSamePlace_startsTheOldAgain() {
    service.configure(Map.of("number", 15));
    service.configure(Map.of("number", 13));

    assertThat(events)
        .containsExactly("start 15", "register", "unregister", "stop 15", "start 15", "register");
    assertThat(lines).hasSize(1);
  }

  @Test
  void configure_wrongFromTheStart_runsNothingUntilItIsRight() {
    service.configure(Map.of("number", 13));
    assertThat(events).isEmpty();
    assertThat(lines).containsExactly("test.counter: number=13: bad luck; nothing runs");

    service.configure(Map.of("number", 14));
    assertThat(events).containsExactly("start 14", "register");
  }
}
