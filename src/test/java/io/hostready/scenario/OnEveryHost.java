package io.hostready.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A story that is told on each {@link HostKind}: on the tree always, on the machine by {@code
 * scripts/test-host --all} or by its name.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(OnEveryHost.Kinds.class)
@interface OnEveryHost {

  /** The kinds that scripts/test-host wants, in hostready.hosts. */
  final class Kinds implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      String wanted = System.getProperty("hostready.hosts", "TREE");
      return Arrays.stream(wanted.split(",")).map(HostKind::valueOf).map(Arguments::of);
    }
  }
}
