package org.peerdist.container;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * An object of a bundle, whose types the test does not share.
 *
 * @param object the object; equal if it is the same one
 * @param type the name of the public type by which it is known
 */
record Reflected(Object object, String type) {
  /** Calls a method that nothing else has the name and number of arguments of. */
  Object call(String name, Object... arguments) throws Exception {
    return invoke(load(type), object, name, arguments);
  }

  /** Calls a static method of a type that the bundle of the object sees. */
  Object callStatic(String owner, String name, Object... arguments) throws Exception {
    return invoke(load(owner), null, name, arguments);
  }

  /** A static field of a type that the bundle of the object sees. */
  Object field(String owner, String name) throws Exception {
    return load(owner).getField(name).get(null);
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, true, object.getClass().getClassLoader());
  }

  private static Object invoke(Class<?> type, Object target, String name, Object... arguments)
      throws Exception {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && fits(method, arguments)) {
        try {
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof Exception failure) {
            throw failure;
          }
          if (e.getCause() instanceof Error failure) {
            throw failure;
          }
          throw e;
        }
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  private static boolean fits(Method method, Object... arguments) {
    Class<?>[] types = method.getParameterTypes();
    boolean fits = types.length == arguments.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits = types[i].isPrimitive() || types[i].isInstance(arguments[i]);
    }
    return fits;
  }
}
