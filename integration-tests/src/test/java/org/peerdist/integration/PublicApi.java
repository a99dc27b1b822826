package org.peerdist.integration;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What others can name of an exported package.
 *
 * @param version its version, as its package-info says
 * @param signatures a line for each public or protected type and member
 */
record PublicApi(String version, SortedSet<String> signatures) {
  private static final int OPEN = Modifier.PUBLIC | Modifier.PROTECTED;

  /** What a compiler may put there or not, or what callers don't see. */
  private static final int HIDDEN =
      Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT | Modifier.TRANSIENT;

  /** The exported packages of some classes. */
  static Map<String, PublicApi> of(JavaClasses classes) throws ClassNotFoundException {
    Map<String, PublicApi> packages = new TreeMap<>();
    for (JavaClass info : classes) {
      Optional<String> version = version(info);
      if (version.isPresent()) {
        packages.put(info.getPackageName(), new PublicApi(version.get(), new TreeSet<>()));
      }
    }
    for (JavaClass type : classes) {
      PublicApi api = packages.get(type.getPackageName());
      if (api != null && !type.getSimpleName().equals("package-info")) {
        api.add(Class.forName(type.getName(), false, PublicApi.class.getClassLoader()));
      }
    }
    return packages;
  }

  private static Optional<String> version(JavaClass type) {
    if (!type.isAnnotatedWith("org.osgi.annotation.bundle.Export")) {
      return Optional.empty();
    }
    return type.getAnnotationOfType("org.osgi.annotation.versioning.Version")
        .get("value")
        .map(String::valueOf);
  }

  private void add(Class<?> type) {
    if (type.isSynthetic() || !isOpen(type)) {
      return;
    }
    String name = type.getName();
    signatures.add(name + ": " + describe(type));
    Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(member -> isSeen((Member) member))
        .forEach(member -> signatures.add(name + ": " + describe(member, name)));
  }

  private static boolean isOpen(Class<?> type) {
    return (type.getModifiers() & OPEN) != 0
        && (type.getDeclaringClass() == null || isOpen(type.getDeclaringClass()));
  }

  private static boolean isSeen(Member member) {
    return (member.getModifiers() & OPEN) != 0 && !member.isSynthetic();
  }

  private static String describe(Class<?> type) {
    StringBuilder text = new StringBuilder(Modifier.toString(type.getModifiers() & ~HIDDEN));
    text.append(type.isInterface() ? "" : " class").append(type.isRecord() ? " record" : "");
    for (Type parent : type.getGenericInterfaces()) {
      text.append(" is ").append(parent.getTypeName());
    }
    Type base = type.getGenericSuperclass();
    return text + (base == null ? "" : " extends " + base.getTypeName());
  }

  private static String describe(AnnotatedElement member, String type) {
    // With generics, names of exceptions, and modifiers.
    String text =
        member instanceof java.lang.reflect.Field field
            ? field.toGenericString()
            : ((java.lang.reflect.Executable) member).toGenericString();
    return text.replaceAll("\\b(synchronized|native|strictfp|transient) ", "")
        .replace(" " + type + ".", " ");
  }
}
